/** Copies of load curves are what the readings are, whoever changes these and how. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { localDays, midnightSeconds } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { PERIOD_SECONDS, readingId } from '../../extensions/kilowatch/src/domain/reading-id.ts';
import type { Quality, Reading, Source } from '../../extensions/kilowatch/src/domain/reading.ts';
import { detectDatabase } from '../../extensions/kilowatch/src/storage/capabilities.ts';
import {
	deleteDevice,
	deleteOldestReadings,
} from '../../extensions/kilowatch/src/storage/erasure/erase-rows.ts';
import { readSeries, readStretches } from '../../extensions/kilowatch/src/storage/readings/kept-series.ts';
import { purgeScope } from '../../extensions/kilowatch/src/storage/readings/purge-scope.ts';
import { lockChannel, storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { purgeExpired } from '../../extensions/kilowatch/src/storage/retention.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const timeZone = 'Europe/Paris';
/** Nine periods of the id, the first and the last in part. */
const period = { from: '2026-01-10', to: '2026-08-01' };
const span = {
	fromSeconds: midnightSeconds(period.from, timeZone),
	toSeconds: midnightSeconds(period.to, timeZone),
};
const HOUR = 3600;
const PERIODS = 9;

let schema: SchemaForTest;
let meter: { device: string; channel: number };

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(async () => {
	meter = await schema.addMeter(String(Math.random()).slice(2, 16).padEnd(14, '0'));
	await store(period.from, period.to, 100);
	expect(await read()).toHaveLength((span.toSeconds - span.fromSeconds) / HOUR);
	expect(await countKept()).toBe(PERIODS);
});

async function store(
	from: string,
	to: string,
	value: number,
	stepSeconds = HOUR,
	{ quality, source }: { quality: Quality; source: Source } = { quality: 'raw', source: 'operator' },
) {
	const days = localDays(from, to, timeZone);
	const readings = days.flatMap(({ startSeconds, endSeconds }) =>
		Array.from({ length: (endSeconds - startSeconds) / stepSeconds }, (_, index): Reading => ({
			startSeconds: startSeconds + index * stepSeconds,
			durationSeconds: stepSeconds,
			value: value + index,
			quality,
		})),
	);
	await storeWindow(schema.database, {
		channel: meter.channel,
		metric: 'consumption',
		source,
		days,
		readings,
		dayTotals: [],
		usualStepSeconds: undefined,
		asked: undefined,
	});
}

type Interval = [start: number, duration: number, value: number];

async function read(from = span.fromSeconds, to = span.toSeconds): Promise<Interval[]> {
	const found: Interval[] = [];
	const ofSpan = { fromSeconds: from, toSeconds: to };
	for await (const { series } of readSeries(schema.database, [meter.channel], ofSpan)) {
		series.starts.forEach((start, index) => {
			found.push([start, series.durations[index] ?? NaN, series.values[index] ?? NaN]);
		});
	}

	return found;
}

/** How many readings one after the other are of one origin, across the borders of periods. */
async function readOrigins(from: number, to: number) {
	const found: { count: number; quality: string; source: string }[] = [];
	const ofSpan = { fromSeconds: from, toSeconds: to };
	for await (const { stretches } of readStretches(schema.database, [meter.channel], ofSpan)) {
		for (const { quality, source, values } of stretches) {
			const last = found.at(-1);
			if (last?.quality === quality && last.source === source) last.count += values.length;
			else found.push({ count: values.length, quality, source });
		}
	}

	return found;
}

async function rows(from = span.fromSeconds, to = span.toSeconds): Promise<Interval[]> {
	const { rows } = await schema.database.query<{ start: number; duration: number; value: number }>(
		`SELECT extract(epoch FROM "timestamp")::float8 AS start, duration, value FROM iot_readings
		 WHERE channel = $1 AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3) ORDER BY 1`,
		[meter.channel, from, to],
	);

	return rows.map(({ start, duration, value }) => [start, duration, value]);
}

