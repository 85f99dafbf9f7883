import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	judgeDue,
	JUDGED_DAYS,
	type AlertingContext,
} from '../../extensions/kilowatch/src/alerting/judge-due.ts';
import { LOOK_BACK_DAYS } from '../../extensions/kilowatch/src/alerting/series-hours.ts';
import { unpackHours } from '../../extensions/kilowatch/src/alerting/packed-hours.ts';
import type { HourGrid } from '../../extensions/kilowatch/src/domain/alerts/hour-grid.ts';
import { judgeSeries } from '../../extensions/kilowatch/src/domain/alerts/judge-series.ts';
import { alertSettings } from '../../extensions/kilowatch/src/domain/alerts/settings.ts';
import { addDays, localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { purgeHours, readHourBlocks } from '../../extensions/kilowatch/src/storage/alerts/alert-hours.ts';
import { readLocalHours } from '../../extensions/kilowatch/src/storage/alerts/local-hours.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { createWriter } from '../support/alert-writer.ts';
import { storeHours, usualHour, type HourOf } from '../support/hourly-meter.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const timeZone = 'Europe/Paris';
let schema: SchemaForTest;

beforeAll(async () => {
	schema = await createSchema();
	await schema.database.query(`UPDATE buildings SET timezone = '${timeZone}'`);
});
afterAll(() => schema.drop());

function contextAt(date: string): AlertingContext {
	return {
		database: schema.database,
		writer: createWriter(schema.database),
		now: () => new Date(`${date}T05:00:00Z`),
		log: (_, facts) => {
			throw facts.error;
		},
	};
}

async function keptGrid(channel: number): Promise<HourGrid> {
	const { rows } = await schema.database.query<{ firstDate: string; untilDate: string }>(
		`SELECT first_date AS "firstDate", until_date AS "untilDate" FROM kilowatch_internal.alert_series WHERE channel = $1`,
		[channel],
	);

	return unpackHours(await readHourBlocks(schema.database, [channel]), only(rows));
}

async function freshGrid(channel: number, { firstDate, days }: HourGrid): Promise<HourGrid> {
	const grids = await readLocalHours(schema.database, [channel], {
		from: firstDate,
		to: addDays(firstDate, days),
		timeZone,
	});

	return { firstDate, days, kwh: grids.get(channel) ?? new Float64Array() };
}

describe('hours of the local clock', () => {
	test('spring lacks one, autumn’s two passes are one, and a hole is not known', async () => {
		const { channel } = await schema.addMeter();
		const period = { from: '2026-10-24', to: '2026-10-27' };
		await storeHours(schema.database, channel, period, (date, hour) =>
			date === '2026-10-26' && hour === 7 ? null : hour + 1,
		);
		const autumn = (await readLocalHours(schema.database, [channel], { ...period, timeZone })).get(channel);
		expect(autumn).toHaveLength(72);
		expect([...(autumn ?? [])].slice(24, 48)).toEqual(Array.from({ length: 24 }, (_, hour) => hour + 1));
		expect(autumn?.[48 + 7]).toBeNaN();

		const spring = { from: '2026-03-29', to: '2026-03-30' };
		await storeHours(schema.database, channel, spring, (_, hour) => hour + 1);
		const hours = (await readLocalHours(schema.database, [channel], { ...spring, timeZone })).get(channel);
		expect(hours?.[1]).toBe(2);
		expect(hours?.[2]).toBeNaN();
		expect(hours?.[3]).toBe(4);
	});

	test('an interval that reaches over an hour’s end leaves both hours unknown', async () => {
		const { channel } = await schema.addMeter();
		const [day] = localDays('2026-09-01', '2026-09-02', timeZone);
		if (!day) throw new Error('no day');
		await storeWindow(schema.database, {
			channel,
			metric: 'consumption',
			source: 'operator',
			days: [day],
			readings: [0, 5400, 7200].map((offset, index) => ({
				startSeconds: day.startSeconds + offset,
				durationSeconds: [5400, 1800, 3600][index] ?? 0,
				value: 1000,
				quality: 'raw',
			})),
			dayTotals: [],
			usualStepSeconds: undefined,
			asked: undefined,
		});
		const span = { from: '2026-09-01', to: '2026-09-02', timeZone };
		const hours = (await readLocalHours(schema.database, [channel], span)).get(channel);
		expect([...(hours ?? [])].slice(0, 4)).toEqual([NaN, NaN, 1, NaN]);
	});
});

test('whatever comes in which order, the kept hours are those of the readings', async () => {
	const last = '2026-11-10';
	await fc.assert(
		fc.asyncProperty(
			fc
				.array(
					fc.record({
						ago: fc.integer({ min: 4, max: 80 }),
						days: fc.integer({ min: 1, max: 30 }),
						factor: fc.integer({ min: 1, max: 9 }),
					}),
					{ minLength: 1, maxLength: 5 },
				)
				// Of a meter that has told nothing for two months nothing is kept.
				.filter((windows) => windows.some(({ ago }) => ago < 60)),
			async (windows) => {
				const { channel } = await schema.addMeter();
				for (const { ago, days, factor } of windows) {
					const from = addDays(last, -ago - days);
					const kwhOf: HourOf = (date, hour) =>
						(hour * factor + Number(date.slice(8))) % 13 === 0 ? null : (usualHour(date, hour) ?? 0) * factor;
					await storeHours(schema.database, channel, { from, to: addDays(last, -ago) }, kwhOf);
					await judgeDue(contextAt(last));
				}
				const kept = await keptGrid(channel);
				expect(kept.kwh).toEqual((await freshGrid(channel, kept)).kwh);
			},
		),
		{ numRuns: 8 },
	);
});

test('of a series that is usual but for surges the kept hours tell what the whole history does, as far back as alerts are held against it', () => {
	const settings = alertSettings.parse({});
	const days = 700;
	fc.assert(
		fc.property(fc.nat(10_000), (seed) => {
			const firstDate = '2024-12-01';
			const kwh = Float64Array.from({ length: days * 24 }, (_, cell) => {
				const day = Math.floor(cell / 24);
				const noise = Math.sin(cell * 12.9898 + seed) * 43_758.5453;
				const usual = usualHour(addDays(firstDate, day), cell % 24) ?? 0;
				const surge = (day * 7 + seed) % 61 < 2 ? 1.7 : 1;

				return Math.fround(usual * surge * (1 + 0.1 * (noise - Math.floor(noise) - 0.5)));
			});
			const skipped = days - LOOK_BACK_DAYS;
			const kept = {
				firstDate: addDays(firstDate, skipped),
				days: LOOK_BACK_DAYS,
				kwh: kwh.subarray(skipped * 24),
			};
			const since = days - JUDGED_DAYS;
			const whole = judgeSeries({ firstDate, days, kwh }, settings)
				.filter(({ fromHour }) => fromHour >= since * 24)
				.map(({ rule, fromHour, untilHour, isClosed }) => ({ rule, fromHour, untilHour, isClosed }));
			const short = judgeSeries(kept, settings)
				.filter(({ fromHour }) => fromHour + skipped * 24 >= since * 24)
				.map(({ rule, fromHour, untilHour, isClosed }) => ({
					rule,
					fromHour: fromHour + skipped * 24,
					untilHour: untilHour + skipped * 24,
					isClosed,
				}));

			expect(whole.length).toBeGreaterThan(0);
			expect(short).toEqual(whole);
		}),
		{ numRuns: 20 },
	);
});

test('retention takes hours to the day, of natural persons alone where it is theirs', async () => {
	const person = await schema.addMeter();
	const other = await schema.addMeter();
	await schema.database.query('UPDATE iot_devices SET personal = true WHERE id = $1', [person.device]);
	for (const { channel } of [person, other]) {
		await storeHours(schema.database, channel, { from: '2026-09-01', to: '2026-11-10' }, usualHour);
	}
	await judgeDue(contextAt('2026-11-10'));

	await purgeHours(schema.database, '2026-10-10', 'personal');
	expect((await keptGrid(other.channel)).firstDate).toBe('2026-09-01');
	const kept = await keptGrid(person.channel);
	expect(kept.firstDate).toBe('2026-10-10');
	const blocks = await readHourBlocks(schema.database, [person.channel]);
	const before = unpackHours(blocks, { firstDate: '2026-09-01', untilDate: '2026-10-10' });
	expect(before.kwh.every(Number.isNaN)).toBe(true);
	expect(kept.kwh).toEqual((await freshGrid(person.channel, kept)).kwh);

	await purgeHours(schema.database, '2026-12-01');
	expect(await readHourBlocks(schema.database, [person.channel, other.channel])).toEqual([]);
});
