import { expect, test } from 'vitest';
import { localDay } from '../local-days.ts';
import { dayEnergy } from './day-energy.ts';

const day = localDay('2026-03-29', 'Europe/Paris');
const lowSpans = [{ startSeconds: day.startSeconds, endSeconds: day.startSeconds + 23 * 900 }];
const whole = { day, lowSpans, split: { low: 1_000, total: 4_000, coveredSeconds: 23 * 3_600 } };
const total = { totalWh: 8, registersWh: {} };

test('one price needs the total alone', () => {
	expect(dayEnergy('flat', total, null, false)).toEqual({
		energy: { total: 8_000_000n },
		source: 'not_needed',
	});
	expect(dayEnergy('flat', { ...total, totalWh: null }, null, true)).toBe('unknown');
});

test('the total is shared out as the curve is, whatever the curve sums up to', () => {
	expect(dayEnergy('peak_off_peak', total, whole, false)).toEqual({
		energy: { peak: 6_000_000n, off_peak: 2_000_000n },
		source: 'curve',
	});
});

test('registers go before the curve, in either country’s words', () => {
	const registersWh = { peak: 3, off_peak: 5 };
	expect(dayEnergy('two_rate', { totalWh: null, registersWh }, whole, false)).toEqual({
		energy: { day: 3_000_000n, night: 5_000_000n },
		source: 'registers',
	});
	expect(dayEnergy('peak_off_peak', { ...total, registersWh: { day: 3 } }, whole, false)).toMatchObject({
		source: 'curve',
	});
});

test('a curve with a hole, with overlaps or without energy splits nothing, and nothing is guessed', () => {
	for (const split of [
		null,
		{ ...whole.split, coveredSeconds: 22 * 3_600 },
		{ ...whole.split, coveredSeconds: 24 * 3_600 },
		{ low: 0, total: 0, coveredSeconds: 23 * 3_600 },
	]) {
		expect(dayEnergy('peak_off_peak', total, { ...whole, split }, false)).toBe('no_split');
		expect(dayEnergy('peak_off_peak', total, { ...whole, split }, true)).toEqual({
			energy: { peak: 6_000_000n, off_peak: 2_000_000n },
			source: 'even',
		});
	}
	expect(dayEnergy('peak_off_peak', total, null, true)).toBe('no_split');
});

test('a day without use costs nothing at any hour', () => {
	expect(dayEnergy('peak_off_peak', { ...total, totalWh: 0 }, null, false)).toMatchObject({
		energy: { peak: 0n, off_peak: 0n },
	});
});
