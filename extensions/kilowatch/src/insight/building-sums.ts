/** What a building's meters used on the days of a period, and what they make together. */
import { setImmediate as othersTurn } from 'node:timers/promises';
import { addDays, datesBetween } from '../domain/local-days.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { ChannelState, DeviceStatus, ProviderName } from '../shared/names.ts';
import type { Source } from '../domain/reading.ts';
import type { Queryable } from '../storage/database.ts';
import { numberOrNull, readPackedColumns } from '../storage/packed-columns.ts';
import { isReplaced } from '../storage/replaced-device.ts';
import {
	buildingDays,
	isNeeded,
	type BuildingDay,
	type MeterDay,
	type MeterDays,
	type Period,
} from './building-days.ts';
import { meterDay, type DayRow } from './meter-days.ts';

/** A meter of a building, with its channel of what is summed. */
export interface Meter {
	device: string;
	channel: number;
	label: string | null;
	point_id: string | null;
	provider: ProviderName;
	status: DeviceStatus;
	personal: boolean;
	/** of that channel */
	state: ChannelState;
	first_date: string | null;
	last_date: string | null;
}

/** The days of one period by channel. */
type RowsByChannel = ReadonlyMap<number, ReadonlyMap<string, DayRow>>;

/**
 * The meters whose consumption, or production, makes the building's. A pending device never had a reading; of the others the total register
 * counts, its parts would count twice.
 */
export async function readMeters(
	connection: Queryable,
	building: BuildingKey,
	metric: 'consumption' | 'production' = 'consumption',
): Promise<Meter[]> {
	const { rows } = await connection.query<Meter>(
		`SELECT device.id AS device, channel.id AS channel, device.label, device.point_id, device.provider,
			device.status, device.personal, channel.state, span.first_date, span.last_date
		FROM iot_devices device
		JOIN iot_channels channel ON channel.device = device.id
			AND channel.metric = $2 AND channel.register = 'total'
		CROSS JOIN LATERAL (
			SELECT min(day.date) AS first_date, max(day.date) AS last_date FROM iot_daily day
			WHERE day.channel = channel.id AND (day.value IS NOT NULL OR day.curve_value IS NOT NULL)
		) span
		WHERE device.building = $1 AND device.status <> 'pending'
			AND NOT ${isReplaced}
		ORDER BY device.label NULLS LAST, device.point_id, device.id`,
		[building, metric],
	);

	return rows;
}

export interface PeriodSums {
	period: Period;
	rows: RowsByChannel;
	meterDays: MeterDays[];
	days: BuildingDay[];
	/** the devices that the sums need, on one day at least */
	devices: string[];
}

/** Reads what the meters used in a period, a day each, and sums it up. */
export async function readSums(
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
	const meterDays: MeterDays[] = [];
	for (const [index, meter] of meters.entries()) {
		if (index % CHANNELS_AT_ONCE === CHANNELS_AT_ONCE - 1) await othersTurn();
		meterDays.push({ device: meter.device, ...neededSpan(meter), days: daysOf(rows.get(meter.channel)) });
	}
	const days = buildingDays(meterDays, dates);
	if (meters.length >= CHANNELS_AT_ONCE) await othersTurn();

	return {
		period,
		rows,
		meterDays,
		days,
		devices: meterDays
			.filter((meter) => dates.some((date) => isNeeded(meter, date)))
			.map(({ device }) => device),
	};
}

/** Of the days on which all needed meters are known. */
export function knownDays({ days }: PeriodSums): (date: string) => number | undefined {
	const known = new Map(
		days.flatMap(({ date, state, energyWh }) =>
			state === 'known' && energyWh !== null ? [[date, energyWh] as const] : [],
		),
	);

	return (date) => known.get(date);
}

function daysOf(rows: ReadonlyMap<string, DayRow> | undefined): Map<string, MeterDay> {
	const days = new Map<string, MeterDay>();
	for (const row of rows?.values() ?? []) {
		const day = meterDay(row);
		if (day) days.set(day.date, day);
	}

	return days;
}

/** A living meter that draws is always needed; one that was stopped, replaced or only feeds in, while it was read. */
function neededSpan(meter: Meter): Pick<MeterDays, 'neededFrom' | 'neededTo'> {
	if (meter.status === 'active' && meter.state === 'active') return { neededFrom: null, neededTo: null };
	if (meter.first_date === null || meter.last_date === null)
		return { neededFrom: null, neededTo: '0001-01-01' };

	return { neededFrom: meter.first_date, neededTo: addDays(meter.last_date, 1) };
}

/** The days of so many meters are read at a time: of fifty meters' three years nobody else would get a turn meanwhile. */
const CHANNELS_AT_ONCE = 8;

async function readDays(
	connection: Queryable,
	channels: readonly number[],
	{ from, to }: Period,
): Promise<RowsByChannel> {
	const byChannel = new Map<number, Map<string, DayRow>>();
	for (let at = 0; at < channels.length; at += CHANNELS_AT_ONCE) {
		const packed = await readPackedColumns(
			connection,
			{
				columns: ['channel', 'date', 'value', 'curve_value', 'points_expected', 'points_received', 'source'],
				query: `SELECT channel, date, value, curve_value, points_expected, points_received, source FROM iot_daily
					WHERE channel = ANY($1::integer[]) AND date >= $2 AND date < $3
					ORDER BY channel, date`,
			},
			[channels.slice(at, at + CHANNELS_AT_ONCE), from, to],
		);
		for (const [index, date] of packed.date.entries()) {
			const channel = Number(packed.channel[index]);
			const days = byChannel.get(channel) ?? new Map<string, DayRow>();
			byChannel.set(channel, days);
			days.set(date, {
				date,
				value: numberOrNull(packed.value[index]),
				curve_value: numberOrNull(packed.curve_value[index]),
				points_expected: Number(packed.points_expected[index]),
				points_received: Number(packed.points_received[index]),
				// The table's own CHECK knows no other words.
				source: packed.source[index] as Source,
			});
		}
	}

	return byChannel;
}
