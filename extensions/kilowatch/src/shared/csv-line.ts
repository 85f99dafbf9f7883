/** What a field of a CSV can hold; nothing is an empty field. */
export type CsvField = string | number | null;

/**
 * A line of CSV (RFC 4180). A text that a spreadsheet would take for a formula is made a text by an apostrophe before it;
 * numbers are written as they are, for -4 °C is a number.
 */
export function csvLine(fields: readonly CsvField[]): string {
	return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(field: CsvField): string {
	if (field === null) return '';
	if (typeof field === 'number') return String(field);
	// A space before it does not keep a spreadsheet from reading on, nor does the wide form of the sign.
	const text = /^\s*[=+\-@\t\r\n＝＋－＠]/u.test(field) ? `'${field}` : field;

	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
