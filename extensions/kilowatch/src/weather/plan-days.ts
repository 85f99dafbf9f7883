import { addDays, datesBetween } from '../domain/local-days.ts';
import type { WeatherRules } from '../providers/weather/weather-provider.ts';
import type { StoredTemperature } from '../storage/weather/temperatures.ts';

/** One call's span of local days; `to` is not included. */
export interface WeatherWindow {
	from: string;
	to: string;
	kind: 'settled' | 'recent';
}

/** Known days between two holes that are asked for with them, so that many holes are one call. */
const DAYS_TO_SPAN = 30;

/**
 * What to ask of the provider for one place: the last days anew, for they are preliminary, then settled days that are missing or
 * were preliminary, newest first.
 *
 * @param known what is known of any building there
 * @param period the days that are kept, up to yesterday
 */
export function planDays(
	known: readonly Pick<StoredTemperature, 'date' | 'source' | 'isPreliminary'>[],
	{ from, to }: { from: string; to: string },
	{ settledAfterDays, windowDays }: Pick<WeatherRules, 'settledAfterDays' | 'windowDays'>,
): WeatherWindow[] {
	const days = new Map(known.map((day) => [day.date, day]));
	const settled = addDays(to, -settledAfterDays);
	const firstRecent = settled > from ? settled : from;
	const wantsRecent = datesBetween(firstRecent, to).some((date) => {
		const day = days.get(date);

		return day === undefined || day.source === 'open_meteo';
	});
	const missing = datesBetween(from, firstRecent).filter((date) => days.get(date)?.isPreliminary ?? true);

	return [
		...(wantsRecent ? [{ from: firstRecent, to, kind: 'recent' as const }] : []),
		...cutWindows(missing, windowDays),
	];
}

function cutWindows(dates: readonly string[], windowDays: number): WeatherWindow[] {
	const windows: WeatherWindow[] = [];
	for (const date of dates.toReversed()) {
		const newest = windows.at(-1);
		const isNear =
			newest && date >= addDays(newest.from, -DAYS_TO_SPAN) && date >= addDays(newest.to, -windowDays);
		if (isNear) newest.from = date;
		else windows.push({ from: date, to: addDays(date, 1), kind: 'settled' });
	}

	return windows;
}
