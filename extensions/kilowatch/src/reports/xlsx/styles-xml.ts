import type { CellStyle } from './sheet.ts';

/**
 * The formats of numbers. Days and times are in one form in all languages, so that the same file says the same everywhere;
 * digits are grouped and marked as the reader's own spreadsheet does it.
 */
const formats: readonly { style: CellStyle; code: string | null; font?: number; fill?: number }[] = [
	{ style: 'general', code: null },
	{ style: 'amount', code: '#,##0.###' },
	{ style: 'date', code: 'yyyy\\-mm\\-dd' },
	{ style: 'month', code: 'yyyy\\-mm' },
	{ style: 'time', code: 'yyyy\\-mm\\-dd\\ hh:mm' },
	{ style: 'percent', code: '0.0%' },
	{ style: 'heading', code: null, font: 1, fill: 2 },
	{ style: 'title', code: null, font: 2 },
];

/** Codes below it are built in. */
const FIRST_OWN_FORMAT = 164;

/** Where each style stands in {@link stylesXml}. */
export const styleIndex = Object.fromEntries(formats.map(({ style }, index) => [style, index])) as Readonly<
	Record<CellStyle, number>
>;

/** `xl/styles.xml` */
export function stylesXml(): string {
	const own = formats.flatMap(({ code }, index) =>
		code === null ? [] : [`<numFmt numFmtId="${FIRST_OWN_FORMAT + index}" formatCode="${code}"/>`],
	);
	const cells = formats.map(
		({ code, font = 0, fill = 0 }, index) =>
			`<xf numFmtId="${code === null ? 0 : FIRST_OWN_FORMAT + index}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>`,
	);

	return [
		'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
		'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
		`<numFmts count="${own.length}">${own.join('')}</numFmts>`,
		'<fonts count="3">',
		'<font><sz val="11"/><name val="Calibri"/></font>',
		'<font><b/><sz val="11"/><name val="Calibri"/></font>',
		'<font><b/><sz val="15"/><name val="Calibri"/></font>',
		'</fonts>',
		'<fills count="3">',
		'<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
		'<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/><bgColor indexed="64"/></patternFill></fill>',
		'</fills>',
		'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
		'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
		`<cellXfs count="${cells.length}">${cells.join('')}</cellXfs>`,
		'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
		'</styleSheet>',
	].join('');
}
