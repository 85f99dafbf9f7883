import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../domain/local-days.ts';
import { measures, type Measure, type ProviderWindow } from '../providers/provider.ts';
import { splitLanes } from './lanes.ts';

const window = (measure: Measure, from: string, to: string): ProviderWindow => ({
	measure,
	pointId: '22516914714270',
	from,
	to,
});
const lastPublished = '2026-11-22';

test('what touches the last seven days goes first, each lane newest first', () => {
	const yesterday = window('load_curve', '2026-11-22', '2026-11-23');
	const year = window('daily', '2025-11-23', '2026-11-23');
	const oldestFresh = window('load_curve', '2026-11-10', '2026-11-17');
	const newestOld = window('load_curve', '2026-11-09', '2026-11-16');
	const old = window('max_power', '2024-11-23', '2025-11-23');

	expect(splitLanes([old, oldestFresh, newestOld, year, yesterday], lastPublished)).toEqual({
		fresh: [year, yesterday, oldestFresh],
		backfill: [newestOld, old],
	});
});

test('how many days are fresh can be told', () => {
	const windows = [window('daily', '2026-11-20', '2026-11-22'), window('daily', '2026-11-19', '2026-11-20')];

	expect(splitLanes(windows, lastPublished, 1)).toEqual({ fresh: [], backfill: windows });
	expect(splitLanes(windows, lastPublished, 2).fresh).toEqual([windows[0]]);
	expect(splitLanes(windows, lastPublished, 0).fresh).toEqual([]);
	expect(splitLanes([], lastPublished)).toEqual({ fresh: [], backfill: [] });
});

test('no window is lost, made or in both lanes', () => {
	const windows = fc.array(
		fc
			.record({
				measure: fc.constantFrom(...measures),
				back: fc.integer({ min: 0, max: 40 }),
				days: fc.integer({ min: 1, max: 40 }),
			})
			.map(({ measure, back, days }) => {
				const to = addDays(lastPublished, 1 - back);

				return window(measure, addDays(to, -days), to);
			}),
	);
	fc.assert(
		fc.property(windows, fc.integer({ min: 0, max: 30 }), (planned, freshDays) => {
			const { fresh, backfill } = splitLanes(planned, lastPublished, freshDays);

			expect(new Set([...fresh, ...backfill])).toEqual(new Set(planned));
			expect(fresh.length + backfill.length).toBe(planned.length);
			for (const { to } of backfill) expect(to <= addDays(lastPublished, 1 - freshDays)).toBe(true);
			for (const lane of [fresh, backfill]) {
				const ends = lane.map(({ to }) => to);
				expect(ends).toEqual(ends.toSorted().toReversed());
			}
		}),
	);
});
