/** Everything the energy report says, as plain facts: what is read here is all that is printed. */
import { datesBetween } from '../domain/local-days.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { BuildingStatistics, StatisticsComparison } from '../shared/http-contract/statistics.ts';
import type { DeviceStatus, ProviderName } from '../shared/names.ts';
import type { Database, Queryable } from '../storage/database.ts';
import { readBenchmark, type BuildingBenchmark } from './building-benchmark.ts';
import { isNeeded, type BuildingDay, type Period } from './building-days.ts';
import { knownDays, type Meter, type PeriodSums } from './building-sums.ts';
import { meterCoverage, type MeterCoverage } from './meter-days.ts';
import { periodFigures, type PeriodFigures } from './period-figures.ts';
import { DEFAULT_TIME_ZONE } from './readings.ts';
import { readReportAlerts, type ReportAlerts } from './report-alerts.ts';
import { reportMonths, type ReportMonth } from './report-months.ts';
import type { ReportSections } from './report-sections.ts';
import { readPeriods, statisticsOf, type ReadPeriods } from './statistics.ts';

export interface ReportFacts extends ReportSections {
	building: ReportBuilding;
	/** local dates; `to` is not included */
	period: Period;
	meters: ReportMeter[];
	/** names of meters that fell silent before the period and are in none of its sums */
	stoppedMeters: string[];
	/** every device that the report names or counts: in the period, or in one that it is compared with */
	madeFrom: string[];
	days: ReportDay[];
	/** what the days are shown beside; null where there is nothing to compare them with */
	beside: ReportCounterpart | null;
	/** by calendar month, with the same counterparts */
	months: ReportMonth[];
	figures: PeriodFigures;
	/** the total of known days over floor area and dwellings; null where either is not known */
	whPerSquareMetre: number | null;
	whPerDwelling: number | null;
	/** as `GET …/statistics` answers it */
	statistics: BuildingStatistics;
	/** names of the meters because of which nothing finer than a day is told */
	withheldMeters: string[];
	alerts: ReportAlerts;
	benchmark: BuildingBenchmark;
}

export type ReportDay = Pick<BuildingDay, 'date' | 'state' | 'energyWh'>;

/** The period that each day has its counterpart in. */
export interface ReportCounterpart {
	kind: 'last_year' | 'previous';
	period: Period;
	/** what was used on the counterpart of each day, in their order; null where it is not known or there is none */
	energiesWh: (number | null)[];
}

interface ReportBuilding {
	id: BuildingKey;
	name: string;
	address: string | null;
	city: string | null;
	floorAreaM2: number | null;
	dwellings: number | null;
	timezone: string;
}

export interface ReportMeter extends MeterCoverage {
	device: string;
	label: string | null;
	/** of a natural person's meter only the last four digits: a report gets around */
	pointId: string | null;
	provider: ProviderName;
	status: DeviceStatus;
}

const SHOWN_DIGITS = 4;

export interface ReportRequest {
	building: BuildingKey;
	period: Period;
	/** whether values finer than a day of natural persons' meters may be told */
	mayReadPersonalData: boolean;
	/** the buildings that it may be compared with */
	visible: readonly BuildingKey[];
}

/**
 * Reads the facts of a building's report. They depend on the stored data alone, not on the moment.
 *
 * @returns undefined when there is no such building
 */
