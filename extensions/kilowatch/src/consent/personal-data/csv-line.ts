/**
 * A line of CSV (RFC 4180). A text that a spreadsheet would take for a formula is made a text by an apostrophe before it;
 * numbers are written as they are, for -4 °C is a number.
 */
export function csvLine(fields: readonly (string | number)[]): string {
	return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(field: string | number): string {
	if (typeof field === 'number') return String(field);
	const text = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field;

	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
