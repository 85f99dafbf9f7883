/** What meters have counted apart, day by day. */
import type { Register } from '../../domain/metrics.ts';
import type { Queryable } from '../../storage/database.ts';
import { readPackedColumns } from '../../storage/packed-columns.ts';
import type { Period } from '../building-days.ts';

export type RegisterDays = ReadonlyMap<string, Readonly<Partial<Record<Register, number>>>>;

/** Reads the known days of the registers but the total, in Wh, of each device that has some. */
export async function readRegisterDays(
	connection: Queryable,
	devices: readonly string[],
	{ from, to }: Period,
): Promise<ReadonlyMap<string, RegisterDays>> {
	const { rows } = await connection.query<{ id: number; device: string; register: Register }>(
		`SELECT id, device, register FROM iot_channels
		 WHERE device = ANY ($1::uuid[]) AND metric = 'consumption' AND register <> 'total'`,
		[devices],
	);
	if (rows.length === 0) return new Map();
	const channels = new Map(rows.map((row) => [row.id, row]));
	const packed = await readPackedColumns(
		connection,
		{
			columns: ['channel', 'date', 'known'],
			query: `SELECT channel, date, known FROM (
				SELECT channel, date,
					coalesce(value, CASE WHEN points_received >= points_expected THEN curve_value END) AS known
				FROM iot_daily WHERE channel = ANY ($1::int[]) AND date >= $2 AND date < $3
			) day WHERE known IS NOT NULL`,
		},
		[[...channels.keys()], from, to],
	);
	const found = new Map<string, Map<string, Partial<Record<Register, number>>>>();
	for (const [index, date] of packed.date.entries()) {
		const channel = channels.get(Number(packed.channel[index]));
		if (!channel) continue;
		const days = found.get(channel.device) ?? new Map<string, Partial<Record<Register, number>>>();
		found.set(channel.device, days);
		days.set(date, { ...days.get(date), [channel.register]: Number(packed.known[index]) });
	}

	return found;
}
