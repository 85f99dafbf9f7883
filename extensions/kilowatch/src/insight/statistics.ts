import { averagesOf } from '../domain/statistics/averages.ts';
import { compareDays } from '../domain/statistics/compare-days.ts';
import { weekProfile } from '../domain/statistics/hour-profile.ts';
import { baseLoadW, dayAndNight, loadFactor, peakOf } from '../domain/statistics/load-figures.ts';
import type { HourAmount, MeasuredInterval } from '../domain/statistics/local-hours.ts';
import { midnightSeconds } from '../domain/local-days.ts';
import { readingIdRange } from '../domain/reading-id.ts';
import type { BuildingKey, BuildingStatistics, StatisticsComparison } from '../shared/http-contract.ts';
import type { Queryable } from '../storage/database.ts';
import type { Period } from './building-days.ts';
import { readBuildingHours, type HourlyMeter } from './building-hours.ts';
import { readMeters, readSums, type Meter, type PeriodSums } from './building-sums.ts';
import { lastYearCounterparts, previousCounterparts, type DayPair } from './counterpart-days.ts';
import { isNeeded } from './building-days.ts';
import { periodFigures } from './period-figures.ts';

export interface StatisticsRequest {
	building: BuildingKey;
	period: Period;
	timeZone: string;
	/** whether the caller may see values finer than a day of meters whose holder is a natural person */
	mayReadPersonalData: boolean;
}

/**
 * What a building used in a period, and how: from its meters' days, and from their load curves where all of them are known.
 *
 * @returns with the devices because of which nothing finer than a day is told
 */
export async function readStatistics(
	connection: Queryable,
	{ building, period, timeZone, mayReadPersonalData }: StatisticsRequest,
): Promise<{ statistics: BuildingStatistics; withheld: string[] }> {
	const meters = await readMeters(connection, building);
	const previous = previousCounterparts(period);
	const lastYear = lastYearCounterparts(period);
	const [sums, previousSums, lastYearSums] = await Promise.all([
		readSums(connection, meters, period),
		readSums(connection, meters, previous.period),
		readSums(connection, meters, lastYear.period),
	]);
	const needed = meters.filter(({ device }) => sums.devices.includes(device));
	const withheld = mayReadPersonalData
		? []
		: needed.flatMap(({ device, personal }) => (personal ? device : []));
	const hourly = hourlyMeters(needed, sums);
	const [curve, highestMaximum] = await Promise.all([
		withheld.length === 0 ? readCurve(connection, hourly, period, timeZone) : undefined,
		readHighestMaximum(connection, needed, period),
	]);

	const figures = periodFigures(sums.days);
	const averages = averagesOf(period, knownDays(sums));

	return {
		withheld,
		statistics: {
			total_wh: averages.total,
			average: { day_wh: averages.perDay, month_wh: averages.perMonth, year_wh: averages.perYear },
			highest_day: figures.highest && { date: figures.highest.date, energy_wh: figures.highest.energyWh },
			lowest_day: figures.lowest && { date: figures.lowest.date, energy_wh: figures.lowest.energyWh },
			...describeCurve(curve),
			highest_maximum: withheld.length === 0 ? highestMaximum : null,
			comparison: {
				previous: compare(sums, previousSums, previous.pairs),
				last_year: compare(sums, lastYearSums, lastYear.pairs),
			},
			completeness: {
				days_known: averages.knownDays,
				days_expected: averages.days,
				hours_known: curve === undefined ? null : curve.hours.filter(({ value }) => value !== null).length,
				hours_expected: curve === undefined ? null : curve.hours.length,
				meters: needed.map((meter) => describeMeter(meter, sums)),
			},
		},
	};
}

function hourlyMeters(meters: readonly Meter[], { meterDays }: PeriodSums): HourlyMeter[] {
	return meters.flatMap(({ device, channel }) => {
		const days = meterDays.find((meter) => meter.device === device);

		return days ? [{ device, channel, neededFrom: days.neededFrom, neededTo: days.neededTo }] : [];
	});
}

/** Of the days on which all needed meters are known. */
function knownDays({ days }: PeriodSums): (date: string) => number | undefined {
	const known = new Map(
		days.flatMap(({ date, state, energyWh }) =>
			state === 'known' && energyWh !== null ? [[date, energyWh] as const] : [],
		),
	);

	return (date) => known.get(date);
}

function compare(current: PeriodSums, earlier: PeriodSums, pairs: readonly DayPair[]): StatisticsComparison {
	const now = knownDays(current);
	const then = knownDays(earlier);
	const compared = compareDays(pairs, (date) => now(date) ?? then(date));
	const isOfOthers = current.devices.join() !== earlier.devices.join();
	const obstacle =
		compared.comparedDays === 0
			? 'no_common_days'
			: isOfOthers
				? 'other_meters'
				: compared.earlier === 0
					? 'nothing_used'
					: null;

	return {
		from: earlier.period.from,
		to: earlier.period.to,
		days_compared: compared.comparedDays,
		days: compared.days,
		current_wh: compared.current,
		earlier_wh: compared.earlier,
		change: obstacle === null ? compared.change : null,
		obstacle,
	};
}

interface Curve {
	hours: HourAmount[];
	/** the highest interval in which all meters are known with one and the same step */
	peak: MeasuredInterval | undefined;
}

async function readCurve(
	connection: Queryable,
	meters: readonly HourlyMeter[],
	period: Period,
	timeZone: string,
): Promise<Curve> {
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

function describeCurve(curve: Curve | undefined): CurveFigures {
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

async function readHighestMaximum(
	connection: Queryable,
	meters: readonly Meter[],
	{ from, to }: Period,
): Promise<BuildingStatistics['highest_maximum']> {
	const { rows } = await connection.query<{
		power_va: number;
		at: Date | null;
		date: string;
		device: string;
	}>(
		`SELECT day.value AS power_va, day.peak_at AS at, day.date, channel.device
		 FROM iot_channels channel JOIN iot_daily day ON day.channel = channel.id
		 WHERE channel.device = ANY ($1::uuid[]) AND channel.metric = 'max_power' AND channel.register = 'total'
			AND day.date >= $2 AND day.date < $3 AND day.value IS NOT NULL
		 ORDER BY day.value DESC, day.date LIMIT 1`,
		[meters.map(({ device }) => device), from, to],
	);
	const [row] = rows;

	return row ? { ...row, at: row.at?.toISOString() ?? null } : null;
}

function describeMeter(
	{ device, label }: Meter,
	{ meterDays, days }: PeriodSums,
): BuildingStatistics['completeness']['meters'][number] {
	const own = meterDays.find((meter) => meter.device === device);
	const needed = days.filter(({ date }) => own && isNeeded(own, date));

	return {
		device,
		label,
		days_known: needed.filter(({ date }) => own?.days.get(date)?.complete === true).length,
		days_expected: needed.length,
	};
}
