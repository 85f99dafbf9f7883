import { expect, test } from 'vitest';
import { datesBetween } from '../../domain/local-days.ts';
import type { DayReading } from '../../shared/http-contract/readings.ts';
import { combine, daySeries, monthSeries } from './day-series.ts';

function day(date: string, value: number | null, more: Partial<DayReading> = {}): DayReading {
	return {
		device: 'a',
		channel: 1,
		register: 'total',
		date,
		value,
		curve_value: value,
		points_expected: 48,
		points_received: value === null ? 0 : 48,
		status: value === null ? 'missing' : 'complete',
		...more,
	};
}

test('every date of the period has a slot; holes stay holes', () => {
	const rows = [day('2026-10-01', 100), day('2026-10-03', null)];

	expect(daySeries(rows, '2026-10-01', '2026-10-05', 'consumption')).toEqual([
		{ key: '2026-10-01', value: 100, state: 'known' },
		{ key: '2026-10-02', value: null, state: 'missing' },
		{ key: '2026-10-03', value: null, state: 'missing' },
		{ key: '2026-10-04', value: null, state: 'missing' },
	]);
});

test('a zero is a value', () => {
	expect(daySeries([day('2026-10-01', 0)], '2026-10-01', '2026-10-02', 'consumption')).toEqual([
		{ key: '2026-10-01', value: 0, state: 'known' },
	]);
});

test('the sum of an incomplete curve is partial, the total of the operator is not', () => {
	const rows = [
		day('2026-10-01', null, { status: 'partial', points_received: 40, curve_value: 80 }),
		day('2026-10-02', 100, { status: 'partial', points_received: 40, curve_value: 83 }),
		day('2026-10-03', null, { status: 'final', points_received: 47, curve_value: 90 }),
	];

	expect(daySeries(rows, '2026-10-01', '2026-10-04', 'consumption')).toEqual([
		{ key: '2026-10-01', value: 80, state: 'partial' },
		{ key: '2026-10-02', value: 100, state: 'known' },
		{ key: '2026-10-03', value: 90, state: 'partial' },
	]);
});

test('meters are added; a meter is expected from its first day on', () => {
	const rows = [
		day('2026-10-01', 100),
		day('2026-10-02', 100),
		day('2026-10-03', 100),
		day('2026-10-02', 10, { device: 'b' }),
	];

	expect(daySeries(rows, '2026-10-01', '2026-10-04', 'consumption')).toEqual([
		{ key: '2026-10-01', value: 100, state: 'known' },
		{ key: '2026-10-02', value: 110, state: 'known' },
		{ key: '2026-10-03', value: 100, state: 'partial' },
	]);
});

test('a meter that went silent before the period makes its days incomplete', () => {
	const rows = [day('2026-10-01', 100), day('2026-10-02', 100)];
	const knownSince = { a: '2025-01-01', silent: '2025-01-01', later: '2026-10-02' };
	const states = (since?: Record<string, string>) =>
		daySeries(rows, '2026-10-01', '2026-10-03', 'consumption', since).map(({ value, state }) => [
			value,
			state,
		]);

	expect(states()).toEqual([
		[100, 'known'],
		[100, 'known'],
	]);
	expect(states(knownSince)).toEqual([
		[100, 'partial'],
		[100, 'partial'],
	]);
	expect(states({ later: '2026-10-02' })).toEqual([
		[100, 'known'],
		[100, 'partial'],
	]);
});

test('the total register counts once; without it the parts are added', () => {
	const rows = [
		day('2026-10-01', 100),
		day('2026-10-01', 60, { register: 'peak' }),
		day('2026-10-01', 40, { register: 'off_peak' }),
		day('2026-10-02', 61, { register: 'peak' }),
		day('2026-10-02', 41, { register: 'off_peak' }),
		day('2026-10-03', 62, { register: 'peak' }),
		day('2026-10-03', null, { register: 'off_peak' }),
	];

	expect(daySeries(rows, '2026-10-01', '2026-10-04', 'consumption')).toEqual([
		{ key: '2026-10-01', value: 100, state: 'known' },
		{ key: '2026-10-02', value: 102, state: 'known' },
		{ key: '2026-10-03', value: 62, state: 'partial' },
	]);
});

test('months add their days and show what is missing', () => {
	const rows = datesBetween('2024-01-30', '2024-04-01')
		.filter((date) => date !== '2024-03-15')
		.map((date) => day(date, 1));
	const days = daySeries(rows, '2024-01-30', '2024-04-01', 'consumption');

	expect(monthSeries(days, 'consumption')).toEqual([
		{ key: '2024-01', value: 2, state: 'partial' },
		{ key: '2024-02', value: 29, state: 'known' },
		{ key: '2024-03', value: 30, state: 'partial' },
	]);
});

test('metrics combine by their own rule', () => {
	expect(combine([1, 5], 'consumption')).toBe(6);
	expect(combine([1, 5], 'max_power')).toBe(5);
	expect(combine([1, 5], 'temperature')).toBe(3);
	expect(combine([], 'consumption')).toBeNull();
});
