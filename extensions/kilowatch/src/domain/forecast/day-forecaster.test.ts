import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DayForecaster, LEAST_DAYS, type ForecastContext } from './day-forecaster.ts';
import { dateOf, FIRST_DATE, madeUpDays, usualOf } from './days.fixture.ts';

function forecasterOf(kwh: ArrayLike<number>, context: ForecastContext = {}): DayForecaster {
	const forecaster = new DayForecaster(FIRST_DATE, kwh.length, context);
	for (const value of Array.from(kwh)) forecaster.learn(value);

	return forecaster;
}

/** Mean distance from what is usual, relative. */
function errorFrom(first: number, predicted: Float64Array, factor = 1): number {
	const distances = Array.from(predicted, (kwh, place) =>
		Math.abs(kwh / (factor * usualOf(first + place)) - 1),
	);

	return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
}

describe('histories of every length', () => {
	test('fewer than two weeks of known days give none', () => {
		const days = madeUpDays({ days: LEAST_DAYS - 1 });
		expect(forecasterOf(days.kwh).forecast(30)).toBeUndefined();
		expect(forecasterOf(days.kwh).forecastSum(30)).toBeUndefined();
		expect(forecasterOf(new Float64Array(100).fill(NaN)).forecast(30)).toBeUndefined();
	});

	test.each([
		[14, 0.15, 0],
		[28, 0.1, 0],
		[60, 0.1, 0.5],
		[200, 0.12, 1],
		[366, 0.1, 1],
		[730, 0.05, 1],
	])('%i days are off by less than %f', (length, most, own) => {
		const forecaster = forecasterOf(madeUpDays({ days: length }).kwh);
		const forecast = forecaster.forecast(30);
		expect(errorFrom(length, forecast?.predicted ?? new Float64Array())).toBeLessThan(most);
		expect(forecaster.ownErrorShare).toBeCloseTo(own, 9);
	});

	test('a whole year ahead knows the seasons once a year is known', () => {
		const predicted = forecasterOf(madeUpDays().kwh).predict(365);
		expect(errorFrom(730, predicted ?? new Float64Array())).toBeLessThan(0.06);
	});
});

describe('what the past may hold', () => {
	test('holes', () => {
		const { kwh } = madeUpDays();
		for (let day = 0; day < kwh.length; day += 1) {
			if (day % 11 === 3 || (day > 400 && day < 440) || day > 720) kwh[day] = NaN;
		}
		expect(errorFrom(730, forecasterOf(kwh).predict(30) ?? new Float64Array())).toBeLessThan(0.06);
	});

	test('zeros before the meter measured, days at a standstill and a wrong unit change next to nothing', () => {
		const { kwh } = madeUpDays();
		kwh.fill(0, 0, 60);
		kwh.fill(0, 500, 505);
		kwh.fill(0, 726, 730);
		kwh[650] = (kwh[650] ?? 0) * 1_000;
		expect(errorFrom(730, forecasterOf(kwh).predict(30) ?? new Float64Array())).toBeLessThan(0.06);
	});

	test('a building that is off stays off until it is not', () => {
		const { kwh } = madeUpDays({ days: 400 });
		kwh.fill(0, 390, 400);
		const forecaster = forecasterOf(kwh);
		expect(forecaster.isOff).toBe(true);
		expect(forecaster.predict(3)).toEqual(new Float64Array(3));

		const back = Float64Array.from({ length: 402 }, (_, day) => (day < 400 ? (kwh[day] ?? 0) : usualOf(day)));
		expect(errorFrom(402, forecasterOf(back).predict(30) ?? new Float64Array())).toBeLessThan(0.12);
	});

	test('closed weekends are no standstill', () => {
		const { kwh } = madeUpDays({ days: 200 });
		for (let day = 0; day < 200; day++) if (day % 7 > 4) kwh[day] = 0;
		const predicted = forecasterOf(kwh).predict(7) ?? new Float64Array();
		// Day 200 is a Friday.
		expect(Array.from(predicted, (value) => value > 10)).toEqual([
			true,
			false,
			false,
			true,
			true,
			true,
			true,
		]);
	});

	test('a lasting change of level is the new usual within weeks', () => {
		const { kwh } = madeUpDays();
		for (let day = 690; day < 730; day++) kwh[day] = 0.6 * (kwh[day] ?? 0);
		expect(errorFrom(730, forecasterOf(kwh).predict(30) ?? new Float64Array(), 0.6)).toBeLessThan(0.1);
	});

	test('only zeros, one value, or wild values never give anything that is not a number', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(fc.constant(0), fc.constant(NaN), fc.double({ min: -1e9, max: 1e12, noNaN: true })),
					{
						minLength: 14,
						maxLength: 450,
					},
				),
				(kwh) => {
					const forecast = forecasterOf(kwh).forecast(40);
					for (const values of forecast ? [forecast.predicted, forecast.lower, forecast.upper] : []) {
						expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
					}
				},
			),
			{ numRuns: 60 },
		);
		const constant = forecasterOf(new Float64Array(400).fill(5)).forecast(10);
		expect(constant?.predicted.every((value) => Math.abs(value - 5) < 1e-6)).toBe(true);
	});
});

