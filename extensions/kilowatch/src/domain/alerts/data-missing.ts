import type { DataRule } from './data-rule.ts';
import { HOURS_PER_DAY } from './hour-grid.ts';
import { hourOfGrid } from './judged-day.ts';
import type { AlertSettings } from './settings.ts';

/** Hours in a row of which nothing is known; not before the series has begun. One alone is not worth a word. */
export function dataMissing(settings: AlertSettings['data-missing']): DataRule {
	let hasBegun = false;
	let length = 0;

	return {
		judge: ({ place, kwh }) => {
			let known = 0;
			let from: number | undefined;
			let until = 0;
			for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
				if (!Number.isNaN(kwh[hour] ?? NaN)) {
					hasBegun = true;
					length = 0;
					known += 1;
					continue;
				}
				length += 1;
				if (!hasBegun || length < settings.hours) continue;
				until = hourOfGrid(place, hour + 1);
				from ??= until - length;
			}
			if (from === undefined) return undefined;

			return {
				rule: 'data-missing',
				day: place,
				fromHour: from,
				untilHour: until,
				observed: known,
				expected: HOURS_PER_DAY,
				evidence: { knownHours: known },
			};
		},
	};
}
