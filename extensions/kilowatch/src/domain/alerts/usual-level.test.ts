import { describe, expect, test } from 'vitest';
import { UsualLevel } from './usual-level.ts';

const noWeather: readonly number[] = [];

/** Feeds days, Monday first; the values of a week one after the other. */
function follow(values: readonly number[], days: number): UsualLevel {
	const usual = new UsualLevel({ leastSpread: 0.05 });
	for (let day = 0; day < days; day++) {
		usual.learn(values[day % values.length] ?? 0, { kind: day % 7, degreeDays: noWeather }, true);
	}

	return usual;
}

const week = [3, 3, 3, 3, 3, 2, 1];

describe('UsualLevel', () => {
	test('knows nothing before five weeks', () => {
		expect(follow(week, 27).judge(3, { kind: 6, degreeDays: noWeather })).toBeUndefined();
		expect(follow(week, 35).judge(3, { kind: 0, degreeDays: noWeather })).toBeDefined();
	});

	test('expects of each weekday what it usually is', () => {
		const usual = follow(week, 70);
		for (const [kind, value] of week.entries()) {
			expect(usual.judge(value, { kind, degreeDays: noWeather })).toMatchObject({
				expected: value,
				score: 0,
			});
		}
	});

	test('measures in usual spreads, of which none is below the least', () => {
		expect(follow(week, 70).judge(3.2, { kind: 0, degreeDays: noWeather })?.score).toBeCloseTo(4);
	});

	test('follows a new level within a week, days that were found unusual only after four', () => {
		const followed = (isTrusted: boolean, days: number) => {
			const usual = follow(week, 70);
			for (let day = 0; day < days; day++) {
				usual.learn((week[day % 7] ?? 0) + 1, { kind: day % 7, degreeDays: noWeather }, isTrusted);
			}
			return usual.expectedWithoutWeather(0);
		};
		expect(followed(true, 7)).toBeCloseTo(4);
		expect(followed(false, 14)).toBeCloseTo(3);
		expect(followed(false, 28)).toBeCloseTo(4);
	});

	test('a week that was lower is not the level yet, two are', () => {
		const afterLow = (days: number) => {
			const usual = follow(week, 70);
			for (let day = 0; day < days; day++) {
				usual.learn((week[day % 7] ?? 0) - 1, { kind: day % 7, degreeDays: noWeather }, true);
			}
			return usual.expectedWithoutWeather(0);
		};
		expect(afterLow(7)).toBeCloseTo(3);
		expect(afterLow(14)).toBeCloseTo(2);
	});

	test('days that are not known change nothing', () => {
		const usual = follow(week, 70);
		for (let day = 0; day < 5; day++) usual.learn(NaN, { kind: day, degreeDays: noWeather }, true);
		expect(usual.judge(NaN, { kind: 5, degreeDays: noWeather })).toBeUndefined();
		expect(usual.judge(2, { kind: 5, degreeDays: noWeather })).toMatchObject({ expected: 2 });
	});

	test('a cold day is expected to be higher where cold has raised days before', () => {
		const usual = new UsualLevel({ leastSpread: 0.05 });
		for (let day = 0; day < 90; day++) {
			const degreeDays = [(day * 5) % 13];
			usual.learn(3 + 0.04 * (degreeDays[0] ?? 0), { kind: day % 7, degreeDays }, true);
		}
		const cold = { kind: 90 % 7, degreeDays: [20] };
		expect(usual.judge(3.8, cold)?.score).toBeLessThan(1);
		expect(usual.judge(3.8, { ...cold, degreeDays: [2] })?.score).toBeGreaterThan(4);
		expect(usual.addedByWeather([NaN])).toBe(0);
	});
});