describe('holidays and weather', () => {
	/** Every fourth Wednesday; the next one is the first day to come. */
	const isHoliday = (date: string) => holidays.has(date);
	const holidays = new Set(Array.from({ length: 40 }, (_, index) => dateOf(28 * index + 2)));

	test('a building that closes on holidays is forecast closed on the next one, and open on one that it does not keep', () => {
		const { kwh } = madeUpDays();
		const closing = kwh.map((value, day) => (isHoliday(dateOf(day)) ? value / 2 : value));
		const first = (values: Float64Array, context: ForecastContext) =>
			(forecasterOf(values, context).predict(1)?.[0] ?? NaN) / usualOf(730);

		expect(first(closing, { isHoliday })).toBeCloseTo(0.5, 1);
		expect(first(closing, {})).toBeGreaterThan(0.75);
		expect(first(kwh, { isHoliday })).toBeCloseTo(1, 1);
	});

	test('what is expected of the weather does not know the days to come', () => {
		const { kwh } = madeUpDays({ days: 500 });
		const cold = Float64Array.from({ length: 600 }, (_, day) =>
			Math.max(0, 8 + 8 * Math.cos((2 * Math.PI * day) / 365)),
		);
		for (let day = 0; day < 500; day++) kwh[day] = (kwh[day] ?? 0) + 3 * (cold[day] ?? 0);
		const known = forecasterOf(kwh, { degreeDays: [cold] }).predict(30);
		const unknown = forecasterOf(kwh, {
			degreeDays: [cold.map((value, day) => (day < 500 ? value : 99))],
		}).predict(30);
		expect(known).toEqual(unknown);
	});
});

test('a forecast is made from the days before it alone', () => {
	const { kwh } = madeUpDays({ days: 600 });
	const other = kwh.map((value, day) => (day < 400 ? value : 3 * value + 17));
	const at400 = (values: Float64Array) => {
		const forecaster = new DayForecaster(FIRST_DATE, values.length);
		for (const value of values.subarray(0, 400)) forecaster.learn(value);

		return forecaster.forecast(30);
	};
	expect(at400(kwh)).toEqual(at400(other));
});

test('four days in five lie in their ranges, and sums as well', () => {
	let [days, daysHeld, sums, sumsHeld] = [0, 0, 0, 0];
	for (const seed of [1, 2, 3, 4, 5, 6]) {
		const { kwh } = madeUpDays({ seed, days: 760, noise: 0.15 });
		const forecaster = new DayForecaster(FIRST_DATE, kwh.length);
		for (const [day, value] of kwh.entries()) {
			if (day > 300 && day <= 730 && day % 30 === 0) {
				const forecast = forecaster.forecast(30);
				const sum = forecaster.forecastSum(30);
				const actual = kwh.subarray(day, day + 30);
				const total = actual.reduce((all, one) => all + one, 0);
				sums += 1;
				if (sum && total >= sum.lower && total <= sum.upper) sumsHeld += 1;
				for (const [place, one] of actual.entries()) {
					days += 1;
					if (one >= (forecast?.lower[place] ?? NaN) && one <= (forecast?.upper[place] ?? NaN)) daysHeld += 1;
				}
			}
			forecaster.learn(value);
		}
	}
	expect(daysHeld / days).toBeGreaterThan(0.72);
	expect(daysHeld / days).toBeLessThan(0.9);
	expect(sumsHeld / sums).toBeGreaterThan(0.65);
});
