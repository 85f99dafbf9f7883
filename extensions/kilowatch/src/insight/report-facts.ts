/** Everything the energy report says, as plain facts: what is read here is all that is printed. */
import { addDays, datesBetween } from '../domain/local-days.ts';
import type { BuildingKey } from '../shared/http-contract.ts';
import type { ChannelState, DeviceStatus, ProviderName } from '../shared/names.ts';
import type { Queryable } from '../storage/database.ts';
import { buildingDays, isNeeded, type BuildingDay, type MeterDays, type Period } from './building-days.ts';
import { meterCoverage, meterDay, type DayRow, type MeterCoverage } from './meter-days.ts';
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

interface Meter {
	device: string;
	channel: number;
	label: string | null;
	point_id: string | null;
	provider: ProviderName;
	status: DeviceStatus;
	personal: boolean;
	/** of its channel of consumption */
	state: ChannelState;
	first_date: string | null;
	last_date: string | null;
}

/** The days of one period by channel. */
type RowsByChannel = ReadonlyMap<number, ReadonlyMap<string, DayRow>>;

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

/** A pending device never had a reading; of the others the total register counts, its parts would count twice. */
async function readMeters(connection: Queryable, building: BuildingKey): Promise<Meter[]> {
	const { rows } = await connection.query<Meter>(
		`SELECT device.id AS device, channel.id AS channel, device.label, device.point_id, device.provider,
			device.status, device.personal, channel.state, span.first_date, span.last_date
		FROM iot_devices device
		JOIN iot_channels channel ON channel.device = device.id
			AND channel.metric = 'consumption' AND channel.register = 'total'
		CROSS JOIN LATERAL (
			SELECT min(day.date) AS first_date, max(day.date) AS last_date FROM iot_daily day
			WHERE day.channel = channel.id AND (day.value IS NOT NULL OR day.curve_value IS NOT NULL)
		) span
		WHERE device.building = $1 AND device.status <> 'pending'
			AND NOT (device.status = 'archived' AND EXISTS (
				-- connected anew: the same point would be counted twice
				SELECT FROM iot_devices living WHERE living.building = device.building
					AND living.provider = device.provider AND living.point_id = device.point_id
					AND living.status <> 'archived'
			))
		ORDER BY device.label NULLS LAST, device.point_id, device.id`,
		[building],
	);

	return rows;
}

interface PeriodSums {
	period: Period;
	rows: RowsByChannel;
	meterDays: MeterDays[];
	days: BuildingDay[];
	/** the devices that the sums need, on one day at least */
	devices: string[];
}

async function readSums(
	connection: Queryable,
	meters: readonly Meter[],
	period: Period,
): Promise<PeriodSums> {
	const rows = await readDays(
		connection,
		meters.map(({ channel }) => channel),
		period,
	);
	const dates = datesBetween(period.from, period.to);
	const meterDays = meters.map((meter) => ({
		device: meter.device,
		...neededSpan(meter),
		days: new Map(
			[...(rows.get(meter.channel)?.values() ?? [])].flatMap((row) => {
				const day = meterDay(row);

				return day ? [[day.date, day] as const] : [];
			}),
		),
	}));

	return {
		period,
		rows,
		meterDays,
		days: buildingDays(meterDays, dates),
		devices: meterDays
			.filter((meter) => dates.some((date) => isNeeded(meter, date)))
			.map(({ device }) => device),
	};
}

/** A living meter that draws is always needed; one that was stopped, replaced or only feeds in, while it was read. */
function neededSpan(meter: Meter): Pick<MeterDays, 'neededFrom' | 'neededTo'> {
	if (meter.status === 'active' && meter.state === 'active') return { neededFrom: null, neededTo: null };
	if (meter.first_date === null || meter.last_date === null)
		return { neededFrom: null, neededTo: '0001-01-01' };

	return { neededFrom: meter.first_date, neededTo: addDays(meter.last_date, 1) };
}

async function readDays(
	connection: Queryable,
	channels: readonly number[],
	{ from, to }: Period,
): Promise<RowsByChannel> {
	const { rows } = await connection.query<DayRow & { channel: number }>(
		`SELECT channel, date, value, curve_value, points_expected, points_received, source FROM iot_daily
		WHERE channel = ANY($1::integer[]) AND date >= $2 AND date < $3
		ORDER BY channel, date`,
		[channels, from, to],
	);
	const byChannel = new Map<number, Map<string, DayRow>>();
	for (const { channel, ...row } of rows) {
		const days = byChannel.get(channel) ?? new Map<string, DayRow>();
		byChannel.set(channel, days.set(row.date, row));
	}

	return byChannel;
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
