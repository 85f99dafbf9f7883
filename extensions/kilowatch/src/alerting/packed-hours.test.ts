import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOURS_PER_DAY, type HourGrid } from '../domain/alerts/hour-grid.ts';
import { addDays } from '../domain/local-days.ts';
import { packHours, unpackHours } from './packed-hours.ts';

const grids = fc
	.record({ offset: fc.nat(40), days: fc.integer({ min: 1, max: 60 }), seed: fc.nat(1000) })
	.map(({ offset, days, seed }): HourGrid => ({
		firstDate: addDays('2026-01-01', offset),
		days,
		kwh: Float64Array.from({ length: days * HOURS_PER_DAY }, (_, cell) =>
			(cell * 7 + seed) % 11 === 0 ? NaN : Math.fround(((cell * 31 + seed) % 97) / 7),
		),
	}));

test('what is packed comes out as it was', () => {
	fc.assert(
		fc.property(grids, (grid) => {
			const blocks = packHours(1, grid, grid.firstDate);
			const span = { firstDate: grid.firstDate, untilDate: addDays(grid.firstDate, grid.days) };

			expect(unpackHours(blocks, span)).toEqual(grid);
		}),
	);
});

test('packing the blocks from a day on is enough when only later days are others', () => {
	fc.assert(
		fc.property(grids, fc.nat(), (grid, at) => {
			const days = grid.days + 3;
			const changed = at % grid.days;
			const kwh = new Float64Array(days * HOURS_PER_DAY).fill(1);
			kwh.set(grid.kwh.subarray(0, changed * HOURS_PER_DAY));
			const later = { firstDate: grid.firstDate, days, kwh };
			const kept = new Map(packHours(1, grid, grid.firstDate).map((block) => [block.block, block]));
			for (const block of packHours(1, later, addDays(grid.firstDate, changed))) kept.set(block.block, block);
			const span = { firstDate: grid.firstDate, untilDate: addDays(grid.firstDate, days) };

			expect(unpackHours([...kept.values()], span)).toEqual(later);
		}),
	);
});
