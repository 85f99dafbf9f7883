import { expect, test } from 'vitest';
import { baseUnitOf, formatQuantity, scaleFor } from './quantity.ts';

const written = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test.each([
	[0, 'en-US', '0 Wh'],
	[850, 'en-US', '850 Wh'],
	[1250, 'en-US', '1.25 kWh'],
	[43_210, 'fr-FR', '43,2 kWh'],
	[1_234_567, 'fr-FR', '1 235 kWh'],
	[1_234_567, 'de-DE', '1.235 kWh'],
	[12_345_678, 'nl-NL', '12,35 MWh'],
])('%d Wh in %s is %s', (value, locale, text) => {
	expect(written(formatQuantity(value, 'Wh', locale))).toBe(text);
});

test('a shared scale keeps the unit of the largest value', () => {
	const scale = scaleFor('Wh', 250_000);

	expect(scale).toEqual({ unit: 'kWh', divisor: 1000, fractionDigits: 0 });
	expect(written(formatQuantity(400, 'Wh', 'en-US', scale))).toBe('0 kWh');
});

test('water is never a million litres, temperature has no prefix', () => {
	expect(scaleFor('L', 20_000_000).unit).toBe('m³');
	expect(written(formatQuantity(21.46, '°C', 'fr-FR'))).toBe('21,5 °C');
	expect(written(formatQuantity(9_000, 'VA', 'en-US'))).toBe('9 kVA');
	expect(written(formatQuantity(640, 'VA', 'en-US'))).toBe('0.64 kVA');
});

test('metrics have their stored unit', () => {
	expect(baseUnitOf('gas')).toBe('Wh');
	expect(baseUnitOf('temperature')).toBe('°C');
});
