import { describe, expect, test } from 'vitest';
import { UsualLevel, type DayTraits } from './usual-level.ts';

const noWeather: readonly number[] = [];

function judge(usual: UsualLevel, value: number, traits: DayTraits) {
	const expected = usual.expect(traits);
	const excess = value - expected;

	return usual.judges(excess) ? { expected, score: usual.scoreOf(excess) } : undefined;
}

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
		expect(judge(follow(week, 27), 3, { kind: 6, degreeDays: noWeather })).toBeUndefined();
		expect(judge(follow(week, 35), 3, { kind: 0, degreeDays: noWeather })).toBeDefined();
	});

	test('expects of each weekday what it usually is', () => {
		const usual = follow(week, 70);
		for (const [kind, value] of week.entries()) {
			expect(judge(usual, value, { kind, degreeDays: noWeather })).toMatchObject({
				expected: value,
				score: 0,
			});
		}
	});

	test('measures in usual spreads, of which none is below the least', () => {
		expect(judge(follow(week, 70), 3.2, { kind: 0, degreeDays: noWeather })?.score).toBeCloseTo(4);
	});

	test('the most that a score could be is told without looking', () => {
		const usual = follow(week, 70);
		for (const excess of [-0.3, 0, 0.01, 0.2]) {
			expect(Math.abs(usual.scoreOf(excess))).toBeLessThanOrEqual(Math.abs(usual.mostScoreOf(excess)));
		}
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
		expect(judge(usual, NaN, { kind: 5, degreeDays: noWeather })).toBeUndefined();
		expect(judge(usual, 2, { kind: 5, degreeDays: noWeather })).toMatchObject({ expected: 2 });
	});

	test('a cold day is expected to be higher where cold has raised days before', () => {
		const usual = new UsualLevel({ leastSpread: 0.05 });
		for (let day = 0; day < 90; day++) {
			const degreeDays = [(day * 5) % 13];
			usual.learn(3 + 0.04 * (degreeDays[0] ?? 0), { kind: day % 7, degreeDays }, true);
		}
		const cold = { kind: 90 % 7, degreeDays: [20] };
		expect(judge(usual, 3.8, cold)?.score).toBeLessThan(1);
		expect(judge(usual, 3.8, { ...cold, degreeDays: [2] })?.score).toBeGreaterThan(4);
		expect(usual.expect({ ...cold, degreeDays: [NaN] })).toBe(usual.expectedWithoutWeather(cold.kind));
	});
});
