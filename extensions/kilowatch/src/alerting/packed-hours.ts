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
		for (let cell = from; cell < to; cell++) grid[start + cell] = kwh.readFloatBE(cell * 4);
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
		for (let cell = 0; cell < CELLS_PER_BLOCK; cell++) {
			kwh.writeFloatBE(grid.kwh[start + cell] ?? NaN, cell * 4);
		}
		blocks.push({ channel, block, kwh });
	}

	return blocks;
}

/** A series whose days from a date on are others now, and which ends with them. */
export function spliceHours(grid: HourGrid, fromDate: string, kwh: Float64Array): HourGrid {
	const kept = Math.max(0, dayNumberOf(fromDate) - dayNumberOf(grid.firstDate)) * HOURS_PER_DAY;
	const spliced = new Float64Array(kept + kwh.length).fill(NaN);
	spliced.set(grid.kwh.subarray(0, kept));
	spliced.set(kwh, kept);

	return { firstDate: grid.firstDate, days: spliced.length / HOURS_PER_DAY, kwh: spliced };
}
