/** How a number in a cell is to be read; a text needs none. */
export type CellStyle = 'general' | 'amount' | 'date' | 'month' | 'time' | 'percent' | 'heading' | 'title';

/**
 * What stands in a cell. A text is always a text, whatever it looks like; a number is written in its column's style.
 * Days and times are numbers, too: of days since 1899-12-30, as spreadsheets count (`serial.ts`).
 */
export type Cell = string | number | null | { value: string | number; style: CellStyle };

export interface SheetColumn {
	/** in characters */
	width: number;
	style: CellStyle;
}

export interface Sheet {
	/** at most 31 characters, none of `[]:*?/\` */
	name: string;
	columns: readonly SheetColumn[];
	/** lines that stay in sight, the last of them being the header that filters hang on */
	headerRows: number;
	/** called once, when the sheet is written */
	rows: () => AsyncIterable<readonly Cell[]>;
}

/** So many lines has a sheet in Excel, its header among them. */
export const MAX_SHEET_ROWS = 1_048_576;
