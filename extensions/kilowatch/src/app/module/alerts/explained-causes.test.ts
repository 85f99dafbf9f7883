import { expect, test } from 'vitest';
import type { AlertExplanation } from '../../../shared/http-contract/alerts.ts';
import { comparedDays, explainedCauses } from './explained-causes.ts';

const explanation: AlertExplanation = {
	from: '2026-11-23',
	to: '2026-11-25',
	days: 2,
	completeness: 1,
	excess: {
		average_wh: 100_000,
		observed_wh: 300_000,
		excess_wh: 100_000,
		parts: { weekday_wh: -20_000, cold_wh: null, night_wh: 40_000, unexplained_wh: 80_000 },
	},
	day: { date: '2026-11-24', wh: 160_000 },
	former_weeks: [
		{ date: '2026-11-17', wh: 100_000 },
		{ date: '2026-11-10', wh: null },
	],
	cost: null,
	kgco2: null,
	evidence: null,
	hours: null,
};

test('causes are shares of what average days would have used; those that are not told are left out', () => {
	expect(explainedCauses(explanation)).toEqual([
		{ name: 'weekday', wh: -20_000, share: -0.1, size: -0.25 },
		{ name: 'night', wh: 40_000, share: 0.2, size: 0.5 },
		{ name: 'unexplained', wh: 80_000, share: 0.4, size: 1 },
	]);
	expect(explainedCauses({ ...explanation, excess: null })).toEqual([]);
});

test('the day stands beside the same weekday of former weeks', () => {
	expect(comparedDays(explanation)).toEqual([
		{ date: '2026-11-24', wh: 160_000, isAlert: true, size: 1 },
		{ date: '2026-11-17', wh: 100_000, isAlert: false, size: 0.625 },
		{ date: '2026-11-10', wh: null, isAlert: false, size: 0 },
	]);
	expect(comparedDays({ ...explanation, former_weeks: [{ date: '2026-11-17', wh: null }] })).toEqual([]);
	expect(comparedDays({ ...explanation, day: null })).toEqual([]);
});

test('nothing used at all makes no bar of endless length', () => {
	const zero = { average_wh: 0, observed_wh: 0, excess_wh: 0 };
	const parts = { weekday_wh: 0, cold_wh: null, night_wh: null, unexplained_wh: 0 };
	expect(explainedCauses({ ...explanation, excess: { ...zero, parts } })).toEqual([
		{ name: 'weekday', wh: 0, share: null, size: 0 },
		{ name: 'unexplained', wh: 0, share: null, size: 0 },
	]);
});
