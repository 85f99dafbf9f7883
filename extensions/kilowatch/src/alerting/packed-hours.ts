import { HOURS_PER_DAY, type HourGrid } from '../domain/alerts/hour-grid.ts';
import { blockOf, dayNumberOf, DAYS_PER_BLOCK, type HourBlock } from '../storage/alerts/alert-hours.ts';

const CELLS_PER_BLOCK = DAYS_PER_BLOCK * HOURS_PER_DAY;

/** The days of a series out of its blocks; what is in none of them is not known. */
export function unpackHours(
	blocks: readonly Pick<HourBlock, 'block' | 'kwh'>[],
	{ firstDate, untilDate }: { firstDate: string; untilDate: string },
): HourGrid {
	const days = Math.max(0, dayNumberOf(untilDate) - dayNumberOf(firstDate));
	const grid = new Float64Array(days * HOURS_PER_DAY).fill(NaN);
	for (const { block, kwh } of blocks) {
		const start = (block * DAYS_PER_BLOCK - dayNumberOf(firstDate)) * HOURS_PER_DAY;
		const from = Math.max(0, -start);
		const to = Math.min(CELLS_PER_BLOCK, grid.length - start);
		const bytes = new DataView(kwh.buffer, kwh.byteOffset, kwh.byteLength);
		for (let cell = from; cell < to; cell++) grid[start + cell] = bytes.getFloat32(cell * 4);
	}

	return { firstDate, days, kwh: grid };
}

/** The blocks of a series that hold days from a date on. */
export function packHours(channel: number, grid: HourGrid, fromDate: string): HourBlock[] {
	const first = dayNumberOf(grid.firstDate);
	const lastBlock = Math.floor((first + grid.days - 1) / DAYS_PER_BLOCK);
	const blocks: HourBlock[] = [];
	for (let block = Math.max(blockOf(fromDate), blockOf(grid.firstDate)); block <= lastBlock; block++) {
		const start = (block * DAYS_PER_BLOCK - first) * HOURS_PER_DAY;
		const kwh = Buffer.alloc(CELLS_PER_BLOCK * 4);
		const bytes = new DataView(kwh.buffer, kwh.byteOffset, kwh.byteLength);
		for (let cell = 0; cell < CELLS_PER_BLOCK; cell++) {
			bytes.setFloat32(cell * 4, grid.kwh[start + cell] ?? NaN);
		}
		blocks.push({ channel, block, kwh });
	}

	return blocks;
}