export async function readReportFacts(
	database: Database,
	request: ReportRequest,
): Promise<ReportFacts | undefined> {
	const building = await readBuilding(database, request.building);
	if (!building) return undefined;

	const { period } = request;
	const periods = await readPeriods(database, building.id, period);
	const [{ statistics, withheld }, benchmark] = await Promise.all([
		statisticsOf(
			database,
			{
				building: building.id,
				period,
				timeZone: building.timezone,
				mayReadPersonalData: request.mayReadPersonalData,
			},
			periods,
		),
		readBenchmark(database, { building: building.id, visible: request.visible, period }),
	]);
	const alerts = await readReportAlerts(database, {
		building: building.id,
		period,
		isFine: request.mayReadPersonalData,
	});
	const { meters, sums } = periods;
	const stopped = meters.filter(
		({ device, status }) => status === 'stopped' && !sums.devices.includes(device),
	);
	const counted = new Set([
		...sums.devices,
		...periods.previous.sums.devices,
		...periods.lastYear.sums.devices,
		...stopped.map(({ device }) => device),
		...alerts.alerts.flatMap(({ device }) => device ?? []),
	]);
	const figures = periodFigures(sums.days);

	return {
		building,
		period,
		meters: meters
			.filter(({ device }) => sums.devices.includes(device))
			.map((meter) => describeMeter(meter, sums, building.timezone)),
		stoppedMeters: stopped.map(nameOf),
		madeFrom: [...counted].toSorted(),
		days: sums.days.map(({ date, state, energyWh }) => ({ date, state, energyWh })),
		...counterpartsOf(periods, statistics.comparison),
		figures,
		whPerSquareMetre: ratio(figures.totalWh, building.floorAreaM2),
		whPerDwelling: ratio(figures.totalWh, building.dwellings),
		statistics,
		withheldMeters: meters.filter(({ device }) => withheld.includes(device)).map(nameOf),
		alerts,
		benchmark,
	};
}

/** Last year's days where one of them at least can be compared, else those just before. */
function counterpartsOf(
	{ sums, previous, lastYear }: ReadPeriods,
	comparison: BuildingStatistics['comparison'],
): Pick<ReportFacts, 'beside' | 'months'> {
	const isComparable = ({ obstacle, days_compared }: StatisticsComparison): boolean =>
		days_compared > 0 && obstacle !== 'other_meters';
	const kind = isComparable(comparison.last_year)
		? 'last_year'
		: isComparable(comparison.previous)
			? 'previous'
			: undefined;
	const earlier = kind === 'previous' ? previous : lastYear;
	const now = knownDays(sums);
	const then = knownDays(earlier.sums);
	const pairs = kind === undefined ? [] : earlier.pairs;
	const counterparts = new Map(pairs);

	return {
		beside:
			kind === undefined
				? null
				: {
						kind,
						period: earlier.sums.period,
						energiesWh: sums.days.map(({ date }) => then(counterparts.get(date) ?? '') ?? null),
					},
		months: reportMonths(sums.days, sums.period, pairs, (date) => now(date) ?? then(date)),
	};
}

function nameOf(meter: Meter): string {
	return meter.label ?? shownPointId(meter) ?? meter.device;
}

async function readBuilding(connection: Queryable, key: BuildingKey): Promise<ReportBuilding | undefined> {
	const { rows } = await connection.query<{
		id: BuildingKey;
		name: string | null;
		address: string | null;
		city: string | null;
		floor_area: string | null;
		dwellings: number | null;
		timezone: string | null;
	}>('SELECT id, name, address, city, floor_area, dwellings, timezone FROM buildings WHERE id = $1', [key]);
	const row = rows[0];

	return (
		row && {
			id: row.id,
			name: row.name ?? String(key),
			address: row.address,
			city: row.city,
			floorAreaM2: row.floor_area === null ? null : Number(row.floor_area),
			dwellings: row.dwellings,
			timezone: row.timezone ?? DEFAULT_TIME_ZONE,
		}
	);
}

function describeMeter(meter: Meter, { period, rows, meterDays }: PeriodSums, zone: string): ReportMeter {
	const own = meterDays.find(({ device }) => device === meter.device);
	const dates = datesBetween(period.from, period.to).filter((date) => own && isNeeded(own, date));

	return {
		device: meter.device,
		label: meter.label,
		pointId: shownPointId(meter),
		provider: meter.provider,
		status: meter.status,
		...meterCoverage(rows.get(meter.channel) ?? new Map(), dates, zone),
	};
}

function shownPointId({ point_id: pointId, personal }: Meter): string | null {
	return pointId !== null && personal ? `…${pointId.slice(-SHOWN_DIGITS)}` : pointId;
}

function ratio(totalWh: number | null, size: number | null): number | null {
	return totalWh === null || size === null || size === 0 ? null : totalWh / size;
}
