import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { datesBetween, localDays, type LocalDay } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Reading, Source } from '../../extensions/kilowatch/src/domain/reading.ts';
import { openDatabase, type Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { readCoverage } from '../../extensions/kilowatch/src/storage/readings/read-coverage.ts';
import {
	storeWindow,
	type WindowToStore,
} from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const zone = 'Europe/Paris';
const HALF_HOUR = 1800;

let schema: SchemaForTest;
let channel: number;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(async () => {
	({ channel } = await schema.addMeter());
});

function days(from: string, to: string): LocalDay[] {
	return localDays(from, to, zone);
}

/** Every interval of the days, each with a value that tells it apart. */
function curveOf(span: readonly LocalDay[], stepSeconds = HALF_HOUR): Reading[] {
	return span.flatMap((day) => {
		const readings: Reading[] = [];
		for (let start = day.startSeconds; start < day.endSeconds; start += stepSeconds) {
			readings.push({
				startSeconds: start,
				durationSeconds: stepSeconds,
				value: 100 + ((start / HALF_HOUR) % 48),
				quality: 'raw',
			});
		}

		return readings;
	});
}

function store(
	change: Partial<WindowToStore> & { days: readonly LocalDay[] },
	database: Database = schema.database,
) {
	return storeWindow(database, {
		channel,
		metric: 'consumption',
		source: 'operator',
		readings: [],
		dayTotals: [],
		usualStepSeconds: HALF_HOUR,
		asked: undefined,
		...change,
	});
}

async function readDay(date: string) {
	const { rows } = await schema.database.query<{
		value: number | null;
		curve_value: number | null;
		points_expected: number;
		points_received: number;
		status: string;
		attempts: number;
		next_attempt_at: Date | null;
		curve_attempts: number;
		curve_next_attempt_at: Date | null;
		peak_at: Date | null;
	}>('SELECT * FROM iot_daily WHERE channel = $1 AND date = $2', [channel, date]);

	return only(rows);
}

/** Every stored row of the channel with the transaction that wrote it: two that are alike were not touched. */
async function readRows(): Promise<string[]> {
	const { rows } = await schema.database.query<{ row: string }>(
		`SELECT xmin::text || ' ' || to_jsonb(r)::text AS row FROM iot_readings r WHERE channel = $1
		 UNION ALL SELECT xmin::text || ' ' || to_jsonb(d)::text FROM iot_daily d WHERE channel = $1
		 ORDER BY 1`,
		[channel],
	);

	return rows.map(({ row }) => row);
}

async function countReadings(): Promise<{ points: number; sum: number; covered: number }> {
	const { rows } = await schema.database.query<{ points: number; sum: number; covered: number }>(
		`SELECT count(*) AS points, coalesce(sum(value), 0) AS sum, coalesce(sum(duration), 0)::float8 AS covered
		 FROM iot_readings WHERE channel = $1`,
		[channel],
	);

	return only(rows);
}

describe('storeWindow', () => {
	test('stores readings and their days, and storing them again changes nothing', async () => {
		const span = days('2026-06-01', '2026-06-08');
		const window = { days: span, readings: curveOf(span), dayTotals: [{ date: '2026-06-02', value: 6000 }] };

		expect(await store(window)).toEqual({ rowsWritten: 7 * 48 + 7, refused: 0 });
		expect(await store(window)).toEqual({ rowsWritten: 0, refused: 0 });
		expect(await readDay('2026-06-02')).toMatchObject({
			value: 6000,
			points_expected: 48,
			points_received: 48,
			status: 'complete',
		});
		expect((await countReadings()).points).toBe(7 * 48);
	});

	test.each([
		['2026-03-29', 46],
		['2026-10-25', 50],
		['2026-10-24', 48],
	])('%s has %d half-hours, and keeps them all', async (date, points) => {
		const span = days(date, '2026-12-31').slice(0, 1);
		const readings = curveOf(span);
		await store({ days: span, readings });

		expect(readings).toHaveLength(points);
		expect(await readDay(date)).toMatchObject({
			points_expected: points,
			points_received: points,
			status: 'complete',
			curve_value: readings.reduce((sum, reading) => sum + reading.value, 0),
		});
	});

	test('stored ten times, a window has touched no row since the first', async () => {
		const span = days('2026-10-22', '2026-10-29');
		const window = {
			days: span,
			// holes, a day of 25 hours, a day without a total
			readings: curveOf(span).filter((_, index) => index % 7 !== 3),
			dayTotals: span.slice(1).map(({ date }) => ({ date, value: 6000 })),
			asked: { totals: false, curve: true, at: new Date('2026-11-23T08:00:00Z') },
		};
		await store(window);
		const first = await readRows();

		for (let again = 2; again <= 10; again++) {
			expect(await store(window)).toEqual({ rowsWritten: 0, refused: 0 });
		}
		expect(await readRows()).toEqual(first);
	});

	test('a corrected value changes its reading and its day, and no other row', async () => {
		const span = days('2026-06-01', '2026-06-04');
		const readings = curveOf(span);
		await store({ days: span, readings, dayTotals: [{ date: '2026-06-02', value: 6000 }] });
		const before = await readRows();
		const corrected = readings.map((reading, index) =>
			index === 50 ? { ...reading, value: 9999, quality: 'corrected' as const } : reading,
		);

		expect((await store({ days: span, readings: corrected })).rowsWritten).toBe(2);
		const after = await readRows();
		const changed = after.filter((row) => !before.includes(row));
		expect(after).toHaveLength(before.length);
		expect(changed).toHaveLength(2);
		expect(changed.filter((row) => row.includes('9999') && row.includes('corrected'))).toHaveLength(1);
		expect(changed.filter((row) => row.includes('"date": "2026-06-02"'))).toHaveLength(1);
		expect((await readDay('2026-06-02')).curve_value).toBeCloseTo(
			corrected.slice(48, 96).reduce((sum, reading) => sum + reading.value, 0),
		);
	});

	test('a corrected total changes its day alone', async () => {
		const span = days('2026-06-01', '2026-06-04');
		const totals = span.map(({ date }) => ({ date, value: 6000 }));
		await store({ days: span, dayTotals: totals, usualStepSeconds: undefined });
		const before = await readRows();
		const corrected = totals.map((total) =>
			total.date === '2026-06-02' ? { ...total, value: 6100 } : total,
		);

		expect((await store({ days: span, dayTotals: corrected, usualStepSeconds: undefined })).rowsWritten).toBe(
			1,
		);
		expect((await readRows()).filter((row) => !before.includes(row))).toHaveLength(1);
	});

	test('keeps the moment of a day’s maximum, and takes a new one with the new value', async () => {
		const span = days('2026-06-01', '2026-06-03');
		const peak = (value: number, at: string) => ({
			days: span,
			metric: 'max_power' as const,
			usualStepSeconds: undefined,
			dayTotals: [{ date: '2026-06-01', value, peakSeconds: Date.parse(at) / 1000 }],
		});
		await store(peak(4680, '2026-06-01T11:03:35Z'));
		expect(await readDay('2026-06-01')).toMatchObject({
			value: 4680,
			peak_at: new Date('2026-06-01T11:03:35Z'),
			status: 'complete',
		});
		expect(await readDay('2026-06-02')).toMatchObject({ value: null, peak_at: null, status: 'missing' });

		expect((await store(peak(4680, '2026-06-01T11:03:35Z'))).rowsWritten).toBe(0);
		expect((await store(peak(4700, '2026-06-01T18:00:00Z'))).rowsWritten).toBe(1);
		// A less trusted source changes neither.
		await store({ ...peak(9000, '2026-06-01T19:00:00Z'), source: 'file' });
		expect(await readDay('2026-06-01')).toMatchObject({
			value: 4700,
			peak_at: new Date('2026-06-01T18:00:00Z'),
		});
	});

	test('zeros are values, and a hole is a hole', async () => {
		const span = days('2026-06-01', '2026-06-02');
		const readings = curveOf(span)
			.slice(0, 40)
			.map((reading) => ({ ...reading, value: 0 }));
		await store({ days: span, readings });

		expect(await readDay('2026-06-01')).toMatchObject({
			curve_value: 0,
			points_received: 40,
			points_expected: 48,
			status: 'partial',
		});
	});

	test('a day whose step changes expects what is left uncovered', async () => {
		const span = days('2026-06-01', '2026-06-02');
		const hourly = curveOf(span, 3600).slice(0, 12);
		const halfHourly = curveOf(span).slice(24);
		await store({ days: span, readings: [...hourly, ...halfHourly] });

		expect(await readDay('2026-06-01')).toMatchObject({
			points_received: 36,
			points_expected: 36,
			status: 'complete',
		});
	});

	test('a hole that is shorter than most of its intervals is one all the same', async () => {
		const span = days('2026-06-01', '2026-06-02');
		const tens = curveOf(span, 600).slice(0, 6 * 3);
		await store({ days: span, readings: [...tens.toSpliced(4, 1), ...curveOf(span).slice(6)] });

		expect(await readDay('2026-06-01')).toMatchObject({
			points_received: 17 + 42,
			points_expected: 60,
			status: 'partial',
		});
	});

	test.each([
		['an hour by half-hours', 3600, HALF_HOUR],
		['half-hours by an hour', HALF_HOUR, 3600],
		['quarters by half-hours', 900, HALF_HOUR],
	])('replaces %s without counting the energy twice', async (_, firstStep, thenStep) => {
		const span = days('2026-06-01', '2026-06-02');
		await store({ days: span, readings: curveOf(span, firstStep) });
		const again = curveOf(span, thenStep);
		await store({ days: span, readings: again });

		expect(await countReadings()).toEqual({
			points: again.length,
			sum: again.reduce((sum, reading) => sum + reading.value, 0),
			covered: 86_400,
		});
	});

	test('a less trusted source never overwrites a better one, in any order', async () => {
		const order = fc.uniqueArray(fc.constantFrom<Source>('operator', 'file', 'push'), {
			minLength: 3,
			maxLength: 3,
		});
		await fc.assert(
			fc.asyncProperty(order, async (sources) => {
				({ channel } = await schema.addMeter());
				const span = days('2026-06-01', '2026-06-02');
				const valueOf = { operator: 1, file: 2, push: 3 };
				for (const source of sources) {
					await store({
						days: span,
						source,
						readings: curveOf(span).map((reading) => ({ ...reading, value: valueOf[source] })),
						dayTotals: [{ date: '2026-06-01', value: valueOf[source] }],
					});
				}

				expect((await countReadings()).sum).toBe(48);
				expect(await readDay('2026-06-01')).toMatchObject({ value: 1, curve_value: 48, source: 'operator' });
			}),
			{ numRuns: 6 },
		);
	});

	test('refuses what cannot be true, counts it, and keeps the rest', async () => {
		const span = days('2026-06-01', '2026-06-02');
		const readings = curveOf(span).map((reading, index) => (index < 2 ? { ...reading, value: -1 } : reading));

		expect(await store({ days: span, readings })).toMatchObject({ refused: 2 });
		expect(await readDay('2026-06-01')).toMatchObject({ points_received: 46, status: 'partial' });
	});

	test('two windows that touch the same local day, stored at once from two connections, leave it right', async () => {
		const span = days('2026-06-01', '2026-06-04');
		const readings = curveOf(span);
		// Both hold some of every day, so that the days of each are written from the readings of both.
		const halves = [0, 1].map((half) => readings.filter((_, index) => index % 2 === half));
		const wholeDays = span.map(({ date }, day) => ({
			date,
			points_received: 48,
			status: 'complete',
			curve_value: readings.slice(day * 48, day * 48 + 48).reduce((sum, { value }) => sum + value, 0),
		}));
		const processes = [0, 1].map(() =>
			openDatabase({
				connection: { connectionString: schema.url },
				maxConnections: 1,
				onIdleError: () => undefined,
			}),
		);

		try {
			for (let round = 0; round < 50; round++) {
				({ channel } = await schema.addMeter());
				await Promise.all(
					halves.map((half, index) =>
						store({ days: span, readings: half }, processes[index] ?? schema.database),
					),
				);
				const { rows } = await schema.database.query(
					'SELECT date, points_received, status, curve_value FROM iot_daily WHERE channel = $1 ORDER BY date',
					[channel],
				);
				expect(rows, `round ${round}`).toEqual(wholeDays);
			}
		} finally {
			for (const process of processes) await process.close();
		}
	});

	test('a window that fails leaves nothing of itself', async () => {
		const span = days('2026-06-01', '2026-06-02');
		const readings = [
			...curveOf(span),
			{ ...only(curveOf(span).slice(0, 1)), durationSeconds: 0, startSeconds: 5 },
		];

		await expect(store({ days: span, readings })).rejects.toThrow();
		expect((await countReadings()).points).toBe(0);
	});
});

describe('the ledger of days', () => {
	const span = days('2026-06-01', '2026-06-02');
	const ask = (at: string, change: Partial<WindowToStore> = {}) =>
		store({ days: span, asked: { totals: false, curve: true, at: new Date(at) }, ...change });

	test('a day asked in vain is asked again later and later, then given up', async () => {
		let at = new Date('2026-06-02T08:00:00Z');
		const waits: number[] = [];

		for (let attempt = 1; attempt <= 10; attempt++) {
			await ask(at.toISOString());
			const day = await readDay('2026-06-01');
			expect(day).toMatchObject({ curve_attempts: attempt, status: 'missing', points_expected: 48 });
			const next = day.curve_next_attempt_at ?? at;
			waits.push((next.getTime() - at.getTime()) / 3_600_000);
			at = next;
		}
		await ask(at.toISOString());

		expect(waits).toEqual([6, 18, 20, 20, 20, 20, 20, 20, 20, 20]);
		expect(await readDay('2026-06-01')).toMatchObject({ curve_attempts: 11, attempts: 0, status: 'final' });
	});

	test('asking before it is due counts nothing', async () => {
		await ask('2026-06-02T08:00:00Z');

		expect((await ask('2026-06-02T09:00:00Z')).rowsWritten).toBe(0);
		expect(await readDay('2026-06-01')).toMatchObject({ curve_attempts: 1 });
	});

	test('total and curve are counted apart, and only when both are given up is the day', async () => {
		const askTotal = (at: string, change: Partial<WindowToStore> = {}) =>
			ask(at, {
				usualStepSeconds: undefined,
				asked: { totals: true, curve: false, at: new Date(at) },
				...change,
			});
		const night = (number: number) =>
			new Date(Date.parse('2026-06-02T02:00:00Z') + number * 86_400_000).toISOString();

		await ask(night(0));
		await askTotal(night(0));
		expect(await readDay('2026-06-01')).toMatchObject({
			attempts: 1,
			curve_attempts: 1,
			next_attempt_at: new Date('2026-06-02T08:00:00Z'),
			curve_next_attempt_at: new Date('2026-06-02T08:00:00Z'),
		});
		for (let number = 1; number <= 10; number++) await ask(night(number));
		expect(await readDay('2026-06-01')).toMatchObject({ attempts: 1, curve_attempts: 11, status: 'missing' });
		for (let number = 11; number <= 20; number++) await askTotal(night(number));
		expect(await readDay('2026-06-01')).toMatchObject({ attempts: 11, curve_attempts: 11, status: 'final' });

		// The total comes after all: then it is the curve alone that was given up.
		await askTotal(night(21), { dayTotals: [{ date: '2026-06-01', value: 6000 }] });
		expect(await readDay('2026-06-01')).toMatchObject({ value: 6000, status: 'final', attempts: 11 });
	});

	test('a part that nobody asks for is not waited for', async () => {
		let at = Date.parse('2026-06-02T02:00:00Z');
		for (let attempt = 1; attempt <= 11; attempt++, at += 86_400_000) {
			const asked = { totals: true, curve: false, at: new Date(at) };
			await store({ days: span, usualStepSeconds: undefined, asked });
		}

		expect(await readDay('2026-06-01')).toMatchObject({ attempts: 11, curve_attempts: 0, status: 'final' });
	});

	test('what comes late makes even a given-up day whole', async () => {
		await schema.database.query(
			`INSERT INTO iot_daily (id, channel, date, status, attempts, points_expected)
			 VALUES ($1::bigint * 1048576 + ('2026-06-01'::date - '1970-01-01'::date), $1, '2026-06-01', 'final', 11, 48)`,
			[channel],
		);
		await store({ days: span, readings: curveOf(span) });

		expect(await readDay('2026-06-01')).toMatchObject({ status: 'complete', points_received: 48 });
	});

	test('keeps what it knew of a curve whose readings have been purged', async () => {
		await store({ days: span, readings: curveOf(span) });
		const before = await readDay('2026-06-01');
		await schema.database.query('DELETE FROM iot_readings WHERE channel = $1', [channel]);
		await store({
			days: span,
			dayTotals: [{ date: '2026-06-01', value: 6000 }],
			usualStepSeconds: undefined,
		});

		expect(await readDay('2026-06-01')).toEqual({ ...before, value: 6000 });
	});

	test('is what the planner reads', async () => {
		await ask('2026-06-02T08:00:00Z', { readings: curveOf(span).slice(0, 10) });
		const coverage = (await readCoverage(schema.database, [channel])).get(channel);

		expect(coverage?.get('2026-06-01')).toEqual({
			date: '2026-06-01',
			hasTotal: false,
			pointsReceived: 10,
			pointsExpected: 48,
			status: 'partial',
			attempts: {
				totals: { count: 0, nextAt: undefined },
				curve: { count: 1, nextAt: new Date('2026-06-02T14:00:00Z') },
			},
		});
		expect(coverage?.isKnown).toBe(true);
		expect([coverage?.get('2026-05-31'), coverage?.get('2026-06-02')]).toEqual([undefined, undefined]);
	});

	test('is read alike whether days are alike or not', async () => {
		const dates = datesBetween('2026-03-20', '2026-04-10');
		await schema.database.query(
			`INSERT INTO iot_daily (id, channel, date, value, points_expected, points_received, status, attempts,
				curve_next_attempt_at)
			 SELECT $1::bigint * 1048576 + (date - '1970-01-01'::date), $1, date,
				CASE WHEN date <> '2026-03-22' THEN 1 END, points, points - (date = '2026-04-03')::int, 'complete',
				(date = '2026-04-06')::int, CASE WHEN date = '2026-04-07' THEN timestamptz '2026-05-01T00:00:00Z' END
			 FROM unnest($2::date[]) date,
				LATERAL (SELECT CASE WHEN date = '2026-03-29' THEN 46 WHEN date < '2026-03-24' THEN 0 ELSE 48 END AS points) day
			 WHERE date <> '2026-04-01'`,
			[channel, dates],
		);
		const coverage = (await readCoverage(schema.database, [channel])).get(channel);
		const never = { count: 0, nextAt: undefined };

		for (const date of dates) {
			const points = date === '2026-03-29' ? 46 : date < '2026-03-24' ? 0 : 48;
			expect(coverage?.get(date), date).toEqual(
				date === '2026-04-01'
					? undefined
					: {
							date,
							hasTotal: date !== '2026-03-22',
							pointsReceived: points - Number(date === '2026-04-03'),
							pointsExpected: points,
							status: 'complete',
							attempts: {
								totals: date === '2026-04-06' ? { count: 1, nextAt: undefined } : never,
								curve: date === '2026-04-07' ? { count: 0, nextAt: new Date('2026-05-01T00:00:00Z') } : never,
							},
						},
			);
		}
		expect([coverage?.get('2026-03-19'), coverage?.get('2026-04-10')]).toEqual([undefined, undefined]);
	});
});
