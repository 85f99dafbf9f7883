import { averagesOf } from '../domain/statistics/averages.ts';
import { compareDays } from '../domain/statistics/compare-days.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { BuildingStatistics, StatisticsComparison } from '../shared/http-contract/statistics.ts';
import type { Database, Queryable } from '../storage/database.ts';
import { describeCurve, readCurve } from './building-curve.ts';
import { isNeeded, type Period } from './building-days.ts';
import { hourlyMeters } from './building-hours.ts';
import { knownDays, readMeters, readSums, type Meter, type PeriodSums } from './building-sums.ts';
import { lastYearCounterparts, previousCounterparts, type DayPair } from './counterpart-days.ts';
import { readColdFacts } from './cold-facts.ts';
import { compareDegreeDays, type ColdFacts } from './degree-day-comparison.ts';
import { periodFigures } from './period-figures.ts';

export interface StatisticsRequest {
	building: BuildingKey;
	period: Period;
	timeZone: string;
	/** whether the caller may see values finer than a day of meters whose holder is a natural person */
	mayReadPersonalData: boolean;
}

/** A period, the one before and the same days a year earlier, with what a building's meters used in each. */
export interface ReadPeriods {
	meters: Meter[];
	sums: PeriodSums;
	previous: EarlierPeriod;
	lastYear: EarlierPeriod;
}

interface EarlierPeriod {
	sums: PeriodSums;
	/** each date of the period with the one that it is set against */
	pairs: readonly DayPair[];
}

export async function readPeriods(
	connection: Queryable,
	building: BuildingKey,
	period: Period,
): Promise<ReadPeriods> {
	const meters = await readMeters(connection, building);
	const previous = previousCounterparts(period);
	const lastYear = lastYearCounterparts(period);
	const [sums, previousSums, lastYearSums] = await Promise.all([
		readSums(connection, meters, period),
		readSums(connection, meters, previous.period),
		readSums(connection, meters, lastYear.period),
	]);

	return {
		meters,
		sums,
		previous: { sums: previousSums, pairs: previous.pairs },
		lastYear: { sums: lastYearSums, pairs: lastYear.pairs },
	};
}

export interface StatisticsFound {
	statistics: BuildingStatistics;
	/** devices because of which nothing finer than a day is told */
	withheld: string[];
	/** whether a natural person's meter has part in it */
	isPersonal: boolean;
}

/** What a building used in a period, and how: from its meters' days, and from their load curves where all of them are known. */
export async function readStatistics(
	database: Database,
	request: StatisticsRequest,
): Promise<StatisticsFound> {
	return statisticsOf(database, request, await readPeriods(database, request.building, request.period));
}

/** As {@link readStatistics}, where the days have been read already. */
export async function statisticsOf(
	database: Database,
	{ building, period, timeZone, mayReadPersonalData }: StatisticsRequest,
	{ meters, sums, previous, lastYear }: ReadPeriods,
): Promise<StatisticsFound> {
	const needed = meters.filter(({ device }) => sums.devices.includes(device));
	const withheld = mayReadPersonalData
		? []
		: needed.flatMap(({ device, personal }) => (personal ? device : []));
	const hourly = hourlyMeters(needed, sums.meterDays);
	const [curve, highestMaximum, cold] = await Promise.all([
		withheld.length === 0 ? readCurve(database, hourly, period, timeZone) : undefined,
		readHighestMaximum(database, needed, period),
		readColdFacts(database, building, meters, sums, [previous.sums, lastYear.sums]),
	]);

	const figures = periodFigures(sums.days);
	const averages = averagesOf(period, knownDays(sums));

	return {
		withheld,
		isPersonal: meters.some(({ personal }) => personal),
		statistics: {
			total_wh: averages.total,
			average: { day_wh: averages.perDay, month_wh: averages.perMonth, year_wh: averages.perYear },
			highest_day: figures.highest && { date: figures.highest.date, energy_wh: figures.highest.energyWh },
			lowest_day: figures.lowest && { date: figures.lowest.date, energy_wh: figures.lowest.energyWh },
			...describeCurve(curve),
			highest_maximum: withheld.length === 0 ? highestMaximum : null,
			comparison: {
				previous: compare(sums, previous.sums, previous.pairs, cold),
				last_year: compare(sums, lastYear.sums, lastYear.pairs, cold),
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

function compare(
	current: PeriodSums,
	earlier: PeriodSums,
	pairs: readonly DayPair[],
	cold: ColdFacts,
): StatisticsComparison {
	const now = knownDays(current);
	const then = knownDays(earlier);
	const energyOf = (date: string) => now(date) ?? then(date);
	const compared = compareDays(pairs, energyOf);
	const isOfOthers = current.devices.join() !== earlier.devices.join();
	const obstacle =
		compared.comparedDays === 0
			? 'no_common_days'
			: isOfOthers
				? 'other_meters'
				: compared.earlier === 0
					? 'nothing_used'
					: null;

	const comparison = {
		from: earlier.period.from,
		to: earlier.period.to,
		days_compared: compared.comparedDays,
		days: compared.days,
		current_wh: compared.current,
		earlier_wh: compared.earlier,
		change: obstacle === null ? compared.change : null,
		obstacle,
	} as const;
	return { ...comparison, degree_days: compareDegreeDays(comparison, pairs, energyOf, cold) };
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
