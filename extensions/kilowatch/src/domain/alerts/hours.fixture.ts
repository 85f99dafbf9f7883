import { HOURS_PER_DAY, type HourGrid } from './hour-grid.ts';
import { judgeSeries, type SeriesContext } from './judge-series.ts';
import { ruleNames, type RuleName } from './rule-names.ts';
import { alertSettings, type AlertSettings } from './settings.ts';

/** A Monday. */
export const FIRST_DATE = '2024-01-01';

/**
 * A made-up building: quiet nights, busy days, half as busy at weekends, a slow swell over the year, and chance.
 *
 * @param noise spread of the chance of an hour, relative
 */
export function madeUpHours({ days = 200, noise = 0.05, seed = 1 } = {}): HourGrid {
	const random = randomFrom(seed);
	const kwh = new Float64Array(days * HOURS_PER_DAY);
	for (let cell = 0; cell < kwh.length; cell++) {
		const day = Math.floor(cell / HOURS_PER_DAY);
		const hour = cell % HOURS_PER_DAY;
		const isBusy = hour >= 7 && hour < 20;
		const busy = isBusy ? 18 * Math.sin((Math.PI * (hour - 6)) / 14) : 0;
		const swell = 1 + 0.1 * Math.sin((2 * Math.PI * day) / 365);
		const chance = 1 + noise * (random() + random() + random() - 1.5) * 2;
		kwh[cell] = (6 + busy * (day % 7 < 5 ? 1 : 0.5)) * swell * chance;
	}

	return { firstDate: FIRST_DATE, days, kwh };
}

/** The same hours with some of them changed: hours `from` until `until` of each day from `firstDay` to `lastDay`. */
export function changeHours(
	hours: HourGrid,
	[firstDay, lastDay]: readonly [number, number],
	change: (value: number) => number,
	[from, until]: readonly [number, number] = [0, HOURS_PER_DAY],
): HourGrid {
	const kwh = Float64Array.from(hours.kwh);
	for (let day = firstDay; day <= lastDay; day++) {
		for (let hour = from; hour < until; hour++) {
			const cell = day * HOURS_PER_DAY + hour;
			kwh[cell] = change(kwh[cell] ?? NaN);
		}
	}

	return { ...hours, kwh };
}

/** Settings with one rule alone. */
function onlyRule(name: RuleName, change: Record<string, unknown> = {}): AlertSettings {
	const others = ruleNames.filter((other) => other !== name).map((other) => [other, { enabled: false }]);

	return alertSettings.parse({ ...Object.fromEntries(others), [name]: { enabled: true, ...change } });
}

/** What one rule makes of a series, in short: first day and hour, days with findings, ratio. */
export function foundBy(
	name: RuleName,
	hours: HourGrid,
	{ settings = {}, ...context }: SeriesContext & { settings?: Record<string, unknown> } = {},
) {
	return judgeSeries(hours, onlyRule(name, settings), context).map((episode) => ({
		firstDay: Math.floor(episode.fromHour / HOURS_PER_DAY),
		firstHour: episode.fromHour % HOURS_PER_DAY,
		days: episode.days,
		isClosed: episode.isClosed,
		ratio: (episode.observed ?? NaN) / (episode.expected ?? NaN),
		episode,
	}));
}

function randomFrom(seed: number): () => number {
	let state = seed >>> 0;

	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;

		return state / 2 ** 32;
	};
}
