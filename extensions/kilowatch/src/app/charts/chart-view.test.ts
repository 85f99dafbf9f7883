import { describe, expect, test } from 'vitest';
import { translator } from '../locales/translate.ts';
import { curveView, dayView } from './chart-view.ts';
import type { DaySlot } from './day-series.ts';

const english = { metric: 'consumption', translate: translator('en-US') } as const;
const spaced = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, ' ');

const days: DaySlot[] = [
	{ key: '2026-10-01', value: 100_000, state: 'known' },
	{ key: '2026-10-02', value: 250_000, state: 'known' },
	{ key: '2026-10-03', value: 40_000, state: 'partial' },
	{ key: '2026-10-04', value: null, state: 'missing' },
];
const period = { from: '2026-10-01', to: '2026-10-05' };

describe('dayView', () => {
	test('draws one scale for all bars and leaves holes out', () => {
		const view = dayView(days, period, english);

		expect(view.unit).toBe('kWh');
		expect(view.marks.map(({ value }) => value)).toEqual([100, 250, 40, null]);
		expect(view.marks.map(({ tick }) => tick)).toEqual(['Oct 1', 'Oct 2', 'Oct 3', 'Oct 4']);
		expect(view.marks[3]?.text).toBe('no data');
		expect(view.isEmpty).toBe(false);
	});

	test('says in a sentence what a look at the chart says', () => {
		expect(spaced(dayView(days, period, english).summary)).toBe(
			'Consumption from Oct 1, 2026 to Oct 4, 2026: 390 kWh in total, highest 250 kWh (Fri, Oct 2, 2026). 1 incomplete, 1 without data.',
		);
	});

	test('the average leaves incomplete days out and says so', () => {
		const view = dayView(days, period, english);

		expect(view.figures.map(({ label, value, note }) => [label, spaced(value), note])).toEqual([
			['Total', '390 kWh', ''],
			['Average a day', '175 kWh', 'incomplete days left out'],
			['Highest day', '250 kWh', 'Fri, Oct 2, 2026'],
			['Days known', '3 of 4', ''],
		]);
		expect(view.average?.value).toBe(175);
	});

	test('long periods are months', () => {
		const view = dayView(days, { from: '2026-01-01', to: '2026-10-05' }, english);

		expect(view.marks.map(({ label, value, state }) => [label, value, state])).toEqual([
			['October 2026', 390, 'partial'],
		]);
		expect(view.average).toBeNull();
	});

	test('no data is an empty view, not a zero', () => {
		const view = dayView([{ key: '2026-10-01', value: null, state: 'missing' }], period, english);

		expect(view.isEmpty).toBe(true);
		expect(view.summary).toBe('Consumption from Oct 1, 2026 to Oct 4, 2026: no data.');
		expect(view.figures.map(({ value }) => value)).toEqual(['–', '0 of 1']);
	});

	test('temperatures have no total', () => {
		const view = dayView(
			[
				{ key: '2026-10-01', value: 20, state: 'known' },
				{ key: '2026-10-02', value: 22, state: 'known' },
			],
			{ from: '2026-10-01', to: '2026-10-03' },
			{ ...english, metric: 'temperature' },
		);

		expect(view.figures.map(({ label, value }) => [label, spaced(value)])).toEqual([
			['Average', '21 °C'],
			['Highest day', '22 °C'],
			['Days known', '2 of 2'],
		]);
	});
});

describe('dayView of maximum powers', () => {
	const powers: DaySlot[] = [
		{ key: '2026-10-01', value: 4_200, state: 'known' },
		{ key: '2026-10-02', value: 7_740, state: 'known' },
		{ key: '2026-10-03', value: null, state: 'missing' },
	];
	const subject = { ...english, metric: 'max_power' } as const;
	const threeDays = { from: '2026-10-01', to: '2026-10-04' };

	test('the subscribed power of one meter is a level in the unit of the bars', () => {
		const view = dayView(powers, threeDays, { ...subject, subscribedPowerVa: 9_000 });

		expect(view.unit).toBe('kVA');
		expect(view.tone).toBe('power');
		expect(view.limit?.value).toBe(9);
		expect(spaced(view.limit?.label)).toBe('Subscribed power 9 kVA');
		expect(view.figures.map(({ label, value, note }) => [label, spaced(value), note])).toEqual([
			['Highest day', '7.74 kVA', 'Fri, Oct 2, 2026'],
			['Subscribed power', '9 kVA', 'highest: 86% of it'],
			['Days known', '2 of 3', ''],
		]);
	});

	test('a level above all bars decides on the scale, too', () => {
		const low: DaySlot[] = [{ key: '2026-10-01', value: 420, state: 'known' }];
		const view = dayView(low, threeDays, { ...subject, subscribedPowerVa: 36_000 });

		expect([view.unit, view.limit?.value, view.marks[0]?.value]).toEqual(['kVA', 36, 0.42]);
	});

	test('of several meters there is no level, and never a sum or an average', () => {
		const view = dayView(powers, threeDays, subject);

		expect(view.limit).toBeNull();
		expect(view.average).toBeNull();
		expect(view.figures.map(({ label }) => label)).toEqual(['Highest day', 'Days known']);
		expect(view.summary).not.toContain('total');
	});

	test('months have the highest of their days', () => {
		const view = dayView(powers, { from: '2026-01-01', to: '2026-10-04' }, subject);

		expect(view.marks.map(({ key, value }) => [key, value])).toEqual([['2026-10', 7.74]]);
	});
});

test('energies are not compared with a power', () => {
	expect(dayView(days, period, { ...english, subscribedPowerVa: 9_000 }).limit).toBeNull();
});

test('production has a colour of its own', () => {
	expect(dayView(days, period, { ...english, metric: 'production' }).tone).toBe('production');
	expect(dayView(days, period, english).tone).toBe('consumption');
});

test('curveView shows mean power and adds energy', () => {
	const startSeconds = Date.parse('2026-10-01T22:00:00Z') / 1000;
	const view = curveView(
		{
			stepSeconds: 1800,
			slots: [
				{ startSeconds, value: 1000, state: 'known' },
				{ startSeconds: startSeconds + 1800, value: 2000, state: 'known' },
				{ startSeconds: startSeconds + 3600, value: null, state: 'missing' },
			],
		},
		{ from: '2026-10-02', to: '2026-10-03', timezone: 'Europe/Paris' },
		english,
	);

	expect(view.unit).toBe('kW');
	expect(view.marks.map(({ value }) => value)).toEqual([2, 4, null]);
	expect(view.figures.map(({ label, value, note }) => [label, spaced(value), note])).toEqual([
		['Total', '3 kWh', ''],
		['Average power', '3 kW', ''],
		['Highest power', '4 kW', 'Fri, Oct 2, 00:30 GMT+2'],
		['Intervals known', '2 of 3', ''],
	]);
});
