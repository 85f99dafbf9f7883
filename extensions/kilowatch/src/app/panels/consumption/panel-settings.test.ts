import { expect, test } from 'vitest';
import { panelSettings } from './panel-settings.ts';

test('nothing set: thirty days of consumption of no building', () => {
	expect(panelSettings({})).toEqual({ building: undefined, days: 30, metric: 'consumption' });
});

test.each([
	['b-1', 'b-1'],
	[' b-1 ', 'b-1'],
	[7, 7],
	[{ collection: 'buildings', key: 'b-1' }, 'b-1'],
	['', undefined],
	['{{ building }}', undefined],
	['undefined', undefined],
	[null, undefined],
	[{ key: null }, undefined],
])('building %j is %j', (building, key) => {
	expect(panelSettings({ building }).building).toBe(key);
});

test.each([
	[7, 7],
	['90', 90],
	['', 30],
	[0, 30],
	['soon', 30],
	[99_999, 1100],
])('period %j is %d days', (period, days) => {
	expect(panelSettings({ period }).days).toBe(days);
});

test('an unknown measure is consumption', () => {
	expect(panelSettings({ metric: 'gas' }).metric).toBe('gas');
	expect(panelSettings({ metric: 'steam' }).metric).toBe('consumption');
});