async function countKept(): Promise<number> {
	const { rows } = await schema.database.query<{ count: number }>(
		'SELECT count(*) FROM kilowatch_internal.kept_series WHERE channel = $1',
		[meter.channel],
	);

	return only(rows).count;
}

test('what is kept is read again, in any part', async () => {
	await fc.assert(
		fc.asyncProperty(fc.nat(200), fc.nat(200), async (one, other) => {
			const from = span.fromSeconds + Math.min(one, other) * 86_400;
			const to = span.fromSeconds + (Math.max(one, other) + 1) * 86_400;
			expect(await read(from, to)).toEqual(await rows(from, to));
		}),
		{ numRuns: 20 },
	);
	// It is: a copy that says something else is what is read.
	await schema.database.query(
		`UPDATE kilowatch_internal.kept_series SET stretches = (
			SELECT stretches FROM kilowatch_internal.kept_series WHERE channel = $1 AND period = $2
		) WHERE channel = $1`,
		[meter.channel, Math.floor(span.fromSeconds / PERIOD_SECONDS) + 1],
	);
	expect(await read()).not.toEqual(await rows());
});

test('of a short time nothing is kept, of a week on the periods that it touches', async () => {
	await schema.database.query('DELETE FROM kilowatch_internal.kept_series');
	const from = Math.ceil(span.fromSeconds / PERIOD_SECONDS) * PERIOD_SECONDS;
	const week = from + 7 * 86_400;
	expect(await read(from, week - HOUR)).toEqual(await rows(from, week - HOUR));
	expect(await countKept()).toBe(0);
	expect(await read(from, week)).toEqual(await rows(from, week));
	expect(await countKept()).toBe(1);
	expect(await read(from - HOUR, week)).toEqual(await rows(from - HOUR, week));
	expect(await countKept()).toBe(2);
});

test('quality and source are kept as they are', async () => {
	const day = { from: '2026-03-02', to: '2026-03-03' };
	await store(day.from, day.to, 500, HOUR, { quality: 'corrected', source: 'operator' });
	await store('2026-08-01', '2026-08-02', 1, HOUR, { quality: 'estimated', source: 'file' });
	for (let look = 0; look < 2; look += 1) {
		const found = await readOrigins(span.fromSeconds, midnightSeconds('2026-08-02', timeZone));
		expect(found).toEqual([
			{ count: 51 * 24, quality: 'raw', source: 'operator' },
			{ count: 24, quality: 'corrected', source: 'operator' },
			{ count: 151 * 24 - 1, quality: 'raw', source: 'operator' },
			{ count: 24, quality: 'estimated', source: 'file' },
		]);
	}
});

test('several channels are read at once, whatever of them is kept', async () => {
	const other = await schema.addMeter(String(Math.random()).slice(2, 16).padEnd(14, '0'));
	const first = meter;
	meter = other;
	await store('2026-02-10', '2026-05-20', 7, 1800);
	await read(midnightSeconds('2026-03-01', timeZone), midnightSeconds('2026-04-01', timeZone));
	const found = new Map<number, number>();
	for await (const { channel, series } of readSeries(schema.database, [other.channel, first.channel], span)) {
		found.set(
			channel,
			series.values.reduce((sum, value) => sum + value, 0),
		);
	}
	const { rows } = await schema.database.query<{ channel: number; sum: number }>(
		`SELECT channel, sum(value) FROM iot_readings WHERE channel = ANY ($1::int[])
			AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3) GROUP BY 1`,
		[[other.channel, first.channel], span.fromSeconds, span.toSeconds],
	);
	expect(found).toEqual(new Map(rows.map(({ channel, sum }) => [channel, sum])));
	expect(found.size).toBe(2);
	expect(await countKept()).toBe(PERIODS);
});

