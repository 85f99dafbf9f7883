/** What a building's load curve tells of it: the sum of its meters' curves, where all of them are known. */
import { midnightSeconds } from '../domain/local-days.ts';
import { readingIdRange } from '../domain/reading-id.ts';
import { weekProfile } from '../domain/statistics/hour-profile.ts';
import { baseLoadW, dayAndNight, loadFactor, peakOf } from '../domain/statistics/load-figures.ts';
import type { HourAmount, MeasuredInterval } from '../domain/statistics/local-hours.ts';
import type { BuildingStatistics } from '../shared/http-contract/statistics.ts';
import type { Queryable } from '../storage/database.ts';
import { isNeeded, type Period } from './building-days.ts';
import { readBuildingHours, type HourlyMeter } from './building-hours.ts';

/** A building's load curve over a period. */
export interface BuildingCurve {
	hours: HourAmount[];
	/** the highest interval in which all meters are known with one and the same step */
	peak: MeasuredInterval | undefined;
}

/** Reads the hours and the peak of the meters that make the building's sum. */
export async function readCurve(
	connection: Queryable,
	meters: readonly HourlyMeter[],
	period: Period,
	timeZone: string,
): Promise<BuildingCurve> {
	const [hours, peak] = await Promise.all([
		readBuildingHours(connection, meters, period, timeZone),
		readPeak(connection, meters, period, timeZone),
	]);

	return { hours, peak };
}

async function readPeak(
	connection: Queryable,
	meters: readonly HourlyMeter[],
	{ from, to }: Period,
	timeZone: string,
): Promise<MeasuredInterval | undefined> {
	// Where the meters of the sum change within the period, an interval of some of them would pass for one of all.
	const always = meters.filter((meter) => isNeeded(meter, from) && isNeeded(meter, to));
	if (always.length === 0 || always.length !== meters.length) return undefined;
	const fromSeconds = midnightSeconds(from, timeZone);
	const toSeconds = midnightSeconds(to, timeZone);
	const { fromId, toId } = readingIdRange(fromSeconds, toSeconds);
	const { rows } = await connection.query<MeasuredInterval>(
		`SELECT extract(epoch FROM "timestamp")::float8 AS "startSeconds", duration AS "durationSeconds", sum(value) AS value
		 FROM iot_readings
		 WHERE channel = ANY ($1::int[]) AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3)
			AND id >= $4 AND id < $5
		 GROUP BY "timestamp", duration HAVING count(*) = cardinality($1::int[])
		 ORDER BY sum(value) / duration DESC, "timestamp" LIMIT 1`,
		[always.map(({ channel }) => channel), fromSeconds, toSeconds, fromId, toId],
	);

	return rows[0];
}

type CurveFigures = Pick<
	BuildingStatistics,
	'peak' | 'base_load_w' | 'load_factor' | 'day_and_night' | 'week'
>;

/** What the curve says: peak, base load and how a week goes; all null where no hour is known. */
export function describeCurve(curve: BuildingCurve | undefined): CurveFigures {
	const known = (curve?.hours ?? []).flatMap(({ startSeconds, coveredSeconds, value }) =>
		value === null ? [] : [{ startSeconds, durationSeconds: coveredSeconds, value }],
	);
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
