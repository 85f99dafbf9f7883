/** The cost of years against a computation of its own: minute by minute, on a clock of its own. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDays } from '../local-days.ts';
import { sumOf, totalOf } from './cost.ts';
import { parseOffPeakHours } from './off-peak-hours.ts';
import { costDays, needsCurve, planDays, type MeterToCost } from './meter-costs.ts';
import { parseTariff } from './tariff.ts';
import { toEuros } from './units.ts';

const zone = 'Europe/Brussels';
const offPeakHours = '0H54-6H54;11H54-13H54';

/** One day of a meter: the step of its load curve, which of its intervals is a hole, the operator's total. */
interface Day {
	step: 10 | 15 | 30 | 60;
	/** Wh of an interval; it varies from there */
	base: number;
	hole: number | null;
	total: number | null;
}

interface Interval {
	startMinute: number;
	step: number;
	wattHours: number;
}

const day: fc.Arbitrary<Day> = fc.record({
	step: fc.constantFrom(10, 15, 30, 60),
	base: fc.integer({ min: 0, max: 2_000 }),
	hole: fc.option(fc.nat(22), { freq: 6 }),
	total: fc.option(fc.integer({ min: 0, max: 90_000 }), { freq: 2 }),
});

/** Europe’s rule: from the last Sunday of March to that of October, at 1:00 UTC; minutes since 1970. */
function summerOf(year: number): { from: number; to: number } {
	const change = (month: number): number => {
		const last = new Date(Date.UTC(year, month + 1, 0));

		return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1) / 60_000;
	};

	return { from: change(2), to: change(9) };
}

interface Price {
	/** the first local date on which it does not hold any more */
	until: string;
	/** € a year */
	subscription: number;
	/** in 10⁻⁴ €/kWh: the dearer one, and the cheaper one */
	high: number;
	low: number;
	excise: number;
	vat: number;
}

const prices = (year: number): fc.Arbitrary<Price[]> =>
	fc
		.tuple(
			fc.uniqueArray(fc.integer({ min: 2, max: 360 }), { maxLength: 3 }),
			fc.array(
				fc.record({
					subscription: fc.integer({ min: 0, max: 400 }),
					high: fc.integer({ min: 0, max: 9_999 }),
					low: fc.integer({ min: 0, max: 9_999 }),
					excise: fc.integer({ min: 0, max: 900 }),
					vat: fc.constantFrom(6, 20, 21),
				}),
				{ minLength: 4, maxLength: 4 },
			),
		)
		.map(([changes, all]) =>
			[...changes.toSorted((one, other) => one - other), 400].map((dayOfYear, index) => ({
				until: new Date(Date.UTC(year, 0, dayOfYear)).toISOString().slice(0, 10),
				...(all[index] ?? { subscription: 0, high: 0, low: 0, excise: 0, vat: 0 }),
			})),
		);

type Type = 'flat' | 'peak_off_peak' | 'two_rate';

/** @param clock minutes since 1970 as a clock on the wall shows them */
function isLow(type: Type, clock: number): boolean {
	const minute = clock % 1_440;
	// 1970 began on a Thursday.
	if (type === 'two_rate') return (Math.floor(clock / 1_440) + 3) % 7 >= 5 || minute < 420 || minute >= 1_320;

	return (minute >= 54 && minute < 6 * 60 + 54) || (minute >= 11 * 60 + 54 && minute < 13 * 60 + 54);
}

const SCALE = 10n ** 30n;

