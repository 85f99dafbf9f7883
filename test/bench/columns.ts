/** Rows of cells as columns of text, the first row above the others. */
export function formatColumns(
	rows: readonly (readonly string[])[],
	isNumber: (column: number) => boolean,
): string {
	const widths = (rows[0] ?? []).map((_, column) =>
		Math.max(...rows.map((row) => (row[column] ?? '').length)),
	);

	return rows
		.map((row) =>
			row
				.map((cell, column) =>
					isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
				)
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

/** Three significant digits below a thousand, whole numbers from there on. */
export function formatNumber(value: number): string {
	return value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}
