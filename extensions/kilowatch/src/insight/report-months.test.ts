import { expect, test } from 'vitest';
import { addDays, datesBetween } from '../domain/local-days.ts';
import { reportMonths } from './report-months.ts';

const period = { from: '2026-01-20', to: '2026-03-01' };

test('a period is cut at the months’ ends; what is compared is known both times', () => {
	const known = (date: string): number | undefined =>
		date === '2026-01-25' || date === '2025-01-30' || date === '2026-02-03'
			? undefined
			: date.startsWith('2026')
				? 10
				: 20;
	const days = datesBetween(period.from, period.to).map((date) => ({
		date,
		state:
			date === '2026-02-03' ? ('partial' as const) : known(date) ? ('known' as const) : ('missing' as const),
		energyWh: date === '2026-02-03' ? 4 : (known(date) ?? null),
	}));
	const pairs = days.map(({ date }) => [date, addDays(date, -365)] as const);

	expect(reportMonths(days, period, pairs, known)).toEqual([
		{
			from: '2026-01-20',
			to: '2026-02-01',
			expectedDays: 12,
			knownDays: 11,
			knownWh: 110,
			partialWh: 0,
			earlierWh: 220,
			comparedDays: 10,
			change: -0.5,
		},
		{
			from: '2026-02-01',
			to: '2026-03-01',
			expectedDays: 28,
			knownDays: 27,
			knownWh: 270,
			partialWh: 4,
			earlierWh: 560,
			comparedDays: 27,
			change: -0.5,
		},
	]);
});

test('of a month of which nothing is known there is no sum, not a sum of nothing', () => {
	const days = datesBetween(period.from, period.to).map((date) => ({
		date,
		state: 'missing' as const,
		energyWh: null,
	}));
	const [month] = reportMonths(days, period, [], () => undefined);

	expect(month).toMatchObject({ knownWh: null, earlierWh: null, change: null, comparedDays: 0 });
});
