import { describe, expect, test } from 'vitest';
import { UsualRuns } from './usual-runs.ts';

/** Days of 24 hours that each begin with a run of so many. */
function follow(runs: UsualRuns, lengths: readonly number[]): boolean[] {
	return lengths.map((length) => {
		let isUnusual = false;
		for (let hour = 0; hour < 24; hour++) isUnusual = runs.next(hour < length) || isUnusual;
		runs.endDay();

		return isUnusual;
	});
}

const week = (length: number) => Array.from({ length: 7 }, () => length);

describe('UsualRuns', () => {
	test('says nothing in the first week', () => {
		expect(follow(new UsualRuns({ leastHours: 3 }), [10, 10, 10])).toEqual([false, false, false]);
	});

	test('where there are no runs, the least hours are unusual', () => {
		const runs = new UsualRuns({ leastHours: 3 });
		follow(runs, week(0));
		expect(follow(runs, [1, 3, 3])).toEqual([false, true, true]);
	});

	test('where runs of six are usual, ten are not', () => {
		const runs = new UsualRuns({ leastHours: 3 });
		follow(runs, week(6));
		expect(follow(runs, [10, 9])).toEqual([true, false]);
	});

	test('unusual runs are not learned, however often', () => {
		const runs = new UsualRuns({ leastHours: 3 });
		follow(runs, week(0));
		expect(follow(runs, [5, 5, 5, 20, 5])).toEqual([true, true, true, true, true]);
	});

	test('a run that was there from the beginning is not unusual, however long', () => {
		const runs = new UsualRuns({ leastHours: 3 });
		expect(
			follow(
				runs,
				Array.from({ length: 30 }, () => 24),
			),
		).not.toContain(true);
	});

	test('a run goes on over midnight', () => {
		const runs = new UsualRuns({ leastHours: 30 });
		follow(runs, week(0));
		expect(follow(runs, [24, 6, 24, 5])).toEqual([false, true, false, false]);
	});
});
