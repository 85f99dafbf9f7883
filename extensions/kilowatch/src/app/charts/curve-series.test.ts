import { expect, test } from 'vitest';
import type { RawReading } from '../../shared/http-contract/readings.ts';
import { curveFactor, curveSeries } from './curve-series.ts';

function reading(timestamp: string, value: number, more: Partial<RawReading> = {}): RawReading {
	return {
		device: 'a',
		channel: 1,
		register: 'total',
		timestamp,
		duration_s: 1800,
		value,
		quality: 'raw',
		source: 'operator',
		...more,
	};
}

const paris = (from: string, to: string) => ({ from, to, timezone: 'Europe/Paris' });

test.each([
	['2026-03-29', '2026-03-30', 46],
	['2026-06-15', '2026-06-16', 48],
	['2026-10-25', '2026-10-26', 50],
	['2026-10-19', '2026-10-26', 338],
])('%s to %s has %d half-hours in Paris', (from, to, count) => {
	expect(curveSeries([], paris(from, to), 'consumption').slots).toHaveLength(count);
});

test('slots stand on local midnights and keep their gaps', () => {
	const rows = [reading('2026-06-14T22:00:00Z', 100), reading('2026-06-14T23:00:00Z', 300)];
	const { stepSeconds, slots } = curveSeries(rows, paris('2026-06-15', '2026-06-16'), 'consumption');

	expect(stepSeconds).toBe(1800);
	expect(slots.slice(0, 4).map(({ value, state }) => [value, state])).toEqual([
		[100, 'known'],
		[null, 'missing'],
		[300, 'known'],
		[null, 'missing'],
	]);
	expect(new Date((slots[0]?.startSeconds ?? 0) * 1000).toISOString()).toBe('2026-06-14T22:00:00.000Z');
});

test('both passes of the repeated hour stay apart', () => {
	const rows = [reading('2026-10-25T00:30:00Z', 1), reading('2026-10-25T01:30:00Z', 2)];
	const { slots } = curveSeries(rows, paris('2026-10-25', '2026-10-26'), 'consumption');

	expect(slots.filter(({ value }) => value !== null).map(({ value }) => value)).toEqual([1, 2]);
});

test('finer readings are added into the longest step, and an unfilled one is partial', () => {
	const fine = { device: 'b', duration_s: 600 };
	const rows = [
		reading('2026-06-14T22:00:00Z', 100),
		reading('2026-06-14T22:00:00Z', 10, fine),
		reading('2026-06-14T22:10:00Z', 20, fine),
		reading('2026-06-14T22:20:00Z', 30, fine),
		reading('2026-06-14T22:30:00Z', 100),
		reading('2026-06-14T22:30:00Z', 10, fine),
	];
	const { stepSeconds, slots } = curveSeries(rows, paris('2026-06-15', '2026-06-16'), 'consumption');

	expect(stepSeconds).toBe(1800);
	expect(slots.slice(0, 2).map(({ value, state }) => [value, state])).toEqual([
		[160, 'known'],
		[110, 'partial'],
	]);
});

test('parts of a meter that has a total are left out', () => {
	const rows = [
		reading('2026-06-14T22:00:00Z', 100),
		reading('2026-06-14T22:00:00Z', 100, { register: 'peak', channel: 2 }),
	];

	expect(curveSeries(rows, paris('2026-06-15', '2026-06-16'), 'consumption').slots[0]?.value).toBe(100);
});

test('energy of half an hour is twice as much power', () => {
	expect(curveFactor('consumption', 1800)).toBe(2);
	expect(curveFactor('consumption', 600)).toBe(6);
	expect(curveFactor('max_power', 1800)).toBe(1);
});
