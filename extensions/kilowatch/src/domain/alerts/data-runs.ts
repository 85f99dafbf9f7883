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
	let before = NaN;

	return {
		judge: ({ place, kwh }, disbelieve) => {
			let from: number | undefined;
			let until = 0;
			let length = 0;
			for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
				const value = kwh[hour] ?? NaN;
				const isUnusual = runs.next(isAlike(value, before));
				before = value;
				if (!isUnusual) continue;
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
