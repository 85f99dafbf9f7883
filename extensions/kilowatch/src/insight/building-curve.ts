/** What a building's load curve tells of it: the sum of its meters' curves, where all of them are known. */
import { setImmediate as othersTurn } from 'node:timers/promises';
import { addSeries, type IntervalSeries } from '../domain/interval-series.ts';
import { weekProfile } from '../domain/statistics/hour-profile.ts';
import { baseLoadW, dayAndNight, loadFactor, peakOf } from '../domain/statistics/load-figures.ts';
import type { HourAmount, MeasuredInterval } from '../domain/statistics/local-hours.ts';
import type { BuildingStatistics } from '../shared/http-contract/statistics.ts';
import type { Database } from '../storage/database.ts';
import { readSeries } from '../storage/readings/kept-series.ts';
import { isNeeded, type Period } from './building-days.ts';
import { buildingHours, type HourlyMeter } from './building-hours.ts';
import { hourGrid, hoursOf, type KnownHours } from './channel-hours.ts';

/** A building's load curve over a period. */
export interface BuildingCurve {
	hours: HourAmount[];
	/** the highest interval in which all meters are known with one and the same step */
	peak: MeasuredInterval | undefined;
}

/** Reads the hours and the peak of the meters that make the building's sum. */
export async function readCurve(
	database: Database,
	meters: readonly HourlyMeter[],
	period: Period,
	timeZone: string,
): Promise<BuildingCurve> {
	const grid = hourGrid(period, timeZone);
	const known = new Map<number, KnownHours>();
	let sum: IntervalSeries | undefined;
	const channels = meters.map(({ channel }) => channel);
	for await (const { channel, series } of readSeries(database, channels, grid)) {
		known.set(channel, hoursOf(series, grid, 'sum'));
		sum = sum === undefined ? series : addSeries(sum, series);
	}
	// Where the meters of the sum change within the period, an interval of some of them would pass for one of all.
	const isOfAll = meters.every((meter) => isNeeded(meter, period.from) && isNeeded(meter, period.to));

	const hours = buildingHours(meters, { grid, known });
	if (meters.length > 1) await othersTurn();

	return {
		hours,
		peak: sum !== undefined && isOfAll ? highestOf(sum) : undefined,
	};
}

/** The interval of the highest mean power; of equal ones the first. */
function highestOf({ starts, durations, values }: IntervalSeries): MeasuredInterval | undefined {
	let highest = -Infinity;
	let place: number | undefined;
	for (let index = 0; index < starts.length; index += 1) {
		const power = (values[index] ?? 0) / (durations[index] ?? 1);
		if (power <= highest) continue;
		highest = power;
		place = index;
	}
	if (place === undefined) return undefined;

	return {
		startSeconds: starts[place] ?? 0,
		durationSeconds: durations[place] ?? 0,
		value: values[place] ?? 0,
	};
}

type CurveFigures = Pick<
	BuildingStatistics,
	'peak' | 'base_load_w' | 'load_factor' | 'day_and_night' | 'week'
>;

/** What the curve says: peak, base load and how a week goes; all null where no hour is known. */
export function describeCurve(curve: BuildingCurve | undefined): CurveFigures {
	const known: MeasuredInterval[] = [];
	for (const { startSeconds, coveredSeconds, value } of curve?.hours ?? []) {
		if (value !== null) known.push({ startSeconds, durationSeconds: coveredSeconds, value });
	}
	if (!curve || known.length === 0) {
		return { peak: null, base_load_w: null, load_factor: null, day_and_night: null, week: null };
	}
	const peak = peakOf(curve.peak ? [curve.peak] : known);
	const { day, night } = dayAndNight(curve.hours);

	return {
		peak: peak
			? {
					power_w: peak.powerW,
					at: new Date(peak.startSeconds * 1000).toISOString(),
					duration_s: peak.durationSeconds,
				}
			: null,
		base_load_w: baseLoadW(curve.hours) ?? null,
		load_factor: loadFactor(known) ?? null,
		day_and_night: { day_wh: day, night_wh: night },
		week: weekProfile(curve.hours).map(({ weekday, hour, meanPerHour, share, knownSeconds }) => ({
			weekday,
			hour,
			mean_wh: meanPerHour,
			share,
			hours_known: knownSeconds / 3_600,
		})),
	};
}
