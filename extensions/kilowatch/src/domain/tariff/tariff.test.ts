import { expect, test } from 'vitest';
import { belgianNight } from './low-hours.ts';
import { parseTariff, periodOn, TariffError } from './tariff.ts';
import { EURO } from './units.ts';

const flat = { from: '2025-02-01', price: '0.2016' };
const two = { price: '0.3', price_low: '0.25' };

test('a tariff is read with exact prices', () => {
	const [period] = parseTariff({
		type: 'peak_off_peak',
		periods: [
			{
				from: '2025-02-01',
				to: null,
				type: null,
				subscription: 16.7,
				subscription_per: 'month',
				price: '0.2146',
				price_low: 0.1696,
				taxes: [
					{ name: 'Accise', per_kwh: 0.0000001, amount: null, per: null },
					{ name: 'CTA', amount: '-3.5', per: 'year', vat: 5.5 },
				],
				vat_subscription: '5.5',
				vat_energy: 20,
			},
		],
	});
	expect(period).toEqual({
		from: '2025-02-01',
		to: null,
		type: 'peak_off_peak',
		subscription: { amount: (EURO * 167n) / 10n, per: 'month' },
		prices: { peak: 21_460_000n, off_peak: 16_960_000n },
		taxes: [
			{ name: 'Accise', charge: { perKwh: 10n }, vatRate: 2_000n },
			{ name: 'CTA', charge: { amount: (EURO * -35n) / 10n, per: 'year' }, vatRate: 550n },
		],
		vat: { subscription: 550n, energy: 2_000n },
		lowHours: null,
	});
});

test('a two-rate tariff has the Belgian night unless it says other hours', () => {
	expect(parseTariff({ type: 'two_rate', periods: [two] })[0]?.lowHours).toEqual(belgianNight);
	expect(
		parseTariff({
			type: 'two_rate',
			periods: [{ ...two, low_hours: '22h-7h;11h-17h', weekend_low: false }],
		})[0]?.lowHours,
	).toEqual({
		spans: [
			{ from: 0, to: 420 },
			{ from: 660, to: 1_020 },
			{ from: 1_320, to: 1_440 },
		],
		isWeekendLow: false,
	});
});

test('periods are put in order, and one of them may be of another type', () => {
	const periods = parseTariff({
		type: 'flat',
		periods: [
			{ ...two, from: '2026-01-01', type: 'two_rate' },
			{ to: '2025-06-01', price: 1 },
			{ from: '2025-08-01', to: '2026-01-01', price: 2 },
		],
	});
	expect(periods.map(({ from, type }) => [from, type])).toEqual([
		[null, 'flat'],
		['2025-08-01', 'flat'],
		['2026-01-01', 'two_rate'],
	]);
	expect(periodOn(periods, '2025-05-31')).toBe(periods[0]);
	expect(periodOn(periods, '2025-06-01')).toBeUndefined();
	expect(periodOn(periods, '2025-12-31')).toBe(periods[1]);
	expect(periodOn(periods, '2031-01-01')).toBe(periods[2]);
});

const ofType = (type: string, ...periods: object[]) => ({ type, periods });
const cta = { name: 'CTA', amount: 1, per: 'year' };

test.each<[string, unknown, string]>([
	['no period', ofType('flat'), 'periods: must have at least one period'],
	['Tempo', ofType('tempo', flat), 'no other kind of tariff can be reckoned'],
	['no list', { type: 'flat', periods: 'x' }, 'periods'],
	['no price', ofType('flat', {}), 'periods.0.price: must be a number'],
	['a comma', ofType('flat', { price: '0,2' }), 'periods.0.price: must be a number'],
	['nine decimals', ofType('flat', { price: '0.123456789' }), 'at most 8 decimals'],
	['a negative price', ofType('flat', { price: -1 }), 'must not be negative'],
	['one price of two', ofType('peak_off_peak', flat), 'periods.0.price_low: a peak_off_peak'],
	['two prices for one', ofType('flat', two), 'no price_low'],
	['a subscription for no time', ofType('flat', { ...flat, subscription: 1 }), 'subscription_per'],
	['half of the VAT', ofType('flat', { ...flat, vat_energy: 20 }), 'go together'],
	['an unknown field', ofType('flat', { ...flat, prices: 1 }), 'prices'],
	['no such date', ofType('flat', { ...flat, from: '2025-02-30' }), 'must be a date'],
	['an empty period', ofType('flat', { ...flat, to: '2025-02-01' }), 'must be before'],
	['overlap', ofType('flat', flat, { ...flat, from: '2025-03-01' }), 'into the one from 2025-03-01'],
	['two without a beginning', ofType('flat', { price: 1 }, { price: 2 }), 'reaches'],
	['unreadable hours', ofType('two_rate', { ...two, low_hours: 'at night' }), 'cannot be read'],
	['hours of a flat tariff', ofType('flat', { ...flat, low_hours: '22h-6h' }), 'no low_hours'],
	['a weekend without hours', ofType('peak_off_peak', { ...two, weekend_low: true }), 'goes with low_hours'],
	['too much VAT', ofType('flat', { ...flat, vat_subscription: 5.5, vat_energy: 101 }), 'at most 100'],
	['VAT of a tax alone', ofType('flat', { ...flat, taxes: [{ ...cta, vat: 5 }] }), 'with vat_subscription'],
	['a tax of both kinds', ofType('flat', { ...flat, taxes: [{ ...cta, per_kwh: 1 }] }), 'taxes.0: a tax is'],
	['a tax of neither kind', ofType('flat', { ...flat, taxes: [{ name: 'CTA' }] }), 'taxes.0: a tax is'],
])('%s is refused, and the place is named', (_, tariff, message) => {
	expect(() => parseTariff(tariff)).toThrow(TariffError);
	expect(() => parseTariff(tariff)).toThrow(message);
});
