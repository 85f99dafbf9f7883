import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weekdayOf, weekProfile } from './hour-profile.ts';
import { amountsByHour, localHours, type HourAmount } from './local-hours.ts';

const paris = 'Europe/Paris';

/** The same amount in every half-hour of the days. */
function steadyHours(
	from: string,
	to: string,
	halfHour: (startSeconds: number) => number | null,
): HourAmount[] {
	const hours = localHours(from, to, paris);
	const intervals = hours
		.flatMap(({ startSeconds }) => [startSeconds, startSeconds + 1800])
		.flatMap((startSeconds) => {
			const value = halfHour(startSeconds);

			return value === null ? [] : [{ startSeconds, durationSeconds: 1800, value }];
		});

	return amountsByHour(intervals, hours);
}

test('Monday is 1 and Sunday 7', () => {
	expect(weekdayOf('2026-11-23')).toBe(1);
	expect(weekdayOf('2026-11-29')).toBe(7);
});

test('a load that never changes has a 168th in every cell, over clock changes and odd numbers of weekdays', () => {
	const cells = weekProfile(steadyHours('2026-03-20', '2026-11-03', () => 50));
	expect(cells).toHaveLength(168);
	for (const { meanPerHour, share } of cells) {
		expect(meanPerHour).toBeCloseTo(100, 9);
		expect(share).toBeCloseTo(1 / 168, 9);
	}
});

test('a hole does not make its hour look lighter', () => {
	const hole = Date.parse('2026-06-15T10:00:00Z') / 1000;
	const cells = weekProfile(
		steadyHours('2026-06-01', '2026-06-29', (start) => (start >= hole && start < hole + 7200 ? null : 50)),
	);
	expect(cells.every(({ meanPerHour }) => Math.abs((meanPerHour ?? 0) - 100) < 1e-9)).toBe(true);
});

test('without anything known there is nothing to tell', () => {
	const cells = weekProfile(steadyHours('2026-06-01', '2026-06-02', () => null));
	expect(cells.every(({ meanPerHour, share }) => meanPerHour === null && share === null)).toBe(true);
});

test('the cells hold all of the energy, and their shares are one', () => {
	fc.assert(
		fc.property(fc.array(fc.option(fc.nat(1000)), { minLength: 48, maxLength: 48 * 9 }), (values) => {
			let at = 0;
			const hours = steadyHours('2026-10-20', '2026-10-29', () => values[at++] ?? null);
			const cells = weekProfile(hours);
			const sum = values.slice(0, at).reduce<number>((total, value) => total + (value ?? 0), 0);
			expect(cells.reduce((total, { value }) => total + value, 0)).toBeCloseTo(sum, 6);
			if (sum > 0) expect(cells.reduce((total, { share }) => total + (share ?? 0), 0)).toBeCloseTo(1, 9);
		}),
	);
});