describe('what changes readings', () => {
	test('a window: corrections, another step, more of it', async () => {
		await store('2026-03-02', '2026-03-05', 500);
		expect(await countKept()).toBe(PERIODS - 1);
		expect(await read()).toEqual(await rows());
		await store('2026-04-20', '2026-05-02', 7, 1800);
		expect(await read()).toEqual(await rows());
		await store('2026-07-31', '2026-08-02', 9);
		expect(await read()).toEqual(await rows());
	});

	test('a window that brings nothing new leaves it as it is', async () => {
		await store(period.from, period.to, 100);
		expect(await countKept()).toBe(PERIODS);
	});

	test('somebody else', async () => {
		const start = midnightSeconds('2026-02-03', timeZone);
		const id = readingId(meter.channel, start);
		await schema.database.query('UPDATE iot_readings SET value = 12345 WHERE id = $1', [id]);
		expect(await countKept()).toBe(PERIODS - 1);
		expect(await read()).toEqual(await rows());
		await schema.database.query(
			`INSERT INTO iot_readings (id, channel, "timestamp", duration, value)
			 VALUES ($1, $2, to_timestamp($3), 60, 1)`,
			[readingId(meter.channel, start + 60), meter.channel, start + 60],
		);
		expect(await countKept()).toBe(PERIODS - 1);
		expect(await read()).toEqual(await rows());
	});

	test('the end of a scope', async () => {
		await schema.database.transaction((connection) => purgeScope(connection, meter.device, 'load_curve'));
		expect(await countKept()).toBe(0);
		expect(await read()).toEqual([]);
	});

	test.each([false, true])('retention, of a natural person: %s', async (personal) => {
		await schema.database.query('UPDATE iot_devices SET personal = $2 WHERE id = $1', [
			meter.device,
			personal,
		]);
		const { retention } = await detectDatabase(schema.database);
		const floor = { readings: '2026-04-01', days: '2020-01-01', personalDays: '2020-01-01', timeZone };
		await purgeExpired(schema.database, retention, { ...floor, personalReadings: '2026-04-10' });
		expect(await read()).toEqual(await rows());
		if (personal) expect((await read())[0]?.[0]).toBe(midnightSeconds('2026-04-10', timeZone));
	});

	test('the erasure of the meter', async () => {
		const { database } = schema;
		await database.transaction((connection) => deleteOldestReadings(connection, meter.channel));
		expect(await countKept()).toBe(0);
		expect(await read()).toEqual(await rows());
		await database.query('DELETE FROM iot_consents WHERE device = $1', [meter.device]);
		await database.transaction((connection) => deleteDevice(connection, meter.device));
		expect(await countKept()).toBe(0);
	});
});

test('while somebody writes, nothing is kept of what may change, and nobody waits', async () => {
	const { database } = schema;
	const id = readingId(meter.channel, midnightSeconds('2026-02-03', timeZone));
	for (const write of [
		async (connection: Parameters<typeof lockChannel>[0]) => {
			await lockChannel(connection, meter.channel);
			await connection.query('DELETE FROM kilowatch_internal.kept_series WHERE channel = $1', [
				meter.channel,
			]);
			await connection.query('UPDATE iot_readings SET value = value + 1 WHERE id = $1', [id]);
		},
		(connection: Parameters<typeof lockChannel>[0]) =>
			connection.query('UPDATE iot_readings SET value = value + 1 WHERE id = $1', [id]),
	]) {
		await read();
		const before = await rows();
		await database.transaction(async (connection) => {
			await write(connection);
			expect(await read()).toEqual(before);
		});
		const after = await rows();
		expect(after).not.toEqual(before);
		expect(await read()).toEqual(after);
		expect(await countKept()).toBe(PERIODS);
	}
});

test('many readers and writers at once end with what is there', async () => {
	await Promise.all(
		Array.from({ length: 12 }, async (_, index) => {
			if (index % 3 === 0) await store('2026-02-01', '2026-06-01', index);
			else await read();
		}),
	);
	expect(await read()).toEqual(await rows());
	expect(await read()).toEqual(await rows());
});
