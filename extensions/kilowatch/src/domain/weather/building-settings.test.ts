import { expect, test } from 'vitest';
import { weatherSettingsOf } from './building-settings.ts';

test('a building has its country’s rule, or its own, and may be heated with electricity unless it says otherwise', () => {
	expect(weatherSettingsOf({ country: 'FR' })).toEqual({
		rule: { method: 'min_max', baseCelsius: 18 },
		mayHeatElectrically: true,
	});
	expect(
		weatherSettingsOf({ country: 'BE', heating: 'gas', degree_day_method: 'mean', degree_day_base: 16 }),
	).toEqual({ rule: { method: 'mean', baseCelsius: 16 }, mayHeatElectrically: false });
	expect(weatherSettingsOf({ heating: 'electric' }).mayHeatElectrically).toBe(true);
});

test('fields of these names that mean something else say nothing', () => {
	const elsewhere = weatherSettingsOf(undefined);

	expect(
		weatherSettingsOf({ country: 7, heating: [], degree_day_method: 'x', degree_day_base: 'y' }),
	).toEqual(elsewhere);
});
