import { describe, expect, test } from 'vitest';
import { addDays } from '../local-days.ts';
import { dateOf, madeUpDays } from './days.fixture.ts';
import { forecastEnergy } from './forecast-energy.ts';

const series = madeUpDays({ days: 700, noise: 0.02 });
const sum = (from: number, to: number) => series.kwh.slice(from, to).reduce((all, kwh) => all + kwh, 0);
const daysTo = (date: string) => Math.round((Date.parse(date) - Date.parse(dateOf(0))) / 86_400_000);

describe('forecastEnergy', () => {
	const today = '2025-10-20';
	const forecast = forecastEnergy({
		series,
		today,
		context: {},
		replay: { months: 3, knownDays: 15 },
	});

	test('tells the next days, the month and the year', () => {
		expect(forecast.obstacle).toBeUndefined();
		expect(forecast.days).toHaveLength(30);
		expect(forecast.days[0]?.date).toBe(today);
		expect(forecast.month).toMatchObject({ from: '2025-10-01', to: '2025-11-01', days: 31, knownDays: 19 });
		expect(forecast.month.known).toBeCloseTo(sum(daysTo('2025-10-01'), daysTo(today)), 6);
		expect(
			(forecast.month.total?.predicted ?? 0) / sum(daysTo('2025-10-01'), daysTo('2025-11-01')),
		).toBeCloseTo(1, 1);
		expect(forecast.year).toMatchObject({
			from: '2025-01-01',
			to: '2026-01-01',
			days: 365,
			estimatedDays: 0,
		});
	});

	test('of months past tells what it would have told then: the same as when it was then', () => {
		const [july] = forecast.replayed;
		const then = forecastEnergy({ series, today: '2025-07-16', context: {} });
		expect(forecast.replayed.map(({ from }) => from)).toEqual(['2025-07-01', '2025-08-01', '2025-09-01']);
		expect(july).toEqual(then.month);
	});

	test('a month that has just begun is all forecast; one that is all but over hardly', () => {
		const first = forecastEnergy({ series, today: '2025-10-01', context: {} }).month;
		const last = forecastEnergy({ series, today: '2025-10-31', context: {} }).month;
		const width = ({ total }: typeof first) => (total?.upper ?? NaN) - (total?.lower ?? NaN);
		expect(first).toMatchObject({ knownDays: 0, known: 0 });
		expect(last).toMatchObject({ knownDays: 30 });
		expect(width(last)).toBeLessThan(width(first) / 5);
		expect(last.total?.lower).toBeGreaterThanOrEqual(last.known);
	});

	test('days that have passed and are not known count as was to be expected; too many of them leave no total', () => {
		const holes = { ...series, kwh: series.kwh.slice() };
		const first = daysTo('2025-10-01');
		holes.kwh.fill(NaN, first, first + 5);
		const { month } = forecastEnergy({ series: holes, today, context: {} });
		expect(month).toMatchObject({ knownDays: 14, estimatedDays: 5 });
		expect((month.total?.predicted ?? 0) / (forecast.month.total?.predicted ?? 1)).toBeCloseTo(1, 1);

		holes.kwh.fill(NaN, first, first + 11);
		expect(forecastEnergy({ series: holes, today, context: {} }).month.total).toBeUndefined();
	});

	test('after a silence it goes on from the last known day, and gives up after 45', () => {
		const silent = { ...series, kwh: series.kwh.slice(0, daysTo('2025-10-10')) };
		expect(forecastEnergy({ series: silent, today, context: {} })).toMatchObject({
			obstacle: undefined,
			lastKnownDate: '2025-10-09',
			month: { knownDays: 9, estimatedDays: 0 },
		});
		const given = forecastEnergy({ series: silent, today: addDays('2025-10-10', 46), context: {} });
		expect(given).toMatchObject({ obstacle: 'no_recent_days', days: [], month: { total: undefined } });
	});

	test('without a day there is nothing', () => {
		const nothing = forecastEnergy({
			series: { firstDate: today, kwh: new Float64Array(0) },
			today,
			context: {},
		});
		expect(nothing).toMatchObject({
			obstacle: 'too_few_days',
			lastKnownDate: undefined,
			year: { knownDays: 0, total: undefined },
		});
	});
});
