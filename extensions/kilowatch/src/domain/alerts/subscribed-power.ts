import { HOURS_PER_DAY } from './hour-grid.ts';
import { hourOfGrid } from './judged-day.ts';
import type { Rule } from './rule.ts';
import type { AlertSettings } from './settings.ts';

/**
 * The mean power of an hour above the subscribed power. A mean hides peaks within the hour, so what it finds is certain, and what
 * it does not find is not.
 *
 * @param subscribedKva undefined where it is not known: nothing is found then
 */
export function subscribedPower(
	settings: AlertSettings['subscribed-power'],
	subscribedKva: number | undefined,
): Rule {
	const limit = (subscribedKva ?? Infinity) * settings.factor;

	return {
		judge: ({ place, kwh }) => {
			let first: number | undefined;
			let last = 0;
			let highest = 0;
			let hours = 0;
			for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
				const value = kwh[hour] ?? NaN;
				if (!(value > limit)) continue;
				first ??= hour;
				last = hour;
				hours += 1;
				highest = Math.max(highest, value);
			}
			if (first === undefined || subscribedKva === undefined) return undefined;

			return {
				rule: 'subscribed-power',
				day: place,
				fromHour: hourOfGrid(place, first),
				untilHour: hourOfGrid(place, last + 1),
				observed: highest,
				expected: subscribedKva,
				evidence: { hours, factor: highest / subscribedKva },
			};
		},
		learn: () => undefined,
	};
}
