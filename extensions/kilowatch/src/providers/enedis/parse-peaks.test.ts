import { expect, test } from 'vitest';
import type { ProviderWindow } from '../provider.ts';
import { parsePeaks } from './parse-peaks.ts';

const window: ProviderWindow = {
	measure: 'max_power',
	pointId: '99999999999991',
	from: '2026-10-24',
	to: '2026-10-27',
};
const read = (...points: [d: string, v: string | null][]) =>
	parsePeaks({ points: points.map(([d, v]) => ({ d, v })), quality: 'raw' }, window);
const at = (instant: string) => Date.parse(instant) / 1000;

test('a day’s maximum in VA, with the moment it was reached', () => {
	expect(read(['2026-10-26 13:03:35', '4680'], ['2026-10-24 12:06:20', '0'])).toEqual([
		{ date: '2026-10-24', value: 0, peakSeconds: at('2026-10-24T10:06:20Z') },
		{ date: '2026-10-26', value: 4680, peakSeconds: at('2026-10-26T12:03:35Z') },
	]);
});

test('in the repeated hour the first pass is taken', () => {
	expect(read(['2026-10-25 02:30:00', '9'])).toEqual([
		{ date: '2026-10-25', value: 9, peakSeconds: at('2026-10-25T00:30:00Z') },
	]);
});

test('a hole is a hole, the same twice is once', () => {
	expect(
		read(['2026-10-24 10:00:00', null], ['2026-10-25 10:00:00', '7'], ['2026-10-25 10:00:00', '7']),
	).toHaveLength(1);
});

test.each([
	[['2026-10-27 00:00:01', '7'], 'outside_window'],
	[['2026-10-23 23:59:59', '7'], 'outside_window'],
	[['2026-10-25', '7'], 'unreadable_label'],
] as const)('%j is not understood', ([d, v], code) => {
	expect(() => read([d, v])).toThrow(expect.objectContaining({ code }) as Error);
});

test('a hole may be dated with its day alone', () => {
	expect(read(['2026-10-24', null], ['2026-10-25 10:00:00', '7'])).toHaveLength(1);
});

test('midnight sharp is the end of the day before where the day it names has another maximum or was not asked for', () => {
	expect(
		read(['2026-10-25 00:00:00', '5'], ['2026-10-25 09:00:00', '6'], ['2026-10-27 00:00:00', '7']),
	).toEqual([
		{ date: '2026-10-24', value: 5, peakSeconds: at('2026-10-24T22:00:00Z') },
		{ date: '2026-10-25', value: 6, peakSeconds: at('2026-10-25T08:00:00Z') },
		{ date: '2026-10-26', value: 7, peakSeconds: at('2026-10-26T23:00:00Z') },
	]);
	expect(read(['2026-10-24 00:00:00', '5'], ['2026-10-24 09:00:00', '6'])).toHaveLength(1);
	expect(read(['2026-10-25 00:00:00', '5'])).toMatchObject([{ date: '2026-10-25' }]);
});

test('two maxima of one day are not understood', () => {
	expect(() => read(['2026-10-25 10:00:00', '7'], ['2026-10-25 11:00:00', '8'])).toThrow(
		expect.objectContaining({ code: 'conflicting_points' }) as Error,
	);
});
