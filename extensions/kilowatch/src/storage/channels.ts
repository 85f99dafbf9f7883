import type { Metric, Register } from '../domain/metrics.ts';
import { metricRules } from '../domain/metrics.ts';
import type { ChannelState } from '../shared/names.ts';
import type { Queryable } from './database.ts';

/** One measured series of a device. */
export interface Channel {
	id: number;
	metric: Metric;
	register: Register;
	state: ChannelState;
	/** local dates before which the operator has no totals and no curve of it; `null` where that is not known */
	floors: Readonly<Record<CoverageKind, string | null>>;
}

/** A channel's days are filled from two sides: the operator's totals and its curve. */
export type CoverageKind = 'totals' | 'curve';

/** Every channel of a device. */
export async function readChannels(connection: Queryable, device: string): Promise<Channel[]> {
	const { rows } = await connection.query<Channel>(
		`SELECT id, metric, register, state, json_build_object('totals', totals_floor, 'curve', curve_floor) AS floors
		 FROM iot_channels WHERE device = $1 ORDER BY id`,
		[device],
	);

	return rows;
}

/** The number of a device's channel; made when it is not there yet. */
export async function ensureChannel(
	connection: Queryable,
	device: string,
	metric: Metric,
	register: Register,
): Promise<number> {
	const { rows } = await connection.query<{ id: number }>(
		`WITH made AS (
			INSERT INTO iot_channels (device, metric, register, unit)
			SELECT $1::uuid, $2, $3, $4
			WHERE NOT EXISTS (SELECT FROM iot_channels WHERE device = $1 AND metric = $2 AND register = $3)
			ON CONFLICT (device, metric, register) DO UPDATE SET unit = excluded.unit
			RETURNING id
		)
		SELECT id FROM made
		UNION ALL SELECT id FROM iot_channels WHERE device = $1 AND metric = $2 AND register = $3
		LIMIT 1`,
		[device, metric, register, metricRules[metric].unit],
	);
	const [row] = rows;
	if (!row) throw new Error('The database returned no channel');

	return row.id;
}

/** Says whether a channel is read, or that its point does not measure it. */
export async function setChannelState(
	connection: Queryable,
	channel: number,
	state: ChannelState,
): Promise<void> {
	await connection.query('UPDATE iot_channels SET state = $2 WHERE id = $1', [channel, state]);
}

/** The operator has said that it has nothing of a channel before this date, so that is not asked again. */
export async function raiseFloor(
	connection: Queryable,
	channel: number,
	kind: CoverageKind,
	date: string,
): Promise<void> {
	const column = { totals: 'totals_floor', curve: 'curve_floor' }[kind];
	await connection.query(`UPDATE iot_channels SET ${column} = greatest(${column}, $2::date) WHERE id = $1`, [
		channel,
		date,
	]);
}

/** What the operator has said of how far back it goes is found out anew. */
export async function forgetFloors(connection: Queryable, device: string): Promise<void> {
	await connection.query(
		'UPDATE iot_channels SET totals_floor = NULL, curve_floor = NULL WHERE device = $1',
		[device],
	);
}
