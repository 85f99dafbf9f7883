import { expect, test } from 'vitest';
import { implausible, metricRules, metrics } from './metrics.ts';

test.each([
	['temperature', -40],
	['temperature', 80],
	['humidity', 0],
	['humidity', 100],
	['consumption', 0],
	['consumption', 1e9],
	['max_power', 0],
] as const)('%s %d is believed', (metric, value) => {
	expect(implausible(metric, value)).toBeUndefined();
});

test.each([
	['temperature', -40.1, 'at least -40 °C'],
	['temperature', 81, 'at most 80 °C'],
	['humidity', 101, 'at most 100 %'],
	['consumption', -1, 'at least 0 Wh'],
	['production', -0.5, 'at least 0 Wh'],
	['water', Number.NaN, 'must be a number'],
	['gas', Infinity, 'must be a number'],
] as const)('%s %d is refused: %s', (metric, value, reason) => {
	expect(implausible(metric, value)).toContain(reason);
});

test('every metric has its rule', () => {
	expect(Object.keys(metricRules).sort()).toEqual([...metrics].sort());
});
