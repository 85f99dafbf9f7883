/** A building's statistics against a computation of their own, minute by minute, and in cases counted by hand. */
import { DateTime } from 'luxon';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Reading } from '../../extensions/kilowatch/src/domain/reading.ts';
import { readStatistics } from '../../extensions/kilowatch/src/insight/statistics.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

const zone = 'Europe/Paris';

const schemas: SchemaForTest[] = [];
let schema: SchemaForTest;

beforeEach(async () => {
	schema = await createSchema();
	schemas.push(schema);
});
afterAll(async () => {
	for (const one of schemas) await one.drop();
});

interface Curve {
	from: string;
	to: string;
	stepSeconds: number;
	/** energy of the interval in Wh; null is a hole */
	valueAt: (startSeconds: number) => number | null;
	totals?: Record<string, number>;
}

async function store(
	channel: number,
	{ from, to, stepSeconds, valueAt, totals = {} }: Curve,
): Promise<Reading[]> {
	const days = localDays(from, to, zone);
	const readings = days.flatMap(({ startSeconds, endSeconds }) => {
		const ofDay: Reading[] = [];
		for (let start = startSeconds; start < endSeconds; start += stepSeconds) {
			const value = valueAt(start);
			if (value !== null) {
				ofDay.push({ startSeconds: start, durationSeconds: stepSeconds, value, quality: 'raw' });
			}
		}

		return ofDay;
	});
	await storeWindow(schema.database, {
		channel,
		metric: 'consumption',
		source: 'operator',
		days,
		readings,
		dayTotals: Object.entries(totals).map(([date, value]) => ({ date, value })),
		usualStepSeconds: stepSeconds,
		asked: undefined,
	});

	return readings;
}

async function read(from: string, to: string, mayReadPersonalData = true) {
	return readStatistics(schema.database, {
		building: schema.building,
		period: { from, to },
		timeZone: zone,
		mayReadPersonalData,
	});
}

/** A value that tells its interval apart. */
const varied = (startSeconds: number) => 100 + ((startSeconds / 600) % 97);

