/** What only TimescaleDB Community does: how much compression saves, and what it costs to load into what is compressed. */
import { addDays, subtractMonths } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { detectDatabase } from '../../extensions/kilowatch/src/storage/capabilities.ts';
import type { Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { readStorageState } from '../../extensions/kilowatch/src/storage/storage-state.ts';
import { formatColumns, formatNumber } from './columns.ts';
import { addMeters, type Period } from './fill.ts';
import { HALF_HOUR, loadOf, storeLoad } from './loads.ts';
import { Interrupted } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { summarize, type Timing } from './statistics.ts';

/** How long readings are kept of a natural person, and what a new meter brings. */
const MONTHS = 24;
const DAYS_AT_ONCE = 30;
/** New meters that are measured beside each number of others. */
const NEW_METERS = 5;

export interface CommunityOptions extends Pick<BenchOptions, 'meters' | 'repeat'> {
	database: Database;
	log: (sentence: string) => void;
	isStopping: () => boolean;
}

/** Beside so many meters, all of whose chunks are compressed that can be. */
export interface CommunityFigures {
	meters: number;
	readings: number;
	/** of the compressed chunks, indexes included */
	ratio: number | null;
	beforeBytes: number | null;
	afterBytes: number | null;
	/** a day that comes late, of a meter whose other days are compressed */
	lateDay: Timing;
	/** the whole history of a meter that is new, window by window */
	newMeter: Timing;
}

export type CommunityBench = { skipped: string } | { sizes: CommunityFigures[] };

/** Grows one table to each size in turn, compresses it, and loads into it. Of another database it says why it does not. */
export async function benchCommunity({
	database,
	meters: sizes,
	repeat,
	log,
	isStopping,
}: CommunityOptions): Promise<CommunityBench> {
	const found = await detectDatabase(database);
	if (found.edition !== 'community' || !found.hypertable) {
		return {
			skipped:
				'The part community was skipped: it needs TimescaleDB Community. Name one by DB_HOST or DB_CONNECTION_STRING, and add --database given.',
		};
	}
	const today = new Date().toISOString().slice(0, 10);
	const period = { from: subtractMonths(today, MONTHS), to: today };
	const history = loadOf(period, 7);
	// A year back, so it lies in a chunk that is compressed.
	const lateDate = subtractMonths(today, 12);
	const figures: CommunityFigures[] = [];
	let there = 0;
	for (const size of sizes.toSorted((one, other) => one - other)) {
		log(`Filling and compressing ${size} meters of ${MONTHS} months.`);
		const added = await addMeters(database, size - there);
		there = size;
		const late = added.slice(0, repeat).map(({ channel }) => channel);
		await fill(
			database,
			{ channels: added.map(({ channel }) => channel), period, late, lateDate },
			isStopping,
		);
		await compress(database, isStopping);
		await database.query('ANALYZE iot_readings');
		const { readings } = await readStorageState(database, found, new Date());

		const days = loadOf({ from: lateDate, to: addDays(lateDate, 1) }, 1);
		const lateDay = await timeEach(late, (channel) => storeLoad(database, channel, days), isStopping);
		const fresh = (await addMeters(database, NEW_METERS)).map(({ channel }) => channel);
		const newMeter = await timeEach(fresh, (channel) => storeLoad(database, channel, history), isStopping);
		await forget(database, fresh);
		figures.push({
			meters: size,
			readings: readings.rows_estimated ?? 0,
			ratio: readings.compression?.ratio ?? null,
			beforeBytes: readings.compression?.before_bytes ?? null,
			afterBytes: readings.compression?.after_bytes ?? null,
			lateDay,
			newMeter,
		});
	}

	return { sizes: figures };
}

const goals = { ratio: 35, lateDayMs: 20, newMeterMs: 2000 };

export function formatCommunity(bench: CommunityBench): string {
	if ('skipped' in bench) return bench.skipped;
	const ms = (durationMs: number, goal: number) =>
		`${formatNumber(durationMs)} ms ${durationMs < goal ? 'ok' : 'missed'}`;

	return formatColumns(
		[
			[
				'meters',
				'readings',
				`compression (≥ ${goals.ratio} ×)`,
				`a late day (< ${goals.lateDayMs} ms)`,
				'p95',
				`a new meter’s ${MONTHS} months (< ${goals.newMeterMs / 1000} s)`,
				'p95',
			],
			...bench.sizes.map(({ meters, readings, ratio, lateDay, newMeter }) => [
				formatNumber(meters),
				formatNumber(readings),
				ratio === null ? 'none' : `${formatNumber(ratio)} × ${ratio >= goals.ratio ? 'ok' : 'missed'}`,
				ms(lateDay.medianMs, goals.lateDayMs),
				`${formatNumber(lateDay.p95Ms)} ms`,
				ms(newMeter.medianMs, goals.newMeterMs),
				`${formatNumber(newMeter.p95Ms)} ms`,
			]),
		],
		() => true,
	);
}

/** Whole watt-hours with the noise that meters have: values that repeat would make compression look better than it is. */
async function fill(
	database: Database,
	{
		channels,
		period: { from, to },
		late,
		lateDate,
	}: {
		channels: readonly number[];
		period: Period;
		/** of these the day is left out */
		late: readonly number[];
		lateDate: string;
	},
	isStopping: () => boolean,
): Promise<void> {
	const [lateDay] = loadOf({ from: lateDate, to: addDays(lateDate, 1) }, 1).windows[0]?.days ?? [];
	for (let start = from; start < to; start = addDays(start, DAYS_AT_ONCE)) {
		if (isStopping()) throw new Interrupted('Interrupted');
		const end = addDays(start, DAYS_AT_ONCE);
		await database.query(
			`INSERT INTO iot_readings (id, channel, "timestamp", duration, value, quality, source)
			 SELECT kilowatch_internal.reading_id(channel, start), channel, start, ${HALF_HOUR},
				80 + 10 * extract(hour FROM start)::int
					+ abs(hashint8(kilowatch_internal.reading_id(channel, start)) % 240), 'raw', 'operator'
			 FROM unnest($1::int[]) channel,
				generate_series($2::timestamptz, $3::timestamptz - interval '1 second', interval '30 minutes') start
			 WHERE NOT (channel = ANY ($4::int[]) AND start >= to_timestamp($5) AND start < to_timestamp($6))
			 ORDER BY start::date, channel, start`,
			[
				channels,
				`${start}T00:00Z`,
				`${end < to ? end : to}T00:00Z`,
				late,
				lateDay?.startSeconds,
				lateDay?.endSeconds,
			],
		);
		// What is full is compressed before the next comes, as in a database's life: it need not all fit uncompressed.
		await compress(database, isStopping);
	}
}

/** Every chunk that is a week old, as the policy does. */
async function compress(database: Database, isStopping: () => boolean): Promise<void> {
	const { rows } = await database.query<{ chunk: string }>(
		`SELECT chunk::text FROM show_chunks('iot_readings', older_than => kilowatch_internal.reading_id_now() - $1::bigint) chunk`,
		[7 * 86_400 * 2 ** 21],
	);
	for (const { chunk } of rows) {
		if (isStopping()) throw new Interrupted('Interrupted');
		await database.query('SELECT compress_chunk($1::regclass, if_not_compressed => true)', [chunk]);
	}
}

/** So that the next size is measured beside as many meters as it says. */
async function forget(database: Database, channels: readonly number[]): Promise<void> {
	await database.transaction(async (connection) => {
		await connection.query('SET LOCAL timescaledb.max_tuples_decompressed_per_dml_transaction = 0');
		await connection.query('DELETE FROM iot_readings WHERE channel = ANY ($1::int[])', [channels]);
	});
}

async function timeEach(
	channels: readonly number[],
	work: (channel: number) => Promise<unknown>,
	isStopping: () => boolean,
): Promise<Timing> {
	const durations: number[] = [];
	for (const channel of channels) {
		if (isStopping()) throw new Interrupted('Interrupted');
		const startedAt = performance.now();
		await work(channel);
		durations.push(performance.now() - startedAt);
	}

	return summarize(durations);
}
