/** Tables whose rows go on over the next pages, each with its head again. */
import { breathe, type Drawing } from './drawing.ts';
import { contentWidth, margin } from './page.ts';

export interface TableColumn {
	title: string;
	/** of the whole width; the shares of a table make 1 */
	share: number;
	align?: 'left' | 'right';
}

/** Lines of a cell: text that breaks by itself; what is quiet stands below in grey. */
export interface Cell {
	text: string;
	quiet?: string | undefined;
	isBold?: boolean;
}

const SIZE = 7.8;
const QUIET_SIZE = 7;
const LEADING = 1.32;
const PADDING = 4;
const COLUMN_GAP = 8;
/** one text must not fill the pages alone */
const MOST_LINES = 14;
const ROWS_A_TURN = 15;

const tableHeadHeight = 16;
/** room that a table's beginning needs: its head and a first row */
export const tableStart = 48;

export async function drawTable(
	{ flow, palette }: Drawing,
	columns: readonly TableColumn[],
	rows: readonly (readonly (Cell | string)[])[],
): Promise<void> {
	let x = margin;
	const places = columns.map(({ share, align }) => {
		const place = { x, width: share * contentWidth - COLUMN_GAP, align: align ?? 'left' };
		x += share * contentWidth;

		return place;
	});
	/** the last column ends where the page does */
	const rightOf = (index: number, { x: left, width }: { x: number; width: number }) =>
		index === places.length - 1 ? margin + contentWidth : left + width;

	const drawHead = (): void => {
		const top = flow.take(tableHeadHeight);
		for (const [index, place] of places.entries()) {
			const isRight = place.align === 'right';
			flow.canvas.scaledText(
				columns[index]?.title ?? '',
				isRight ? rightOf(index, place) : place.x,
				top + 9,
				{ size: SIZE, bold: true, colour: palette.muted, align: place.align },
				place.width,
				5.8,
			);
		}
		flow.canvas.line([margin, top + 13], [margin + contentWidth, top + 13], palette.rule, 0.9);
	};

	drawHead();
	for (const [index, row] of rows.entries()) {
		if (index % ROWS_A_TURN === ROWS_A_TURN - 1) await breathe();
		const cells = places.map((place, column) => {
			const given = row[column] ?? '';
			const cell: Cell = typeof given === 'string' ? { text: given } : given;
			const style = { size: SIZE, bold: cell.isBold ?? false, colour: palette.ink };
			const quietStyle = { size: QUIET_SIZE, colour: palette.muted };
			const lines = [
				...flow.typesetter
					.wrapped(cell.text, place.width, style, MOST_LINES)
					.map((text) => ({ text, style })),
				...(cell.quiet
					? flow.typesetter
							.wrapped(cell.quiet, place.width, quietStyle, MOST_LINES)
							.map((text) => ({ text, style: quietStyle }))
					: []),
			];

			return { place, lines };
		});
		const height =
			Math.max(
				...cells.map(({ lines }) => lines.reduce((sum, { style }) => sum + style.size * LEADING, 0)),
				SIZE * LEADING,
			) +
			2 * PADDING -
			2;
		if (flow.left < height) {
			flow.newPage();
			drawHead();
		}
		const top = flow.take(height);
		for (const [column, { place, lines }] of cells.entries()) {
			let baseline = top + PADDING;
			for (const { text, style } of lines) {
				const isRight = place.align === 'right';
				flow.canvas.text(text, isRight ? rightOf(column, place) : place.x, baseline + style.size * 0.86, {
					...style,
					align: place.align,
				});
				baseline += style.size * LEADING;
			}
		}
		flow.canvas.line([margin, top + height], [margin + contentWidth, top + height], palette.rule, 0.35);
	}
	flow.gap(8);
}
