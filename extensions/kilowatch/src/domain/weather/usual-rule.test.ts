import { expect, test } from 'vitest';
import { degreeDayRule } from './usual-rule.ts';

test.each([
	['FR', {}, { method: 'min_max', baseCelsius: 18 }],
	['BE', {}, { method: 'equivalent', baseCelsius: 16.5 }],
	['be ', { method: 'mean' }, { method: 'mean', baseCelsius: 15 }],
	['BE', { baseCelsius: 15 }, { method: 'equivalent', baseCelsius: 15 }],
	['FR', { method: 'equivalent', baseCelsius: 16.5 }, { method: 'equivalent', baseCelsius: 16.5 }],
	['LU', {}, { method: 'mean', baseCelsius: 18 }],
	[null, {}, { method: 'mean', baseCelsius: 18 }],
] as const)('%s with %j: %j', (country, set, rule) => {
	expect(degreeDayRule(country, set)).toEqual(rule);
});
