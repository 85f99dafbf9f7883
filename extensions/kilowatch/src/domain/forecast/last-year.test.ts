import { describe, expect, test } from 'vitest';
import { LastYear, LastYearSwing } from './last-year.ts';
import { SameWeekday } from './same-weekday.ts';

const YEAR = 364;

/** Days so far; Mondays first. */
function pastOf(kwh: readonly number[]) {
	return {
		kwh: Float64Array.from(kwh),
		kinds: Uint8Array.from(kwh, (_, day) => day % 7),
		count: kwh.length,
	};
}

function next(past: ReturnType<typeof pastOf>, method: LastYear | LastYearSwing, days = 3): number[] {
	const into = new Float64Array(days);
	const kinds = Uint8Array.from(into, (_, place) => (past.count + place) % 7);
	method.forecast({ first: past.count, kinds, degreeDays: [] }, into);

	return [...into];
}

const days = (count: number, kwhOf: (day: number) => number) =>
	Array.from({ length: count }, (_, day) => kwhOf(day));
const plain = { window: 28, neighbours: 0 };

describe('last year', () => {
	test('at the level of now', () => {
		const past = pastOf(days(YEAR + 100, (day) => (day < YEAR ? day : 1.2 * (day - YEAR))));
		for (const [place, kwh] of next(past, new LastYear(past, plain)).entries()) {
			expect(kwh).toBeCloseTo(1.2 * (100 + place), 6);
		}
	});

	test('is taken as it was while the year has just become full', () => {
		const past = pastOf(days(YEAR + 2, (day) => 50 + (day % 7)));
		expect(next(past, new LastYear(past, plain))).toEqual([52, 53, 54]);
	});

	test('tells nothing before a year is over, nor where now is another building', () => {
		const young = pastOf(days(300, () => 10));
		expect(next(young, new LastYear(young, plain))).toEqual([NaN, NaN, NaN]);
		const other = pastOf(days(YEAR + 100, (day) => (day < YEAR ? 10 : 20)));
		expect(next(other, new LastYear(other, plain))).toEqual([NaN, NaN, NaN]);
	});

	test('a day that was not known is told by the weeks beside it', () => {
		const past = pastOf(days(YEAR + 100, (day) => (day === 101 ? NaN : 10 + (day % 7))));
		const [, second] = next(past, new LastYear(past, plain));
		expect(second).toBeCloseTo(10 + (101 % 7), 9);
	});
});

test('the swing moves the last weeks as last year moved', () => {
	const past = pastOf(days(YEAR + 100, (day) => (day % YEAR < 100 ? 10 : 15)));
	const recent = new SameWeekday({ weeks: 2 });
	for (const [day, kwh] of past.kwh.entries()) recent.learn({ day, kwh, kind: day % 7, degreeDays: [] });
	const told = next(past, new LastYearSwing(past, recent), 10);
	expect(told[9]).toBeCloseTo(15, 6);
	expect(told[0]).toBeGreaterThan(10);
});
