import { expect, test } from 'vitest';
import { enedisRules } from '../providers/enedis/rules.ts';
import { estimateBackfill } from './estimate-backfill.ts';

const now = new Date('2026-11-23T09:00:00Z');
const kept = { totals: 36, curve: 24 };
const calls = (...given: Partial<Parameters<typeof estimateBackfill>>) => {
	const [rules = enedisRules, scopes = ['daily', 'load_curve'], retentionMonths = kept, at = now] = given;

	return Object.fromEntries(estimateBackfill(rules, scopes, retentionMonths, at));
};

test('a new meter’s history is 105 calls of the curve, and four of each kind of totals', () => {
	expect(calls()).toEqual({ daily: 4, load_curve: 105, max_power: 4 });
});

test('of what the holder is not asked for, nothing is counted', () => {
	expect(calls(enedisRules, ['daily'])).toEqual({ daily: 4, max_power: 4 });
	expect(calls(enedisRules, ['advice'])).toEqual({});
});

test('what retention would drop is not counted', () => {
	expect(calls(enedisRules, ['load_curve'], { totals: 36, curve: 1 })).toEqual({ load_curve: 5 });
	// the operator's history is two weeks longer than what is kept, and ends there
	expect(calls(enedisRules, ['load_curve'], { totals: 36, curve: 99 })).toEqual({ load_curve: 107 });
});

test('a provider is asked for what it has', () => {
	const { daily } = enedisRules.measures;

	expect(calls({ ...enedisRules, measures: daily ? { daily } : {} })).toEqual({ daily: 4 });
	expect(calls({ ...enedisRules, measures: {} })).toEqual({});
});
