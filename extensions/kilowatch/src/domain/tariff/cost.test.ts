import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, datesBetween } from '../local-days.ts';
import { costOfDay, shareOfDay, sumOf, totalOf } from './cost.ts';
import { parseTariff } from './tariff.ts';
import { EURO, toEuros } from './units.ts';

const [period] = parseTariff({
	type: 'peak_off_peak',
	periods: [
		{
			subscription: '182.52',
			subscription_per: 'year',
			price: '0.2146',
			price_low: '0.1696',
			taxes: [
				{ name: 'Accise', per_kwh: '0.0337' },
				{ name: 'CTA', amount: '36.50', per: 'year' },
			],
			vat_subscription: '5.5',
			vat_energy: '20',
		},
	],
});
if (!period) throw new Error('There is no period');

test('a day, counted by hand', () => {
	const cost = costOfDay(period, '2025-03-01', { peak: 6_000_000_000n, off_peak: 4_000_000_000n });
	// subscription 182.52 / 365, energy 6 × 0.2146 + 4 × 0.1696, taxes 10 × 0.0337 + 36.50 / 365
	expect(toEuros(cost.subscription, 6)).toBe(0.500055);
	expect(toEuros(cost.energy, 6)).toBe(1.966);
	expect(toEuros(cost.taxes, 6)).toBe(0.437);
	// 5.5 % of subscription and CTA, 20 % of energy and excise
	expect(toEuros(cost.vat, 6)).toBe(0.493603);
	expect(toEuros(totalOf(cost), 4)).toBe(3.3967);
	expect(toEuros(cost.registers.off_peak?.amount ?? 0n, 6)).toBe(0.6784);
});

test('without knowing what was used, what is paid for the time is known', () => {
	const cost = costOfDay(period, '2025-03-01', null);
	expect(cost.energy).toBe(0n);
	expect(toEuros(cost.subscription, 2)).toBe(0.5);
	expect(toEuros(cost.taxes, 2)).toBe(0.1);
});

test('the days of a calendar year make the yearly amount, and those of a month the monthly one, exactly', () => {
	fc.assert(
		fc.property(fc.bigInt(0n, 10n ** 13n), fc.integer({ min: 2000, max: 2100 }), (cents, year) => {
			const amount = (cents * EURO) / 100n;
			const sum = (from: string, to: string, per: 'year' | 'month') =>
				datesBetween(from, to).reduce((total, date) => total + shareOfDay({ amount, per }, date), 0n);
			expect(sum(`${year}-01-01`, `${year + 1}-01-01`, 'year')).toBe(amount);
			expect(sum(`${year}-02-01`, `${year}-03-01`, 'month')).toBe(amount);
		}),
		{ numRuns: 20 },
	);
});

test('days make months and months the year, whatever is summed first', () => {
	const days = datesBetween('2024-01-01', '2025-01-01');
	fc.assert(
		fc.property(fc.bigInt(0n, 10n ** 12n), (energy) => {
			const costs = days.map((date, index) =>
				costOfDay(period, date, { peak: (energy * BigInt(index)) / 97n, off_peak: energy % 1_009n }),
			);
			const year = sumOf(costs);
			const months = Map.groupBy(costs.entries(), ([index]) => addDays('2024-01-01', index).slice(0, 7));
			const ofMonths = [...months.values()].map((month) => sumOf(month.map(([, cost]) => cost)));
			expect(sumOf(ofMonths)).toEqual(year);
			expect(totalOf(year)).toBe(costs.reduce((sum, cost) => sum + totalOf(cost), 0n));
		}),
		{ numRuns: 10 },
	);
});
