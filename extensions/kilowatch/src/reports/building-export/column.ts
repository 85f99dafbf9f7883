import { csvLine, type CsvField } from '../../shared/csv-line.ts';
import { clockSerial, dateSerial } from '../xlsx/serial.ts';
import type { Cell, CellStyle } from '../xlsx/sheet.ts';

/** A column of an export, for workbook and CSV alike. What is `null` is not known, and stays empty. */
export type Column<Row> = { header: string; width: number } & (
	| { kind: 'text'; of: (row: Row) => string | null }
	| { kind: 'amount' | 'count'; of: (row: Row) => number | null }
	/** `YYYY-MM-DD` */
	| { kind: 'date'; of: (row: Row) => string }
	/** `YYYY-MM` */
	| { kind: 'month'; of: (row: Row) => string }
	/** what a clock shows, in seconds: since 1970 UTC for `utc`, moved by the offset for `local` */
	| { kind: 'local' | 'utc'; of: (row: Row) => number }
);

const styles: Readonly<Record<Column<never>['kind'], CellStyle>> = {
	text: 'general',
	amount: 'amount',
	count: 'general',
	date: 'date',
	month: 'month',
	local: 'time',
	utc: 'time',
};

/** How a sheet shows what is in the column. */
export function columnStyle({ kind }: Pick<Column<never>, 'kind'>): CellStyle {
	return styles[kind];
}

/** A row's value for a sheet. */
export function cellOf<Row>(column: Column<Row>, row: Row): Cell {
	switch (column.kind) {
		case 'date':
			return dateSerial(column.of(row));
		case 'month':
			return dateSerial(`${column.of(row)}-01`);
		case 'local':
		case 'utc':
			return clockSerial(column.of(row));
		default:
			return column.of(row);
	}
}

function fieldOf<Row>(column: Column<Row>, row: Row): CsvField {
	if (column.kind !== 'local' && column.kind !== 'utc') return column.of(row);
	const clock = new Date(column.of(row) * 1000).toISOString().slice(0, 19);

	return column.kind === 'utc' ? `${clock}Z` : clock;
}

/** By this mark a spreadsheet knows that a CSV is UTF-8, and shows accents as they are. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A table as CSV for people: header and rows, a line at a time. */
export async function* csvTable<Row>(
	columns: readonly Column<Row>[],
	rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<string> {
	yield BYTE_ORDER_MARK + csvLine(columns.map(({ header }) => header));
	for await (const row of rows) yield csvLine(columns.map((column) => fieldOf(column, row)));
}
