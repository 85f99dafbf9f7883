/** Everything the energy report says, as plain facts: what is read here is all that is printed. */
import { datesBetween } from '../domain/local-days.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { DeviceStatus, ProviderName } from '../shared/names.ts';
import type { Queryable } from '../storage/database.ts';
import { isNeeded, type BuildingDay, type Period } from './building-days.ts';
import { readMeters, readSums, type Meter, type PeriodSums } from './building-sums.ts';
import { meterCoverage, type MeterCoverage } from './meter-days.ts';
import { comparePeriods, periodFigures, type Comparison, type PeriodFigures } from './period-figures.ts';
import { previousPeriod, reportPeriod, samePeriodLastYear } from './report-period.ts';

export interface ReportFacts {
	building: ReportBuilding;
	/** local dates; `to` is not included */
	period: Period;
	meters: ReportMeter[];
	/** names of meters that fell silent before the period and are in none of its sums */
	stoppedMeters: string[];
	/** every device that the report names or counts: in the period, or in one that it is compared with */
	madeFrom: string[];
	days: BuildingDay[];
	figures: PeriodFigures;
	/** the total of known days over floor area and dwellings; null where either is not known */
	whPerSquareMetre: number | null;
	whPerDwelling: number | null;
	previousPeriod: Comparison;
	sameLastYear: Comparison;
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

const DEFAULT_ZONE = 'Europe/Paris';
const SHOWN_DIGITS = 4;

export interface ReportRequest {
	building: BuildingKey;
	/** first local date, and first one after the period; what is left out, {@link reportPeriod} fills in */
	from?: string | undefined;
	to?: string | undefined;
	now: Date;
}

/**
 * Reads the facts of a building's report. Of a given period they depend on the stored data alone, not on the moment.
 *
 * @returns undefined when there is no such building
 */
export async function readReportFacts(
	connection: Queryable,
	request: ReportRequest,
): Promise<ReportFacts | undefined> {
	const building = await readBuilding(connection, request.building);
	if (!building) return undefined;

	const period = reportPeriod(request, building.timezone, request.now);
	const meters = await readMeters(connection, building.id);
	const now = await readSums(connection, meters, period);
	const before = await readSums(connection, meters, previousPeriod(period));
	const lastYear = await readSums(connection, meters, samePeriodLastYear(period));
	const stopped = meters.filter(
		({ device, status }) => status === 'stopped' && !now.devices.includes(device),
	);
	const counted = new Set([now, before, lastYear].flatMap(({ devices }) => devices));
	const figures = periodFigures(now.days);
	const compare = (earlier: PeriodSums): Comparison =>
		comparePeriods(
			figures,
			periodFigures(earlier.days),
			earlier.period,
			now.devices.join() === earlier.devices.join(),
		);

	return {
		building,
		period,
		meters: meters
			.filter(({ device }) => now.devices.includes(device))
			.map((meter) => describeMeter(meter, now, building.timezone)),
		stoppedMeters: stopped.map((meter) => meter.label ?? shownPointId(meter) ?? meter.device),
		madeFrom: meters
			.filter((meter) => stopped.includes(meter) || counted.has(meter.device))
			.map(({ device }) => device),
		days: now.days,
		figures,
		whPerSquareMetre: ratio(figures.totalWh, building.floorAreaM2),
		whPerDwelling: ratio(figures.totalWh, building.dwellings),
		previousPeriod: compare(before),
		sameLastYear: compare(lastYear),
	};
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
			timezone: row.timezone ?? DEFAULT_ZONE,
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
