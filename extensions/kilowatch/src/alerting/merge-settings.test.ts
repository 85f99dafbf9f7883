import { expect, test } from 'vitest';
import { alertSettings } from '../domain/alerts/settings.ts';
import { mergeSettings, withoutNulls } from './merge-settings.ts';

test('a stronger level says what is otherwise, and null leaves it to the one before', () => {
	const merged = mergeSettings(
		{ 'day-surge': { factor: 1.3, floorKwh: 4 }, severity: { major: { euros: 100 } } },
		{ 'day-surge': { factor: 1.5, floorKwh: null }, severity: { eurosPerKwh: 0.3 } },
	);
	const usual = alertSettings.parse({});
	expect(merged).toEqual({
		settings: {
			...usual,
			'day-surge': { ...usual['day-surge'], factor: 1.5, floorKwh: 4 },
			severity: { ...usual.severity, eurosPerKwh: 0.3, major: { ...usual.severity.major, euros: 100 } },
		},
	});
	expect(mergeSettings(null, undefined, {})).toEqual({ settings: usual });
});

test('what contradicts the level before is a mistake, as is an unknown name', () => {
	expect(mergeSettings({ severity: { major: { days: 20 } } })).toEqual({
		mistakes: [expect.stringContaining('severity') as unknown],
	});
	expect(mergeSettings({ 'day-surge': { enabled: 'yes' } }, {})).toHaveProperty('mistakes');
	expect(mergeSettings({}, { 'day-surges': {} })).toHaveProperty('mistakes');
	expect(mergeSettings([])).toHaveProperty('mistakes');
	expect(mergeSettings('all')).toHaveProperty('mistakes');
});

test('what only says that the level before is in force is not kept', () => {
	expect(
		withoutNulls({ 'day-surge': { factor: null }, 'short-spike': { enabled: false, score: null } }),
	).toEqual({
		'short-spike': { enabled: false },
	});
	expect(withoutNulls({ 'day-surge': { factor: null } })).toBeNull();
	expect(withoutNulls(null)).toBeNull();
});
