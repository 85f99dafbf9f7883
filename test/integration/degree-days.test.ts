/** Comparisons without the cold's part, against a computation of their own, and in cases counted by hand. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, datesBetween } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { readStatistics } from '../../extensions/kilowatch/src/insight/statistics.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { storeTemperatures } from '../../extensions/kilowatch/src/storage/weather/temperatures.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

const zone = 'Europe/Paris';
const schemas: SchemaForTest[] = [];
let schema: SchemaForTest;
let channel: number;

beforeEach(async () => {
	schema = await createSchema();
	schemas.push(schema);
	({ channel } = await schema.addMeter('22516914714270'));
});
afterAll(async () => {
	for (const one of schemas) await one.drop();
});

/** January and July differ as they do, and no two days are alike. */
function meanOf(date: string): number {
	const day = Date.parse(date) / 86_400_000;

	return (
		11 - 9 * Math.cos((2 * Math.PI * (day - 20)) / 365.25) + 4 * Math.sin(day * 1.7) + 2 * Math.sin(day * 0.6)
	);
}

async function storeWeather(from: string, to: string, meanAt: (date: string) => number | undefined = meanOf) {
	await storeTemperatures(schema.database, schema.building, {
		days: datesBetween(from, to).flatMap((date) => {
			const mean = meanAt(date);

			return mean === undefined ? [] : [{ date, mean, min: mean - 4, max: mean + 5 }];
		}),
		source: 'push',
	});
}

async function storeUse(
	from: string,
	to: string,
	energyAt: (date: string) => number | undefined,
	of = channel,
): Promise<void> {
	await storeWindow(schema.database, {
		channel: of,
		metric: 'consumption',
		source: 'operator',
		days: localDays(from, to, zone),
		readings: [],
		dayTotals: datesBetween(from, to).flatMap((date) => {
			const value = energyAt(date);

			return value === undefined ? [] : [{ date, value }];
		}),
		usualStepSeconds: 1800,
		asked: undefined,
	});
}

async function setBuilding(values: Readonly<Record<string, string | number | null>>): Promise<void> {
	for (const [column, value] of Object.entries(values)) {
		await schema.database.query(`UPDATE buildings SET ${column} = $2 WHERE id = $1`, [
			schema.building,
			value,
		]);
	}
}

async function compare(from: string, to: string) {
	const { statistics } = await readStatistics(schema.database, {
		building: schema.building,
		period: { from, to },
		timeZone: zone,
		mayReadPersonalData: true,
	});

	return statistics.comparison;
}

/** By the book: sums of squares over the pairs of days, computed from what was stored and nothing else. */
function expected({
	period,
	back,
	reference,
	degreesOf,
	energyOf,
}: {
	period: [string, string];
	back: number;
	reference: [string, string];
	degreesOf: (date: string) => number | undefined;
	energyOf: (date: string) => number | undefined;
}) {
	const points = datesBetween(...reference).flatMap((date) => {
		const [x, y] = [degreesOf(date), energyOf(date)];

		return x === undefined || y === undefined ? [] : [[x, y] as const];
	});
	const n = points.length;
	const sum = (of: (x: number, y: number) => number) => points.reduce((total, [x, y]) => total + of(x, y), 0);
	const [sx, sy, sxx, syy, sxy] = [
		sum((x) => x),
		sum((_, y) => y),
		sum((x) => x * x),
		sum((_, y) => y * y),
		sum((x, y) => x * y),
	] as const;
	const slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
	const correlation = (n * sxy - sx * sy) / Math.sqrt((n * sxx - sx * sx) * (n * syy - sy * sy));
	const totals = { days: 0, current: 0, earlier: 0, currentWh: 0, earlierWh: 0 };
	for (const date of datesBetween(...period)) {
		const counterpart = addDays(date, -back);
		const values = [degreesOf(date), degreesOf(counterpart), energyOf(date), energyOf(counterpart)];
		if (values.includes(undefined)) continue;
		const [current = 0, earlier = 0, currentWh = 0, earlierWh = 0] = values;
		totals.days += 1;
		totals.current += current;
		totals.earlier += earlier;
		totals.currentWh += currentWh;
		totals.earlierWh += earlierWh;
	}
	const corrected = totals.earlierWh + slope * (totals.current - totals.earlier);

	return {
		...totals,
		n,
		slope,
		height: (sy - slope * sx) / n,
		explained: correlation ** 2,
		corrected,
		change: totals.currentWh / corrected - 1,
	};
}

const methods = {
	// The middle of lowest and highest is half a degree above the mean here.
	FR: { method: 'min_max', base: 18, of: (date: string) => Math.max(0, 18 - meanOf(date) - 0.5) },
	BE: {
		method: 'equivalent',
		base: 16.5,
		of: (date: string) =>
			Math.max(
				0,
				16.5 - 0.6 * meanOf(date) - 0.3 * meanOf(addDays(date, -1)) - 0.1 * meanOf(addDays(date, -2)),
			),
	},
} as const;

