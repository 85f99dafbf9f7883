import { describe, expect, test } from 'vitest';
import { datesBetween } from '../domain/local-days.ts';
import { cutIntoWindows } from './cut-windows.ts';

/** November 2026, newest first, as far as the 20th. */
const dates = datesBetween('2026-11-01', '2026-11-21').reverse();
const cut = (wanted: readonly number[], windowDays: number, correctionDays: number) =>
	cutIntoWindows(dates, windowDays, {
		isWanted: (date) => wanted.includes(Number(date.slice(-2))),
		correctionDays,
	}).map(({ from, to }) => `${from.slice(-2)}-${to.slice(-2)}`);

describe('dates that all make a call', () => {
	test('are joined where they touch, up to the longest window', () => {
		expect(cutIntoWindows(dates, 8)).toEqual([
			{ from: '2026-11-13', to: '2026-11-21' },
			{ from: '2026-11-05', to: '2026-11-13' },
			{ from: '2026-11-01', to: '2026-11-05' },
		]);
		expect(cutIntoWindows([], 8)).toEqual([]);
	});
});

describe('dates that come along', () => {
	test('reach back from a wanted one, never forward', () => {
		expect(cut([10], 7, 3)).toEqual(['07-11']);
		expect(cut([10, 12], 7, 0)).toEqual(['12-13', '10-11']);
	});

	test('are counted anew from each wanted one', () => {
		expect(cut([10, 13], 9, 3)).toEqual(['07-14']);
	});

	test('do not join what lies further apart', () => {
		expect(cut([10, 14], 9, 2)).toEqual(['12-15', '08-11']);
	});

	test('never fill a window: the operator may turn out to take a day less', () => {
		expect(cut([10], 4, 9)).toEqual(['08-11']);
		expect(cut([10], 1, 9)).toEqual(['10-11']);
		// a wanted date does
		expect(cut([10, 7], 4, 9)).toEqual(['07-11']);
	});

	test('end where the dates end', () => {
		expect(cut([2], 7, 5)).toEqual(['01-03']);
	});
});
