/** The same readings as raw intervals, hours, days, months and sums: parts make the whole, page by page, and holes are told. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, localDays, midnightSeconds } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { readMeters } from '../../extensions/kilowatch/src/insight/building-sums.ts';
import { parseCursor } from '../../extensions/kilowatch/src/insight/cursor.ts';
import { readHours } from '../../extensions/kilowatch/src/insight/hour-readings.ts';
import { readMonths } from '../../extensions/kilowatch/src/insight/month-readings.ts';
import type { RawReading } from '../../extensions/kilowatch/src/shared/http-contract/readings.ts';
import { readRaw, readRawSeries } from '../../extensions/kilowatch/src/insight/raw-readings.ts';
import {
	readBuildingChannels,
	readDays,
	type BuildingChannel,
	type ReadingsPage,
} from '../../extensions/kilowatch/src/insight/readings.ts';
import { readSumReadings } from '../../extensions/kilowatch/src/insight/sum-readings.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

const timezone = 'Europe/Paris';
/** Over both clock changes, a leap day and the end of a year. */
const spans = [
	{ from: '2026-03-27', to: '2026-04-03' },
	{ from: '2026-10-22', to: '2026-11-03' },
	{ from: '2028-02-26', to: '2028-03-03' },
	{ from: '2026-12-29', to: '2027-01-03' },
] as const;

let schema: SchemaForTest;
let channels: BuildingChannel[];
const steps = [600, 1800, 3600];

beforeAll(async () => {
	schema = await createSchema();
	for (const [index, stepSeconds] of steps.entries()) {
		const { channel } = await schema.addMeter(String(22516914714270 + index));
		for (const { from, to } of spans) await fill(channel, stepSeconds, from, to);
	}
	({ channels } = await readBuildingChannels(schema.database, schema.building, { metric: 'consumption' }));
});
afterAll(() => schema.drop());

/** One in 13 intervals of a six-hour stretch is not there, differently for each step, and a whole day now and then. */
const isHole = (start: number, stepSeconds: number) =>
	(Math.floor(start / 21_600) * 7 + stepSeconds) % 13 === 0 || Math.floor(start / 86_400) % 11 === 3;

async function fill(channel: number, stepSeconds: number, from: string, to: string): Promise<void> {
	const days = localDays(from, to, timezone);
	const readings = days.flatMap(({ startSeconds, endSeconds }) =>
		Array.from({ length: (endSeconds - startSeconds) / stepSeconds }, (_, index) => ({
			startSeconds: startSeconds + index * stepSeconds,
			durationSeconds: stepSeconds,
			value: 10 + ((startSeconds / stepSeconds + index) % 89),
			quality: 'raw' as const,
		})).filter((reading) => !isHole(reading.startSeconds, stepSeconds)),
	);
	await storeWindow(schema.database, {
		channel,
		metric: 'consumption',
		source: 'operator',
		days,
		readings,
		dayTotals: [],
		usualStepSeconds: stepSeconds,
		asked: undefined,
	});
}

/** Follows the cursors from the first page to the last. */
async function allPages<Row>(
	resolution: 'raw' | 'hour' | 'day',
	read: (cursor: ReturnType<typeof parseCursor>) => Promise<ReadingsPage<Row>>,
) {
	const rows: Row[] = [];
	const gaps: NonNullable<ReadingsPage<Row>['gaps']> = [];
	for (let cursor: ReturnType<typeof parseCursor>; ;) {
		const page = await read(cursor);
		rows.push(...page.rows);
		gaps.push(...(page.gaps ?? []));
		if (page.nextCursor === null) return { rows, gaps };
		cursor = parseCursor(page.nextCursor, resolution);
		expect(cursor).toBeDefined();
	}
}

const sum = (values: readonly (number | null)[]) =>
	values.reduce<number>((total, value) => total + (value ?? 0), 0);

