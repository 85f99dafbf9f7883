/** What the status tells of the room that readings take, on every kind of database. */
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { DatabaseState } from '../../extensions/kilowatch/src/shared/http-contract/status.ts';
import { detectDatabase } from '../../extensions/kilowatch/src/storage/capabilities.ts';
import { applyReadingPolicies } from '../../extensions/kilowatch/src/storage/migrate/retention.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { readStorageState } from '../../extensions/kilowatch/src/storage/storage-state.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const timeZone = 'Europe/Paris';
const now = new Date('2026-03-01T12:00:00Z');

let schema: SchemaForTest;
let found: DatabaseState;

beforeAll(async () => {
	schema = await createSchema();
	found = await detectDatabase(schema.database);
});
afterAll(() => schema.drop());

async function fill(channel: number, from: string, to: string, value = 100): Promise<number> {
	const days = localDays(from, to, timeZone);
	const { rowsWritten } = await storeWindow(schema.database, {
		channel,
		metric: 'consumption',
		source: 'operator',
		days,
		readings: days.flatMap(({ startSeconds, endSeconds }) =>
			Array.from({ length: (endSeconds - startSeconds) / 1800 }, (_, index) => ({
				startSeconds: startSeconds + index * 1800,
				durationSeconds: 1800,
				value: value + index,
				quality: 'raw' as const,
			})),
		),
		dayTotals: [],
		usualStepSeconds: 1800,
		asked: undefined,
	});

	return rowsWritten;
}

const read = () => readStorageState(schema.database, found, now);

/** Compression and policies are in the Community edition alone. */
function onCommunityOnly(context: TestContext): void {
	if (found.edition !== 'community') {
		context.skip('needs TimescaleDB Community: name one by DB_HOST or DB_CONNECTION_STRING');
	}
}

test('of nothing it tells that there is nothing', async () => {
	expect(await read()).toMatchObject({
		measured_at: now.toISOString(),
		readings: {
			rows_estimated: null,
			oldest_at: null,
			newest_at: null,
			chunks: found.hypertable ? { total: 0, compressed: 0 } : null,
			compression: null,
		},
		days: { rows_estimated: null },
	});
});

test('oldest and newest are found whatever channel has them, and sizes are of all chunks', async () => {
	const first = await schema.addMeter();
	const second = await schema.addMeter();
	// In the first and the last period each, the channel that comes later by number reaches further.
	await fill(first.channel, '2025-11-10', '2026-02-26');
	await fill(second.channel, '2025-11-08', '2026-02-27');
	await schema.database.query('ANALYZE iot_readings');
	await schema.database.query('ANALYZE iot_daily');

	const { readings, days } = await read();
	expect(readings).toMatchObject({
		oldest_at: '2025-11-07T23:00:00.000Z',
		newest_at: '2026-02-26T22:30:00.000Z',
		rows_estimated: (108 + 111) * 48,
		chunks: found.hypertable ? { compressed: 0 } : null,
		compression: null,
	});
	expect(days.rows_estimated).toBe(108 + 111);
	expect(days.bytes).toBeGreaterThan(0);
	const { rows } = await schema.database.query<{ bytes: number; chunks: number }>(
		`SELECT sum(pg_total_relation_size(inhrelid))::bigint AS bytes, count(*) AS chunks
		 FROM pg_inherits WHERE inhparent = 'iot_readings'::regclass`,
	);
	const children = only(rows);
	if (found.hypertable) {
		expect(readings.chunks?.total).toBe(children.chunks);
		expect(readings.bytes).toBeGreaterThanOrEqual(children.bytes);
	}
	expect(readings.bytes).toBeGreaterThan((108 + 111) * 48 * 50);
});

test('compressed chunks are counted, with what they were before and after', async (context) => {
	onCommunityOnly(context);
	await applyReadingPolicies(schema.database, 24);
	await schema.database.query(`SELECT compress_chunk(chunk) FROM show_chunks('iot_readings') chunk`);

	const { readings } = await read();
	expect(readings.chunks?.compressed).toBe(readings.chunks?.total);
	expect(readings.compression?.ratio).toBeGreaterThan(2);
	expect(readings.oldest_at).toBe('2025-11-07T23:00:00.000Z');
	expect(readings.newest_at).toBe('2026-02-26T22:30:00.000Z');
});

test('late data goes into compressed chunks: what is known unpacks nothing, and any number of corrections goes in', async (context) => {
	onCommunityOnly(context);
	/** Rows that are not compressed, in chunks that are. */
	const unpacked = async () => {
		const { rows: chunks } = await schema.database.query<{ chunk: string }>(
			`SELECT chunk::text FROM show_chunks('iot_readings') chunk`,
		);
		const counts = await Promise.all(
			chunks.map(({ chunk }) =>
				schema.database.query<{ rows: number }>(`SELECT count(*) AS rows FROM ONLY ${chunk}`),
			),
		);

		return counts.reduce((sum, { rows }) => sum + only(rows).rows, 0);
	};
	const { rows } = await schema.database.query<{ channel: number }>(
		'SELECT min(id) AS channel FROM iot_channels',
	);
	const { channel } = only(rows);

	expect(await fill(channel, '2025-11-10', '2026-02-26')).toBe(0);
	expect(await unpacked()).toBe(0);
	// A careless update may unpack a row at most; ours has no such limit.
	await schema.database.session(async (connection) => {
		await connection.query('SET timescaledb.max_tuples_decompressed_per_dml_transaction = 1');
		await connection.query(`UPDATE iot_readings SET value = 1 WHERE channel = ${channel}`).then(
			() => expect.unreachable(),
			(error: unknown) => expect(String(error)).toContain('decompression limit'),
		);
		await connection.query('RESET timescaledb.max_tuples_decompressed_per_dml_transaction');
	});
	expect(await fill(channel, '2025-11-10', '2026-02-26', 200)).toBe(108 * 48 + 108);
	expect(await unpacked()).toBeGreaterThan(0);
});
