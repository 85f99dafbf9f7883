import type { DataRule } from './data-rule.ts';
import { HOURS_PER_DAY } from './hour-grid.ts';
import { hourOfGrid } from './judged-day.ts';
import type { AlertSettings } from './settings.ts';
import type { SlidingMedian } from './sliding-median.ts';
import type { UsualHours } from './usual-hours.ts';

/** So many hours in a row make it a matter of units: less may be a machine. */
const LEAST_HOURS = 3;
/** A reading that is too small for its unit is a hundredth of the usual or less; a closed building is not. */
const SMALL = 1 / 50;

/**
 * Hours in a row at a multiple of the most that those hours were in four weeks, all but once, or at almost nothing of the usual:
 * kWh read as Wh, or a factor applied twice.
 */
export function dataUnit(settings: AlertSettings['data-unit']): DataRule {
	const large = Math.log(settings.factor);
	const small = Math.log(SMALL);
	const isLarge = (hour: number, log: number, usual: SlidingMedian, usualHours: UsualHours) =>
		// What is not above the hour itself need not be held against those beside it.
		log > usual.highest(1) + large && log > usualHours.highestAround(hour, 1, 1) + large;
	const isSmall = (log: number, usual: SlidingMedian) =>
		log > -Infinity && log < usual.median + small && log < usual.lowest - large;
	const strange = new Uint8Array(HOURS_PER_DAY);

	return {
		judge: ({ place, kwh, logs, usualHours }, disbelieve) => {
			let found = false;
			let length = 0;
			for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
				const log = logs[hour] ?? NaN;
				const usual = usualHours.of(hour);
				strange[hour] =
					usual !== undefined && (isLarge(hour, log, usual, usualHours) || isSmall(log, usual)) ? 1 : 0;
				length = strange[hour] === 1 ? length + 1 : 0;
				found ||= length >= LEAST_HOURS;
			}
			if (!found) return undefined;
			const first = strange.indexOf(1);
			const last = strange.lastIndexOf(1);
			let observed = 0;
			let expected = 0;
			for (let hour = first; hour <= last; hour++) {
				disbelieve(hour);
				const value = kwh[hour] ?? NaN;
				observed += Number.isNaN(value) ? 0 : value;
				expected += Math.exp(usualHours.of(hour)?.median ?? -Infinity);
			}

			return {
				rule: 'data-unit',
				day: place,
				fromHour: hourOfGrid(place, first),
				untilHour: hourOfGrid(place, last + 1),
				observed,
				expected,
				evidence: { factor: observed / expected, hours: last - first + 1 },
			};
		},
	};
}
