import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backfillSeconds } from './backfill-estimate.ts';

const HOUR = 3_600;
const limit = { name: 'operator/measures', callsPerSecond: 4.5, callsPerHour: 1_000 };
const seconds = (calls: number, usedThisHour = 0) => backfillSeconds([{ limit, calls, usedThisHour }]);

describe('backfillSeconds', () => {
	test('of 120 new meters is more than half a day', () => {
		expect(seconds(120 * 105) / HOUR).toBeCloseTo(12.6, 5);
	});

	test('of one meter is as fast as the second allows, while the hour has room', () => {
		expect(seconds(90)).toBe(20);
		expect(seconds(90, 910)).toBe(20);
		expect(seconds(90, 911)).toBeGreaterThan(HOUR);
	});

	test('of calls that the hour’s limit is already used up for waits for it', () => {
		expect(seconds(1, 1_000)).toBeCloseTo(1.001 * HOUR, 5);
	});

	test('of a limit by the second alone is never faster than that', () => {
		const slow = { ...limit, callsPerSecond: 0.1 };

		expect(backfillSeconds([{ limit: slow, calls: 2_000, usedThisHour: 0 }])).toBe(20_000);
	});

	test('of nothing is nothing, though the hour is used up', () => {
		expect(seconds(0, 1_000)).toBe(0);
		expect(backfillSeconds([])).toBe(0);
	});

	test('is that of the API that takes longest: they count apart', () => {
		const other = { ...limit, name: 'operator/contracts' };

		expect(
			backfillSeconds([
				{ limit, calls: 900, usedThisHour: 0 },
				{ limit: other, calls: 450, usedThisHour: 0 },
			]),
		).toBe(200);
	});

	test('never grows shorter by more calls, nor by calls of others', () => {
		const count = fc.integer({ min: 0, max: 20_000 });
		fc.assert(
			fc.property(
				count,
				count,
				fc.integer({ min: 0, max: 1_000 }),
				fc.integer({ min: 0, max: 1_000 }),
				(calls, more, used, others) => {
					expect(seconds(calls + more, used)).toBeGreaterThanOrEqual(seconds(calls, used));
					expect(seconds(calls, used + others)).toBeGreaterThanOrEqual(seconds(calls, used));
				},
			),
		);
	});
});