describe('counted by hand', () => {
	test('a building without a meter has nothing to tell, and says so', async () => {
		const { statistics } = await read('2026-10-01', '2026-11-01');
		expect(statistics).toMatchObject({
			total_wh: null,
			average: { day_wh: null, month_wh: null, year_wh: null },
			peak: null,
			base_load_w: null,
			week: null,
			comparison: { previous: { obstacle: 'no_common_days' }, last_year: { obstacle: 'no_common_days' } },
			completeness: { days_known: 0, days_expected: 31, hours_known: 0, meters: [] },
		});
	});

	test('autumn’s day has 25 hours of the same load, and its peak and base load are the load', async () => {
		const { channel, device } = await schema.addMeter('22516914714270');
		await store(channel, { from: '2026-10-24', to: '2026-10-27', stepSeconds: 1800, valueAt: () => 500 });
		const { statistics } = await read('2026-10-25', '2026-10-26');
		expect(statistics).toMatchObject({
			total_wh: 25_000,
			peak: { power_w: 1000, at: '2026-10-24T22:00:00.000Z', duration_s: 1800 },
			base_load_w: 1000,
			load_factor: 1,
			day_and_night: { day_wh: 15_000, night_wh: 10_000 },
			completeness: {
				days_known: 1,
				hours_known: 25,
				hours_expected: 25,
				meters: [{ device, days_known: 1, days_expected: 1 }],
			},
		});
		const second = statistics.week?.find(({ weekday, hour }) => weekday === 7 && hour === 2);
		expect(second).toMatchObject({ hours_known: 2, mean_wh: 1000 });
	});

	test('an hour in which one of two meters is not known is not known, and the hole is told', async () => {
		const one = await schema.addMeter('22516914714270');
		const other = await schema.addMeter('22516914714288');
		const day = { from: '2026-06-15', to: '2026-06-16', stepSeconds: 1800 };
		const hole = Date.parse('2026-06-15T08:00:00Z') / 1000;
		await store(one.channel, { ...day, valueAt: () => 100 });
		await store(other.channel, { ...day, valueAt: (start) => (start === hole ? null : 400) });
		const { statistics } = await read('2026-06-15', '2026-06-16');
		expect(statistics).toMatchObject({
			total_wh: null,
			peak: { power_w: 1000 },
			completeness: { days_known: 0, hours_known: 23, hours_expected: 24 },
		});
		expect(statistics.completeness.meters.map(({ days_known }) => days_known).toSorted()).toEqual([0, 1]);
	});

	test('a year earlier the same weekdays are compared, and only days known in both', async () => {
		const { channel } = await schema.addMeter('22516914714270');
		const november = { from: '2026-11-02', to: '2026-11-09' };
		const counterpart = { from: '2025-11-03', to: '2025-11-10' };
		await store(channel, { ...november, stepSeconds: 1800, valueAt: () => 110 });
		await store(channel, {
			...counterpart,
			stepSeconds: 1800,
			valueAt: (start) => (start === Date.parse('2025-11-05T12:00:00Z') / 1000 ? null : 100),
		});
		const { statistics } = await read(november.from, november.to);
		expect(statistics.comparison.last_year).toMatchObject({
			...counterpart,
			days_compared: 6,
			days: 7,
			current_wh: 6 * 48 * 110,
			earlier_wh: 6 * 48 * 100,
			obstacle: null,
		});
		expect(statistics.comparison.last_year.change).toBeCloseTo(0.1, 12);
		expect(statistics.comparison.previous.obstacle).toBe('no_common_days');
	});

	test('the operator’s maximum is told with its moment', async () => {
		const { device } = await schema.addMeter('22516914714270');
		await schema.database.query(
			`WITH channel AS (
				INSERT INTO iot_channels (device, metric, unit) VALUES ($1, 'max_power', 'VA') RETURNING id
			)
			INSERT INTO iot_daily (id, channel, date, value, peak_at, points_expected, points_received, status, source)
			SELECT channel.id::bigint * 1048576 + (day.date::date - DATE '1970-01-01'), channel.id, day.date::date, day.value,
				day.peak_at::timestamptz, 0, 0, 'complete', 'operator'
			FROM channel, (VALUES ('2026-06-01', 5000, '2026-06-01T18:00:00Z'), ('2026-06-02', 7000, '2026-06-02T05:00:00Z'))
				AS day (date, value, peak_at)`,
			[device],
		);
		const { statistics } = await read('2026-06-01', '2026-07-01');
		expect(statistics.highest_maximum).toEqual({
			power_va: 7000,
			at: '2026-06-02T05:00:00.000Z',
			date: '2026-06-02',
			device,
		});
	});

	test('of a natural person’s meter nothing finer than a day is told to who may not see it', async () => {
		const { channel, device } = await schema.addMeter('22516914714270');
		await schema.database.query('UPDATE iot_devices SET personal = true WHERE id = $1', [device]);
		await store(channel, { from: '2026-06-15', to: '2026-06-17', stepSeconds: 1800, valueAt: varied });
		const { statistics, withheld } = await read('2026-06-15', '2026-06-17', false);
		expect(withheld).toEqual([device]);
		expect(statistics.total_wh).toBeGreaterThan(0);
		expect(statistics).toMatchObject({
			peak: null,
			highest_maximum: null,
			base_load_w: null,
			load_factor: null,
			day_and_night: null,
			week: null,
			completeness: { hours_known: null, hours_expected: null },
		});
	});
});

/** Clock changes, a leap day and ordinary days. */
const starts = fc.constantFrom('2026-03-28', '2026-10-24', '2028-02-28', '2026-06-13');

