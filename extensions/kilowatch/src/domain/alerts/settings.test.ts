import { describe, expect, test } from 'vitest';
import { ruleNames } from './rule-names.ts';
import { alertSettings } from './settings.ts';

describe('alert settings', () => {
	test('nothing given is all of the defaults, with the plain rule off', () => {
		const settings = alertSettings.parse({});
		expect(ruleNames.filter((name) => !settings[name].enabled)).toEqual(['above-average']);
		expect(settings['above-average']).toMatchObject({
			factors: { minor: 1.2, major: 1.5, critical: 2 },
			windowDays: 30,
		});
	});

	test('what is given replaces its default only', () => {
		const settings = alertSettings.parse({ 'day-surge': { factor: 1.3 } });
		expect(settings['day-surge']).toMatchObject({ enabled: true, factor: 1.3, score: 2 });
	});

	test.each([
		{ 'day-surge': { score: 0 } },
		{ 'day-surge': { factor: 1 } },
		{ 'day-surge': { unknown: 1 } },
		{ unknown: {} },
		{ 'above-average': { factors: { minor: 1.6 } } },
		{ 'above-average': { baseline: 'same-weekday', windowDays: 10 } },
		{ 'night-base-load': { fromHour: 22, untilHour: 6 } },
		{ severity: { major: { euros: 1000 } } },
		{ episodes: { normalDays: 0 } },
		{ 'short-spike': { floorKwh: -1 } },
	])('refuses %o', (given) => {
		expect(alertSettings.safeParse(given).success).toBe(false);
	});
});
