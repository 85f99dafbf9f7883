import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, datesBetween } from '../domain/local-days.ts';
import { planDays } from './plan-days.ts';

const rules = { settledAfterDays: 7, windowDays: 364 };
const period = { from: '2024-11-25', to: '2026-11-25' };

const day = (date: string, source: 'file' | 'open_meteo' = 'open_meteo', isPreliminary = false) => ({
	date,
	source,
	isPreliminary,
});

test('of a new place everything is asked for, newest first, in spans that the provider takes', () => {
	expect(planDays([], period, rules)).toEqual([
		{ from: '2026-11-18', to: '2026-11-25', kind: 'recent' },
		{ from: '2025-11-19', to: '2026-11-18', kind: 'settled' },
		{ from: '2024-11-25', to: '2025-11-19', kind: 'settled' },
	]);
});

test('of a known one the last days are asked for anew, and the one that has settled', () => {
	const known = datesBetween(period.from, period.to).map((date) =>
		day(date, 'open_meteo', date >= '2026-11-17'),
	);
	expect(planDays(known, period, rules)).toEqual([
		{ from: '2026-11-18', to: '2026-11-25', kind: 'recent' },
		{ from: '2026-11-17', to: '2026-11-18', kind: 'settled' },
	]);
});

test('where a file has said everything nothing is asked for', () => {
	expect(
		planDays(
			datesBetween(period.from, period.to).map((date) => day(date, 'file')),
			period,
			rules,
		),
	).toEqual([]);
});

test('a period younger than the delay is all recent', () => {
	expect(planDays([], { from: '2026-11-23', to: '2026-11-25' }, rules)).toEqual([
		{ from: '2026-11-23', to: '2026-11-25', kind: 'recent' },
	]);
});

test('every missing day is in one window, none twice, and no window is too long', () => {
	fc.assert(
		fc.property(
			fc.array(fc.nat(729), { maxLength: 400 }),
			fc.integer({ min: 5, max: 400 }),
			(offsets, windowDays) => {
				const known = [...new Set(offsets)].map((offset) => day(addDays(period.from, offset)));
				const windows = planDays(known, period, { settledAfterDays: 7, windowDays });
				const asked = windows.flatMap(({ from, to }) => datesBetween(from, to));
				expect(new Set(asked).size).toBe(asked.length);
				const knownDates = new Set(known.map(({ date }) => date));
				for (const date of datesBetween(period.from, '2026-11-18')) {
					if (!knownDates.has(date)) expect(asked).toContain(date);
				}
				for (const { from, to, kind } of windows) {
					if (kind === 'settled') expect(datesBetween(from, to).length).toBeLessThanOrEqual(windowDays);
				}
			},
		),
		{ numRuns: 30 },
	);
});
