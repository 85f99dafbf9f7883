import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Episode } from '../domain/alerts/episode.ts';
import { HOURS_PER_DAY, type HourGrid } from '../domain/alerts/hour-grid.ts';
import { coarseExplanation, explainEpisode } from './explain-episode.ts';

const DAYS = 120;
const price = { eurosPerKwh: 0.25 };

function gridOf(kwhOf: (day: number, hour: number) => number): HourGrid {
	return {
		firstDate: '2026-06-01',
		days: DAYS,
		kwh: Float64Array.from({ length: DAYS * HOURS_PER_DAY }, (_, cell) =>
			kwhOf(Math.floor(cell / HOURS_PER_DAY), cell % HOURS_PER_DAY),
		),
	};
}

function episodeOf(days: number[], rule: Episode['rule'] = 'day-surge'): Episode {
	const first = days[0] ?? 0;
	const last = days.at(-1) ?? first;

	return {
		rule,
		rules: [rule],
		severity: 'minor',
		fromHour: first * HOURS_PER_DAY,
		untilHour: (last + 1) * HOURS_PER_DAY,
		observed: 60 * days.length,
		expected: 48 * days.length,
		days: days.length,
		isClosed: false,
		findings: days.map((day) => ({
			rule,
			day,
			fromHour: day * HOURS_PER_DAY,
			untilHour: (day + 1) * HOURS_PER_DAY,
			observed: 60,
			expected: 48,
			evidence: { score: 3.14159265, bad: Infinity },
		})),
	};
}

test('a base load that runs on at night is told as that, and costs what the price says', () => {
	const grid = gridOf((day, hour) => 2 + (day >= 110 && hour < 6 ? 2 : 0));
	const explanation = explainEpisode(episodeOf([110, 111]), grid, price);

	expect(explanation).toMatchObject({
		from: '2026-09-19',
		to: '2026-09-21',
		days: 2,
		completeness: 1,
		excess: {
			average_wh: 48_000,
			observed_wh: 120_000,
			excess_wh: 24_000,
			parts: { weekday_wh: 0, cold_wh: null, night_wh: 24_000, unexplained_wh: 0 },
		},
		cost: { euros: 6, euros_per_kwh: 0.25 },
		kgco2: null,
		evidence: { score: 3.1416 },
		hours: null,
	});
	expect(explanation.former_weeks.map(({ wh }) => wh)).toEqual([48_000, 48_000, 48_000, 48_000]);
});

test('what a weekday usually uses more is told as that', () => {
	// 2026-06-01 is a Monday; every seventh day uses half as much more.
	const grid = gridOf((day) => (day % 7 === 5 ? 3 : 2));
	const { excess } = explainEpisode(episodeOf([110]), grid, price);
	expect(excess?.parts.weekday_wh).toBe(excess?.excess_wh);
	expect(excess?.parts.unexplained_wh).toBeCloseTo(0, -1);
});

test('what the cold makes is told as that, where it is known', () => {
	const cold = Float64Array.from({ length: DAYS }, (_, day) => (day >= 110 ? 15 : (day * 5) % 11));
	const grid = gridOf((day) => 2 + (cold[day] ?? 0) / 10);
	const known = explainEpisode(episodeOf([110]), grid, { ...price, heatingDegreeDays: cold }).excess;
	expect((known?.parts.cold_wh ?? 0) / (known?.excess_wh ?? 1)).toBeGreaterThan(0.9);
	expect(explainEpisode(episodeOf([110]), grid, price).excess?.parts.cold_wh).toBeNull();
});

test('the parts make the sum, whatever was used', () => {
	fc.assert(
		fc.property(fc.nat(1000), fc.boolean(), (seed, isCold) => {
			const grid = gridOf((day, hour) =>
				(day * 13 + hour * 7 + seed) % 29 === 0 ? NaN : ((day * 31 + hour * 17 + seed) % 101) / 10,
			);
			const heatingDegreeDays = isCold
				? Float64Array.from({ length: DAYS }, (_, day) => ((day + seed) * 7) % 19)
				: undefined;
			const { excess } = explainEpisode(episodeOf([100, 101, 103]), grid, { ...price, heatingDegreeDays });
			if (!excess) return;
			const { weekday_wh, cold_wh, night_wh, unexplained_wh } = excess.parts;

			expect(weekday_wh + (cold_wh ?? 0) + (night_wh ?? 0) + unexplained_wh).toBe(excess.excess_wh);
		}),
	);
});

test('of missing data there is nothing to compare', () => {
	const grid = gridOf((day) => (day >= 110 ? NaN : 2));
	expect(explainEpisode(episodeOf([110], 'data-missing'), grid, price)).toMatchObject({
		completeness: 0,
		excess: null,
		cost: null,
		day: { wh: null },
	});
});

describe('by the day alone', () => {
	test('there are no hours, and the parts still make the sum', () => {
		const grid = gridOf((day, hour) => 2 + (day >= 110 && hour < 8 ? 1.5 : 0));
		const fine = explainEpisode(episodeOf([110]), grid, price);
		const coarse = coarseExplanation(fine);
		const { weekday_wh, night_wh, unexplained_wh } = coarse.excess?.parts ?? {};

		expect(coarse).toMatchObject({ hours: null, evidence: null });
		expect(night_wh).toBeNull();
		expect((weekday_wh ?? 0) + (unexplained_wh ?? 0)).toBe(coarse.excess?.excess_wh);
	});
});