describe.each(spans)('from $from to $to', ({ from, to }) => {
	const request = (limit: number) => ({ channels, from, to, timezone, limit });

	test('however long the pages are, they make the same whole', async () => {
		const { database } = schema;
		const whole = {
			raw: await readRaw(database, { ...request(100_000), cursor: undefined }),
			hour: await readHours(database, { ...request(100_000), cursor: undefined, aggregate: 'sum' }),
			day: await readDays(database, { ...request(100_000), cursor: undefined }),
		};
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 900 }), async (limit) => {
				const raw = await allPages('raw', (cursor) => readRaw(database, { ...request(limit * 5), cursor }));
				expect(raw.rows).toEqual(whole.raw.rows);
				const hours = await allPages('hour', (cursor) =>
					readHours(database, { ...request(limit), cursor, aggregate: 'sum' }),
				);
				expect(hours.rows).toEqual(whole.hour.rows);
				const days = await allPages('day', (cursor) => readDays(database, { ...request(limit), cursor }));
				expect(days.rows).toEqual(whole.day.rows);
			}),
			{ numRuns: 8 },
		);
	});

	test('series are the same readings, with the same holes, on pages of any length', async () => {
		const { database } = schema;
		const whole = await readRaw(database, { ...request(100_000), cursor: undefined });
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 900 }), async (limit) => {
				const series = await allPages('raw', (cursor) =>
					readRawSeries(database, { ...request(limit * 5), cursor }),
				);
				const raw = await allPages('raw', (cursor) => readRaw(database, { ...request(limit * 5), cursor }));
				const readings = series.rows.flatMap(({ values, timestamp, ...stretch }) =>
					values.map((value, index) => ({
						...stretch,
						timestamp: new Date(Date.parse(timestamp) + index * stretch.duration_s * 1000).toISOString(),
						value,
					})),
				);
				const inOrder = (one: RawReading, other: RawReading) =>
					Date.parse(one.timestamp) - Date.parse(other.timestamp) || one.channel - other.channel;
				expect(readings.toSorted(inOrder)).toEqual(whole.rows);
				expect(series.gaps).toEqual(raw.gaps);
			}),
			{ numRuns: 8 },
		);
	});

	test('what is there and what is told to be missing make the whole time, on pages of any length', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 900 }), async (limit) => {
				const { rows, gaps } = await allPages('raw', (cursor) =>
					readRaw(schema.database, { ...request(limit * 5), cursor }),
				);
				for (const { device } of channels) {
					const known = sum(rows.filter((row) => row.device === device).map((row) => row.duration_s));
					const missing = sum(
						gaps
							.filter((gap) => gap.device === device)
							.map((gap) => (Date.parse(gap.to) - Date.parse(gap.from)) / 1000),
					);
					expect(known + missing).toBe(midnightSeconds(to, timezone) - midnightSeconds(from, timezone));
				}
			}),
			{ numRuns: 8 },
		);
	});

	test('hours hold all of the intervals, days with a whole curve are their hours, months their known days', async () => {
		const { database } = schema;
		const raw = await readRaw(database, { ...request(100_000), cursor: undefined });
		const hours = await readHours(database, { ...request(100_000), cursor: undefined, aggregate: 'sum' });
		const days = await readDays(database, { ...request(100_000), cursor: undefined });
		const months = await readMonths(database, channels, 'consumption', { from, to });
		for (const { id } of channels) {
			const own = <Row extends { channel: number }>(rows: readonly Row[]) =>
				rows.filter(({ channel }) => channel === id);
			expect(sum(own(hours.rows).map(({ value }) => value))).toBeCloseTo(
				sum(own(raw.rows).map(({ value }) => value)),
				6,
			);
			expect(sum(own(hours.rows).map(({ covered_s }) => covered_s))).toBe(
				sum(own(raw.rows).map(({ duration_s }) => duration_s)),
			);
			for (const day of own(days.rows)) {
				const ofDay = own(hours.rows).filter(({ hour }) => hour.startsWith(day.date));
				expect(sum(ofDay.map(({ value }) => value))).toBeCloseTo(day.curve_value ?? 0, 6);
				if (day.points_received < day.points_expected) expect(day.value).toBeNull();
			}
			expect(sum(own(months).map(({ value }) => value))).toBeCloseTo(
				sum(own(days.rows).map(({ value }) => value)),
				6,
			);
			expect(sum(own(months).map(({ days_known }) => days_known))).toBe(
				own(days.rows).filter(({ value }) => value !== null).length,
			);
		}
	});

	test('a building’s sums are its meters’, and each says which it lacks', async () => {
		const { database } = schema;
		const meters = await readMeters(database, schema.building);
		const sums = { meters, period: { from, to }, timeZone: timezone };
		const hours = await readHours(database, { ...request(100_000), cursor: undefined, aggregate: 'sum' });
		const summedHours = await readSumReadings(database, { ...sums, resolution: 'hour' });
		expect(summedHours).toHaveLength(
			(midnightSeconds(to, timezone) - midnightSeconds(from, timezone)) / 3600,
		);
		for (const { at, value, known_value, missing } of summedHours) {
			const own = hours.rows.filter(({ hour }) => hour === at);
			expect(known_value).toBeCloseTo(sum(own.map((row) => row.value)), 6);
			const complete = own.filter(({ covered_s }) => covered_s === 3600).map(({ device }) => device);
			expect(missing.toSorted()).toEqual(
				channels.flatMap(({ device }) => (complete.includes(device) ? [] : device)).toSorted(),
			);
			expect(value === null).toBe(missing.length > 0);
		}
		const days = await readDays(database, { ...request(100_000), cursor: undefined });
		const summedDays = await readSumReadings(database, { ...sums, resolution: 'day' });
		for (const { at, value, known_value, missing } of summedDays) {
			const own = days.rows.filter(({ date }) => date === at);
			expect(known_value).toBeCloseTo(sum(own.map((row) => row.value ?? row.curve_value)), 6);
			expect(value === null).toBe(missing.length > 0);
			expect(missing).toHaveLength(channels.length - own.filter((row) => row.value !== null).length);
		}
		const months = await readSumReadings(database, { ...sums, resolution: 'month' });
		expect(sum(months.map(({ known_value }) => known_value))).toBeCloseTo(
			sum(summedDays.map(({ known_value }) => known_value)),
			6,
		);
		expect(months.map(({ at }) => at)).toEqual([...new Set([from.slice(0, 7), addDays(to, -1).slice(0, 7)])]);
	});
});

test('autumn’s two passes of an hour are two rows, told apart by their offsets', async () => {
	const { rows } = await readHours(schema.database, {
		channels: channels.slice(0, 1),
		from: '2026-10-25',
		to: '2026-10-26',
		timezone,
		cursor: undefined,
		limit: 100,
		aggregate: 'sum',
	});
	const hours = rows.map(({ hour }) => hour).filter((hour) => hour.startsWith('2026-10-25T02'));
	expect(hours).toEqual(['2026-10-25T02:00:00+02:00', '2026-10-25T02:00:00+01:00']);
});
