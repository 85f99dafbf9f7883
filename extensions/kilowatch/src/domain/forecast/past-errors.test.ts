import { expect, test } from 'vitest';
import { ERROR_DAYS, PastErrors, PRACTICE_DAYS } from './past-errors.ts';

/** Weekly forecasts of 100 a day, and what came: 100 more or less what is told. */
function afterwards(forecasts: number, offOf: (day: number) => number): PastErrors {
	const errors = new PastErrors();
	for (let day = 0; day < forecasts * PRACTICE_DAYS + ERROR_DAYS; day++) {
		errors.learn(day - 1, 100 + offOf(day - 1));
		if (day % PRACTICE_DAYS === 0 && day < forecasts * PRACTICE_DAYS) {
			errors.add(day, 100, new Float64Array(ERROR_DAYS).fill(100));
		}
	}

	return errors;
}

test('without a past the range is what is usual, and own errors take its place', () => {
	expect(new PastErrors().rangesOfDays(2)).toEqual([
		{ lower: -0.25, upper: 0.25 },
		{ lower: -0.25, upper: 0.25 },
	]);
	expect(afterwards(4, () => 0).ownShare).toBe(0.5);
	const own = afterwards(30, () => 0);
	expect(own.ownShare).toBe(1);
	expect(own.rangeOfSum(10)).toEqual({ lower: 0, upper: 0 });
});

test('days that even out leave a narrow range of the sum, days that err together a wide one', () => {
	const alternating = afterwards(40, (day) => (day % 2 === 0 ? 20 : -20));
	const together = afterwards(40, (day) => (Math.floor(day / 40) % 2 === 0 ? 20 : -20));
	const width = ({ lower, upper }: { lower: number; upper: number }) => upper - lower;

	for (const errors of [alternating, together]) {
		const [, , , , , tenth] = errors.rangesOfDays(10);
		expect(tenth?.upper).toBeCloseTo(0.2, 2);
	}
	expect(width(alternating.rangeOfSum(30))).toBeLessThan(0.02);
	expect(width(together.rangeOfSum(30))).toBeGreaterThan(0.2);
});

test('a forecast lies in its own range, however one-sided the errors were', () => {
	const low = afterwards(40, () => 30);
	expect(low.rangesOfDays(1)[0]?.lower).toBe(0);
	expect(low.rangesOfDays(1)[0]?.upper).toBeCloseTo(0.3, 9);
});

test('sums beyond a month are told like a month’s, and days like its end', () => {
	const errors = afterwards(40, (day) => (day % 5) * 4 - 8);
	expect(errors.rangeOfSum(200)).toEqual(errors.rangeOfSum(ERROR_DAYS));
	const days = errors.rangesOfDays(60);
	expect(days[59]).toEqual(days[30]);
});