describe.each(['FR', 'BE'] as const)('a building in %s, heated with electricity', (country) => {
	const { method, base, of } = methods[country];

	test('is compared as the book says, over holes in its days and in its weather', async () => {
		await setBuilding({ country, heating: 'electric' });
		const weekday = (date: string) => new Date(date).getUTCDay();
		const hasWeather = (date: string) => date !== '2026-01-12' && date !== '2024-12-27';
		await storeWeather('2023-12-01', '2026-02-01', (date) => (hasWeather(date) ? meanOf(date) : undefined));
		const use = (date: string): number | undefined => {
			if (date.endsWith('-17')) return undefined;
			const saved = date >= '2026-01-01' ? 0.85 : 1;

			return Math.round(
				saved * (8_000 + 700 * of(date) + 300 * weekday(date) + 500 * Math.sin(Date.parse(date) / 5e8)),
			);
		};
		await storeUse('2024-01-01', '2026-02-01', use);
		const degreesOf = (date: string) => {
			const needs = method === 'equivalent' ? [date, addDays(date, -1), addDays(date, -2)] : [date];

			return needs.every(hasWeather) ? of(date) : undefined;
		};

		const { last_year: lastYear, previous } = await compare('2026-01-01', '2026-02-01');
		for (const [comparison, back, reference] of [
			[lastYear, 364, ['2024-02-03', '2025-02-02']],
			[previous, 31, ['2025-01-01', '2026-01-01']],
		] as const) {
			const book = expected({
				period: ['2026-01-01', '2026-02-01'],
				back,
				reference: [...reference],
				degreesOf,
				energyOf: use,
			});
			const { degree_days: corrected } = comparison;
			expect(corrected).toMatchObject({
				method,
				base_celsius: base,
				days_compared: book.days,
				current_wh: book.currentWh,
				earlier_wh: book.earlierWh,
				obstacle: null,
				sources: ['push'],
				days_preliminary: 0,
				reference: { from: reference[0], to: reference[1], days: book.n },
			});
			expect(corrected.current).toBeCloseTo(book.current, 6);
			expect(corrected.earlier).toBeCloseTo(book.earlier, 6);
			expect(corrected.reference?.wh_per_degree_day).toBeCloseTo(book.slope, 6);
			expect(corrected.reference?.wh_per_day).toBeCloseTo(book.height, 4);
			expect(corrected.reference?.explained).toBeCloseTo(book.explained, 9);
			expect(corrected.earlier_corrected_wh).toBeCloseTo(book.corrected, 3);
			expect(corrected.change).toBeCloseTo(book.change, 9);
			expect(corrected.days_compared).toBeLessThan(comparison.days_compared);
		}
		// Fifteen per cent were saved, whatever the two Januaries were like.
		expect(lastYear.degree_days.change).toBeGreaterThan(-0.18);
		expect(lastYear.degree_days.change).toBeLessThan(-0.12);
	});
});