/** In 10⁻³⁰ €. */
function referenceCost(
	type: Type,
	year: number,
	intervals: readonly Interval[],
	totals: ReadonlyMap<string, number>,
	allPrices: readonly Price[],
): bigint {
	const firstMinute = Date.UTC(year, 0, 1) / 60_000 - 60;
	const lastMinute = Date.UTC(year + 1, 0, 1) / 60_000 - 60;
	const perMinute = new Float64Array(lastMinute - firstMinute).fill(NaN);
	for (const { startMinute, step, wattHours } of intervals) {
		// in sixtieths of a Wh, of which every minute has a whole number
		perMinute.fill((wattHours * 60) / step, startMinute - firstMinute, startMinute - firstMinute + step);
	}
	const summer = summerOf(year);
	const ofDays = new Map<number, { low: number; high: number; isWhole: boolean }>();
	for (let minute = firstMinute; minute < lastMinute; minute += 1) {
		const clock = minute + (minute >= summer.from && minute < summer.to ? 120 : 60);
		const dayNumber = Math.floor(clock / 1_440);
		const ofDay = ofDays.get(dayNumber) ?? { low: 0, high: 0, isWhole: true };
		ofDays.set(dayNumber, ofDay);
		const used = perMinute[minute - firstMinute] ?? NaN;
		if (Number.isNaN(used)) ofDay.isWhole = false;
		else if (isLow(type, clock)) ofDay.low += used;
		else ofDay.high += used;
	}
	let cost = 0n;
	for (const [dayNumber, { low, high, isWhole }] of ofDays) {
		const date = new Date(dayNumber * 86_400_000).toISOString().slice(0, 10);
		const price = allPrices.find(({ until }) => date < until);
		if (!price) throw new Error(`There is no price on ${date}`);
		const vat = BigInt(100 + price.vat);
		cost += (BigInt(price.subscription) * SCALE * vat) / 100n / BigInt(ofDays.size);
		const total = totals.get(date);
		const sum = low + high;
		// in sixtieths of a Wh, times SCALE
		let parts: [low: bigint, high: bigint];
		if (total !== undefined && (type === 'flat' || total === 0)) {
			parts = [0n, BigInt(total * 60) * SCALE];
		} else if (!isWhole || (total !== undefined && sum === 0)) continue;
		else if (total === undefined) parts = [BigInt(low) * SCALE, BigInt(high) * SCALE];
		else {
			parts = [
				(BigInt(total * 60) * BigInt(low) * SCALE) / BigInt(sum),
				(BigInt(total * 60) * BigInt(high) * SCALE) / BigInt(sum),
			];
		}
		const lowPrice = type === 'flat' ? price.high : price.low;
		cost +=
			((parts[0] * BigInt(lowPrice + price.excise) + parts[1] * BigInt(price.high + price.excise)) * vat) /
			(100n * 60n * 1_000n * 10_000n);
	}

	return cost;
}

function cents(amount: bigint, euro: bigint): number {
	return Number((amount * 100n + euro / 2n) / euro);
}

test.each<Type>(['flat', 'peak_off_peak', 'two_rate'])(
	'a year of a %s tariff costs to the cent what its minutes cost',
	(type) => {
		fc.assert(
			fc.property(
				fc.constantFrom(2024, 2025, 2026).chain((year) => fc.tuple(fc.constant(year), prices(year))),
				fc.array(day, { minLength: 20, maxLength: 20 }),
				([year, allPrices], pattern) => {
					const days = localDays(`${year}-01-01`, `${year + 1}-01-01`, zone);
					const intervals: Interval[] = [];
					const totals = new Map<string, number>();
					// As the ledger of days has it: a sum only where no interval is missing.
					const wholeCurves = new Map<string, number>();
					for (const [index, { date, startSeconds, endSeconds }] of days.entries()) {
						const own = pattern[index % pattern.length];
						if (!own) continue;
						if (own.total !== null) totals.set(date, own.total + index);
						const count = (endSeconds - startSeconds) / 60 / own.step;
						const ofDay = Array.from({ length: count }, (_, place) => ({
							startMinute: startSeconds / 60 + place * own.step,
							step: own.step,
							wattHours: own.base === 0 ? 0 : own.base + ((place * 37 + index) % 211),
						}));
						if (own.hole === null) {
							wholeCurves.set(
								date,
								ofDay.reduce((sum, { wattHours }) => sum + wattHours, 0),
							);
						}
						intervals.push(...ofDay.filter((_, place) => place !== own.hole));
					}
					const series = {
						starts: Float64Array.from(intervals, ({ startMinute }) => startMinute * 60),
						durations: Float64Array.from(intervals, ({ step }) => step * 60),
						values: Float64Array.from(intervals, ({ wattHours }) => wattHours),
					};
					const meter: MeterToCost = {
						periods: parseTariff({
							type,
							periods: allPrices.map(({ until, subscription, high, low, excise, vat }, index) => ({
								from: allPrices[index - 1]?.until ?? null,
								to: index === allPrices.length - 1 ? null : until,
								subscription,
								subscription_per: 'year',
								price: high / 10_000,
								price_low: type === 'flat' ? null : low / 10_000,
								taxes: [{ name: 'Excise', per_kwh: excise / 10_000 }],
								vat_subscription: vat,
								vat_energy: vat,
							})),
						}),
						hoursOn: () => ({ spans: parseOffPeakHours(offPeakHours), isWeekendLow: false }),
						knownOn: (date) => ({
							totalWh: totals.get(date) ?? wholeCurves.get(date) ?? null,
							registersWh: {},
						}),
						maySplit: () => true,
					};
					const plan = planDays(meter, days);
					const costs = costDays(plan, plan.some(needsCurve) ? series : null, zone, false);
					const sum = sumOf(costs.flatMap(({ cost }) => cost ?? []));

					expect(toEuros(totalOf(sum), 2) * 100).toBeCloseTo(
						cents(referenceCost(type, year, intervals, totals, allPrices), SCALE),
						6,
					);
				},
			),
			{ numRuns: 12 },
		);
	},
	60_000,
);