test(
	'total, day and night and the week are what the minutes say, over clock changes, holes and mixed steps',
	{ timeout: 120_000 },
	async () => {
		await fc.assert(
			fc.asyncProperty(
				starts,
				fc.array(fc.constantFrom(600, 900, 1800, 3600), { minLength: 1, maxLength: 3 }),
				fc.array(fc.nat(3 * 24 * 6), { maxLength: 4 }),
				async (from, steps, holes) => {
					schema = await createSchema();
					schemas.push(schema);
					const to = addDays(from, 3);
					const [first] = localDays(from, to, zone);
					const holeSeconds = new Set(holes.map((hole) => (first?.startSeconds ?? 0) + hole * 600));
					const curves: Reading[][] = [];
					for (const [index, stepSeconds] of steps.entries()) {
						const { channel } = await schema.addMeter(String(22516914714270 + index));
						const valueAt = (start: number) =>
							index === 0 && holeSeconds.has(start) ? null : (varied(start) * stepSeconds) / 600;
						curves.push(await store(channel, { from, to, stepSeconds, valueAt }));
					}
					const { statistics } = await read(from, to);
					const expected = minuteByMinute(curves, from, to);

					expect(statistics.total_wh ?? 0).toBeCloseTo(expected.total, 6);
					expect(statistics.completeness.days_known).toBe(expected.knownDays);
					expect(statistics.completeness.hours_known).toBe(expected.knownHours);
					expect(statistics.day_and_night?.day_wh ?? 0).toBeCloseTo(expected.day, 6);
					expect(statistics.day_and_night?.night_wh ?? 0).toBeCloseTo(expected.night, 6);
					for (const { weekday, hour, mean_wh, hours_known } of statistics.week ?? []) {
						const cell = expected.week.get(`${weekday} ${hour}`);
						expect(hours_known).toBe(cell?.hours ?? 0);
						expect(mean_wh ?? 0).toBeCloseTo(cell ? cell.sum / cell.hours : 0, 6);
					}
					await schema.drop();
					schemas.pop();
				},
			),
			{ numRuns: 12 },
		);
	},
);

/** The same figures by another way: each minute's energy, put into the clock's hour that luxon says it is in. */
function minuteByMinute(curves: readonly Reading[][], from: string, to: string) {
	const hours = new Map<
		string,
		{ sum: number; minutes: number; length: number; date: string; hour: number }
	>();
	let at = DateTime.fromISO(from, { zone });
	const end = DateTime.fromISO(to, { zone });
	const keyOf = (moment: DateTime) => `${moment.toISODate()} ${moment.hour} ${moment.offset}`;
	for (; at < end; at = at.plus({ minutes: 1 })) {
		const hour = hours.get(keyOf(at)) ?? {
			sum: 0,
			minutes: 0,
			length: 0,
			date: at.toISODate() ?? '',
			hour: at.hour,
		};
		hours.set(keyOf(at), { ...hour, length: hour.length + 1 });
	}
	for (const curve of curves) {
		for (const { startSeconds, durationSeconds, value } of curve) {
			for (let minute = 0; minute < durationSeconds / 60; minute += 1) {
				const hour = hours.get(keyOf(DateTime.fromSeconds(startSeconds + minute * 60, { zone })));
				if (!hour) continue;
				hour.sum += (value * 60) / durationSeconds;
				hour.minutes += 1;
			}
		}
	}
	const week = new Map<string, { sum: number; hours: number }>();
	const days = new Map<string, { sum: number; isKnown: boolean }>();
	const result = { total: 0, knownDays: 0, knownHours: 0, day: 0, night: 0, week };
	for (const { sum, minutes, length, date, hour } of hours.values()) {
		const isKnown = minutes === length * curves.length;
		const ofDay = days.get(date) ?? { sum: 0, isKnown: true };
		days.set(date, { sum: ofDay.sum + sum, isKnown: ofDay.isKnown && isKnown });
		if (!isKnown) continue;
		result.knownHours += 1;
		result[hour >= 22 || hour < 7 ? 'night' : 'day'] += sum;
		const key = `${DateTime.fromISO(date).weekday} ${hour}`;
		const cell = week.get(key) ?? { sum: 0, hours: 0 };
		week.set(key, { sum: cell.sum + sum, hours: cell.hours + 1 });
	}
	for (const { sum, isKnown } of days.values()) {
		if (!isKnown) continue;
		result.total += sum;
		result.knownDays += 1;
	}

	return result;
}
