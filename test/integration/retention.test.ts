import { afterAll, beforeAll, expect, test } from 'vitest';
import { localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { detectDatabase } from '../../extensions/kilowatch/src/storage/capabilities.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { purgeExpired } from '../../extensions/kilowatch/src/storage/retention.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const timeZone = 'Europe/Paris';
let schema: SchemaForTest;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());

test('purges what is past its retention: of natural persons to the day, of others at the latest with its chunk', async () => {
	const meter = await schema.addMeter('22516914714270');
	const personal = await schema.addMeter('09775542606818');
	await schema.database.query('UPDATE iot_devices SET personal = true WHERE id = $1', [personal.device]);
	const days = localDays('2024-01-01', '2024-04-01', timeZone);
	for (const { channel } of [meter, personal]) {
		await storeWindow(schema.database, {
			channel,
			metric: 'consumption',
			source: 'operator',
			days,
			readings: days.map(({ startSeconds }) => ({
				startSeconds,
				durationSeconds: 3600,
				value: 1,
				quality: 'raw',
			})),
			dayTotals: [],
			usualStepSeconds: undefined,
			asked: undefined,
		});
	}
	const { retention, hypertable } = await detectDatabase(schema.database);
	const floor = {
		readings: '2024-03-20',
		personalReadings: '2024-03-25',
		days: '2024-02-01',
		personalDays: '2024-02-11',
		timeZone,
	};

	const countChunks = async () => {
		const { rows } = await schema.database.query<{ chunks: number }>(
			`SELECT count(*) AS chunks FROM pg_inherits WHERE inhparent = 'iot_readings'::regclass`,
		);

		return only(rows).chunks;
	};
	const daysSince = (first: Date) =>
		days.filter(({ startSeconds }) => startSeconds * 1000 >= first.getTime()).length;
	const chunksBefore = await countChunks();

	const purged = await purgeExpired(schema.database, retention, floor);

	const oldest = async (channel: number) => {
		const { rows } = await schema.database.query<{ reading: Date; day: string }>(
			`SELECT (SELECT min("timestamp") FROM iot_readings WHERE channel = $1) AS reading,
				(SELECT min(date) FROM iot_daily WHERE channel = $1) AS day`,
			[channel],
		);

		return only(rows);
	};
	expect(await oldest(personal.channel)).toEqual({
		reading: new Date('2024-03-24T23:00:00Z'),
		day: '2024-02-11',
	});
	expect((await oldest(meter.channel)).day).toBe('2024-02-01');
	const { reading } = await oldest(meter.channel);
	const chunkDays = 25;
	expect(reading.getTime()).toBeGreaterThan(Date.parse('2024-03-19T23:00:00Z') - chunkDays * 86_400_000);
	if (!hypertable) expect(reading).toEqual(new Date('2024-03-19T23:00:00Z'));
	expect(purged.days).toBe(2 * 31 + 10);
	// Whole chunks go where there are any; rows of the other meter by their key where there are none.
	expect(purged.chunks > 0).toBe(hypertable);
	expect(purged.readings).toBe(
		hypertable ? daysSince(reading) - daysSince(new Date('2024-03-24T23:00:00Z')) : 91 - 12 + (91 - 7),
	);
	expect(await countChunks()).toBe(hypertable ? chunksBefore - purged.chunks : 0);
	expect(await purgeExpired(schema.database, retention, floor)).toMatchObject({
		readings: 0,
		days: 0,
		chunks: 0,
	});
});

test('where the database’s own policy drops chunks, only what is of natural persons goes by our hand', async () => {
	const { retention, hypertable } = await detectDatabase(schema.database);
	const floor = {
		readings: '2024-04-01',
		personalReadings: '2024-04-01',
		days: '2024-04-01',
		personalDays: '2024-04-01',
		timeZone,
	};

	expect(await purgeExpired(schema.database, 'policy', floor)).toMatchObject({ readings: 7, chunks: 0 });
	const purged = await purgeExpired(schema.database, retention, floor);
	expect(purged).toMatchObject(hypertable ? { readings: 0 } : { readings: 12, chunks: 0 });
});
