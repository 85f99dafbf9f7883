import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { localDays, type LocalDay } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Reading, Source } from '../../extensions/kilowatch/src/domain/reading.ts';
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

function store(change: Partial<WindowToStore> & { days: readonly LocalDay[] }) {
	return storeWindow(schema.database, {
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
	}>('SELECT * FROM iot_daily WHERE channel = $1 AND date = $2', [channel, date]);

	return only(rows);
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

	test('a correction changes its row and its day, and nothing else', async () => {
		const span = days('2026-06-01', '2026-06-03');
		const readings = curveOf(span);
		await store({ days: span, readings });
		const corrected = readings.map((reading, index) =>
			index === 3 ? { ...reading, value: 9999, quality: 'corrected' as const } : reading,
		);

		expect((await store({ days: span, readings: corrected })).rowsWritten).toBe(2);
		expect((await readDay('2026-06-01')).curve_value).toBeCloseTo(
			corrected.slice(0, 48).reduce((sum, reading) => sum + reading.value, 0),
		);
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

	test('two windows that share a local day leave it right', async () => {
		const span = days('2026-06-01', '2026-06-02');
		const readings = curveOf(span);
		const halves = [readings.slice(0, 24), readings.slice(24)];

		for (let round = 0; round < 10; round++) {
			({ channel } = await schema.addMeter());
			await Promise.all(halves.map((half) => store({ days: span, readings: half })));

			expect(await readDay('2026-06-01')).toMatchObject({ points_received: 48, status: 'complete' });
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
			expect(day).toMatchObject({ attempts: attempt, status: 'missing', points_expected: 48 });
			const next = day.next_attempt_at ?? at;
			waits.push((next.getTime() - at.getTime()) / 3_600_000);
			at = next;
		}
		await ask(at.toISOString());

		expect(waits).toEqual([6, 18, 20, 20, 20, 20, 20, 20, 20, 20]);
		expect(await readDay('2026-06-01')).toMatchObject({ attempts: 11, status: 'final' });
	});

	test('asking before it is due counts nothing', async () => {
		await ask('2026-06-02T08:00:00Z');

		expect((await ask('2026-06-02T09:00:00Z')).rowsWritten).toBe(0);
		expect(await readDay('2026-06-01')).toMatchObject({ attempts: 1 });
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
		const coverage = await readCoverage(schema.database, channel, '2026-01-01');

		expect([...coverage.values()]).toEqual([
			{
				date: '2026-06-01',
				hasTotal: false,
				pointsReceived: 10,
				pointsExpected: 48,
				status: 'partial',
				attempts: 1,
				nextAttemptAt: new Date('2026-06-02T14:00:00Z'),
			},
		]);
	});
});
