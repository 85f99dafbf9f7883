import type { DataRule } from './data-rule.ts';
import { HOURS_PER_DAY } from './hour-grid.ts';
import { hourOfGrid } from './judged-day.ts';
import type { RuleName } from './rule-names.ts';
import { UsualRuns } from './usual-runs.ts';

/**
 * What `data-zero` and `data-flat` have in common: hours in a row that are alike for longer than they ever were in the last eight
 * weeks. So a building that uses nothing each night, or a meter that counts in steps, is left alone.
 *
 * @param isAlike whether an hour goes on with the run, by its value and the one before
 * @param hoursBefore hours that belong to a run before its first alike one
 */
export function unusualRuns(
	rule: RuleName,
	{ leastHours, hoursBefore }: { leastHours: number; hoursBefore: number },
	isAlike: (value: number, before: number) => boolean,
): DataRule {
	const runs = new UsualRuns({ leastHours });
	const alike = new Uint8Array(HOURS_PER_DAY);
	let before = NaN;

	return {
		judge: ({ place, kwh }, disbelieve) => {
			let isAnyAlike = false;
			for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
				const value = kwh[hour] ?? NaN;
				alike[hour] = isAlike(value, before) ? 1 : 0;
				isAnyAlike ||= alike[hour] === 1;
				before = value;
			}
			// So are most days, and nothing goes on from the one before.
			if (!isAnyAlike && runs.length === 0) {
				runs.endDay();
				return undefined;
			}
			let from: number | undefined;
			let until = 0;
			let length = 0;
			for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
				if (!runs.next(alike[hour] === 1)) continue;
				until = hourOfGrid(place, hour + 1);
				length = runs.length + hoursBefore;
				from ??= until - length;
				for (let back = 0; back < length && hour - back >= 0; back++) disbelieve(hour - back);
			}
			runs.endDay();
			if (from === undefined) return undefined;

			return {
				rule,
				day: place,
				fromHour: from,
				untilHour: until,
				observed: null,
				expected: null,
				evidence: { hours: length },
			};
		},
	};
}
