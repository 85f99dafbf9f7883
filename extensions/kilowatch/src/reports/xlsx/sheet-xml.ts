import type { SharedTexts } from './shared-texts.ts';
import type { Cell, Sheet, SheetColumn } from './sheet.ts';
import { styleIndex } from './styles-xml.ts';

/** `xl/worksheets/sheetN.xml`, a row at a time. */
export async function* sheetXml(sheet: Sheet, texts: SharedTexts): AsyncGenerator<string> {
	const { columns, headerRows } = sheet;
	const names = columns.map((_, index) => columnName(index));

	yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
	yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
	yield `<sheetViews><sheetView workbookViewId="0">${frozen(headerRows)}</sheetView></sheetViews>`;
	yield '<sheetFormatPr defaultRowHeight="15"/>';
	yield `<cols>${columns.map(columnXml).join('')}</cols><sheetData>`;
	let count = 0;
	for await (const row of sheet.rows()) {
		count += 1;
		yield rowXml(row, { number: count, names, columns, texts });
	}
	yield '</sheetData>';
	const last = names.at(-1);
	if (headerRows > 0 && last !== undefined && count > headerRows) {
		yield `<autoFilter ref="A${headerRows}:${last}${count}"/>`;
	}
	yield '</worksheet>';
}

/** Rows above a line that stay where they are. */
function frozen(rows: number): string {
	if (rows === 0) return '';

	return `<pane ySplit="${rows}" topLeftCell="A${rows + 1}" activePane="bottomLeft" state="frozen"/>`;
}

function columnXml({ width, style }: SheetColumn, index: number): string {
	return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${styleIndex[style]}" customWidth="1"/>`;
}

interface RowPlace {
	/** from 1 */
	number: number;
	names: readonly string[];
	columns: readonly SheetColumn[];
	texts: SharedTexts;
}

function rowXml(row: readonly Cell[], { number, names, columns, texts }: RowPlace): string {
	let cells = '';
	for (const [index, cell] of row.entries()) {
		if (cell === null) continue;
		const isStyled = typeof cell === 'object';
		const value = isStyled ? cell.value : cell;
		const style = isStyled ? cell.style : typeof value === 'number' ? columns[index]?.style : undefined;
		const at = `r="${names[index] ?? columnName(index)}${number}" s="${styleIndex[style ?? 'general']}"`;
		// A text has its own type, so nothing in it is ever a formula; what is no number is not known.
		if (typeof value === 'string') cells += `<c ${at} t="s"><v>${texts.place(value)}</v></c>`;
		else if (Number.isFinite(value)) cells += `<c ${at}><v>${value}</v></c>`;
	}

	return `<row r="${number}">${cells}</row>`;
}

/** `A` to `Z`, then `AA`. */
function columnName(index: number): string {
	const last = String.fromCharCode(65 + (index % 26));

	return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}