describe('counted by hand', () => {
	/** 10 kWh a day and 1 kWh for each degree day of 18 less the mean. */
	const follow =
		(shift = 0) =>
		(date: string) =>
			10_000 + 1_000 * Math.max(0, 18 - (meanOf(date) + shift));

	beforeEach(() => setBuilding({ heating: 'electric', degree_day_method: 'mean', degree_day_base: 18 }));

	test('a winter four degrees milder is no saving', async () => {
		// A heating season of which every day has degree days, also when it is milder.
		const cold = (date: string) => (date >= '2026-01-01' ? meanOf(date) + 4 : meanOf(date)) / 2;
		await storeWeather('2024-01-01', '2026-02-01', cold);
		await storeUse('2024-01-01', '2026-02-01', (date) => 10_000 + 1_000 * Math.max(0, 18 - cold(date)));
		const { last_year: lastYear } = await compare('2026-01-01', '2026-02-01');
		expect(Math.abs(lastYear.change ?? 0)).toBeGreaterThan(0.01);
		expect(lastYear.degree_days.change).toBeCloseTo(0, 9);
		expect(lastYear.degree_days.reference).toMatchObject({ days: 365 });
		expect(lastYear.degree_days.reference?.wh_per_degree_day).toBeCloseTo(1_000, 6);
	});

	test('method and base of the building are its own, and are told', async () => {
		await setBuilding({ degree_day_method: 'min_max', degree_day_base: 17 });
		await storeWeather('2024-01-01', '2026-02-01');
		await storeUse('2024-01-01', '2026-02-01', follow());
		const { last_year: lastYear } = await compare('2026-01-01', '2026-02-01');
		expect(lastYear.degree_days).toMatchObject({ method: 'min_max', base_celsius: 17, obstacle: null });
		const degrees = datesBetween('2026-01-01', '2026-02-01').map((date) =>
			Math.max(0, 17 - (meanOf(date) + 0.5)),
		);
		expect(lastYear.degree_days.current).toBeCloseTo(
			degrees.reduce((sum, one) => sum + one, 0),
			9,
		);
	});

	test('without temperatures nothing is corrected, and it is said why', async () => {
		await storeUse('2024-01-01', '2026-02-01', follow());
		const { last_year: lastYear } = await compare('2026-01-01', '2026-02-01');
		expect(lastYear.change).not.toBeNull();
		expect(lastYear.degree_days).toEqual({
			method: 'mean',
			base_celsius: 18,
			days_compared: 0,
			current: 0,
			earlier: 0,
			current_wh: 0,
			earlier_wh: 0,
			earlier_corrected_wh: null,
			change: null,
			obstacle: 'few_temperatures',
			reference: null,
			sources: [],
			days_preliminary: 0,
		});
	});

	test('temperatures on fewer than half of the compared days are too few', async () => {
		await storeWeather('2024-01-01', '2026-01-16');
		await storeUse('2024-01-01', '2026-02-01', follow());
		const { last_year: lastYear } = await compare('2026-01-01', '2026-02-01');
		expect(lastYear.degree_days).toMatchObject({
			days_compared: 15,
			obstacle: 'few_temperatures',
			change: null,
		});
		await storeWeather('2026-01-16', '2026-01-17');
		const again = await compare('2026-01-01', '2026-02-01');
		expect(again.last_year.degree_days).toMatchObject({ days_compared: 16, obstacle: null });
	});

	test.each([
		['gas', 'not_electric'],
		['district', 'not_electric'],
		['none', 'not_electric'],
		['heat_pump', null],
		['other', null],
		[null, null],
	])('heated with %s: %s', async (heating, obstacle) => {
		await setBuilding({ heating });
		await storeWeather('2024-01-01', '2026-02-01');
		await storeUse('2024-01-01', '2026-02-01', follow());
		const { degree_days: corrected } = (await compare('2026-01-01', '2026-02-01')).last_year;
		expect(corrected.obstacle).toBe(obstacle);
		expect(corrected.change === null).toBe(obstacle !== null);
		// How cold it was is told all the same.
		expect(corrected.current).toBeGreaterThan(100);
	});

	test('a building whose days do not follow the cold is not corrected', async () => {
		await storeWeather('2024-01-01', '2026-02-01');
		await storeUse(
			'2024-01-01',
			'2026-02-01',
			(date) => 10_000 + ((Date.parse(date) / 86_400_000) % 7) * 500,
		);
		const { last_year: lastYear } = await compare('2026-01-01', '2026-02-01');
		expect(lastYear.change).not.toBeNull();
		expect(lastYear.degree_days).toMatchObject({ obstacle: 'not_dependent', change: null });
		expect(lastYear.degree_days.reference?.explained).toBeLessThan(0.25);
	});

	test('a few weeks do not tell how a building follows the cold', async () => {
		await storeWeather('2024-01-01', '2026-02-01');
		await storeUse('2025-11-25', '2026-02-01', follow());
		const { previous } = await compare('2026-01-01', '2026-02-01');
		expect(previous.degree_days).toMatchObject({
			obstacle: 'few_reference_days',
			reference: { days: 37 },
			days_compared: 31,
		});
	});

	test('where the periods cannot be compared at all, nothing is corrected', async () => {
		await storeWeather('2024-01-01', '2026-02-01');
		const { last_year: lastYear } = await compare('2026-01-01', '2026-02-01');
		expect(lastYear).toMatchObject({ obstacle: 'no_common_days', degree_days: { obstacle: 'not_compared' } });
	});

	test('days on which the building had other meters do not count in the reference', async () => {
		const stopped = await schema.addMeter('22516914714288');
		await schema.database.query(`UPDATE iot_devices SET status = 'stopped' WHERE id = $1`, [stopped.device]);
		await storeWeather('2024-01-01', '2026-02-01');
		await storeUse('2024-01-01', '2026-02-01', follow());
		// Read for the first hundred days of the reference alone, and not a small user.
		await storeUse('2024-02-03', '2024-05-13', () => 90_000, stopped.channel);
		const { last_year: lastYear } = await compare('2026-01-01', '2026-02-01');
		expect(lastYear.degree_days).toMatchObject({ obstacle: null, reference: { days: 265 } });
		expect(lastYear.degree_days.reference?.wh_per_degree_day).toBeCloseTo(1_000, 6);
	});

	test('who told the temperatures is told, and how many of them are yet to settle', async () => {
		await storeWeather('2024-01-01', '2026-01-25');
		await storeTemperatures(schema.database, schema.building, {
			days: datesBetween('2026-01-25', '2026-02-01').map((date) => ({ date, mean: 5, min: 1, max: 9 })),
			source: 'open_meteo',
			preliminary: true,
		});
		await storeUse('2024-01-01', '2026-02-01', follow());
		const { last_year: lastYear } = await compare('2026-01-01', '2026-02-01');
		expect(lastYear.degree_days).toMatchObject({ sources: ['open_meteo', 'push'], days_preliminary: 7 });
	});
});
