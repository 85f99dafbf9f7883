/** What a day costs, and sums of days; exact, in the units of `units.ts`. Pure. */
import { dateParts, daysInMonth, daysInYear } from './calendar.ts';
import type { EnergyByRegister } from './day-energy.ts';
import type { Register } from '../metrics.ts';
import type { FixedAmount, PricePeriod } from './tariff.ts';
import { priceOf, vatOn } from './units.ts';

/** What is paid for what. The four amounts make the whole; energy is told by register, too. */
export interface Cost {
	subscription: bigint;
	energy: bigint;
	taxes: bigint;
	/** 0 where prices are said with taxes and VAT */
	vat: bigint;
	/** in µWh and without taxes and VAT */
	registers: Readonly<Partial<Record<Register, { energyMicroWh: bigint; amount: bigint }>>>;
}

/** A cost that grows. */
export interface CostSum extends Cost {
	registers: Partial<Record<Register, { energyMicroWh: bigint; amount: bigint }>>;
}

export function noCost(): CostSum {
	return { subscription: 0n, energy: 0n, taxes: 0n, vat: 0n, registers: {} };
}

/** The sum of some costs. */
export function sumOf(costs: Iterable<Cost>): Cost {
	const sum = noCost();
	for (const cost of costs) addCost(sum, cost);

	return sum;
}

/** All that is to be paid. */
export function totalOf({ subscription, energy, taxes, vat }: Cost): bigint {
	return subscription + energy + taxes + vat;
}

/**
 * What a day costs.
 *
 * @param date the local date, by which yearly and monthly amounts are shared out
 * @param energy what was used; null where it is not known: then only what is paid for the time
 */
export function costOfDay(period: PricePeriod, date: string, energy: EnergyByRegister | null): Cost {
	const subscription = period.subscription === null ? 0n : shareOfDay(period.subscription, date);
	let vat = period.vat === null ? 0n : vatOn(subscription, period.vat.subscription);
	let energyAmount = 0n;
	let used = 0n;
	const registers: Partial<Record<Register, { energyMicroWh: bigint; amount: bigint }>> = {};
	for (const [register, energyMicroWh] of Object.entries(energy ?? {}) as [Register, bigint][]) {
		const amount = priceOf(energyMicroWh, period.prices[register] ?? 0n);
		registers[register] = { energyMicroWh, amount };
		energyAmount += amount;
		used += energyMicroWh;
	}
	if (period.vat !== null) vat += vatOn(energyAmount, period.vat.energy);
	let taxes = 0n;
	for (const { charge, vatRate } of period.taxes) {
		const amount = 'perKwh' in charge ? priceOf(used, charge.perKwh) : shareOfDay(charge, date);
		taxes += amount;
		vat += vatOn(amount, vatRate);
	}

	return { subscription, energy: energyAmount, taxes, vat, registers };
}

/** Adds a cost to a sum, in place: years of a building are thousands of days. */
export function addCost(sum: CostSum, cost: Cost): void {
	sum.subscription += cost.subscription;
	sum.energy += cost.energy;
	sum.taxes += cost.taxes;
	sum.vat += cost.vat;
	for (const register in cost.registers) {
		const part = cost.registers[register as Register];
		if (!part) continue;
		const before = sum.registers[register as Register];
		if (before) {
			before.energyMicroWh += part.energyMicroWh;
			before.amount += part.amount;
		} else sum.registers[register as Register] = { ...part };
	}
}

/** VAT is taken of amounts that are whole in this. */
const GRAIN = 10_000n;

/**
 * A day's share of a yearly or monthly amount: what is due up to its end less what was due up to its start, so that the days of
 * a calendar year, or month, make the amount and nothing else.
 */
export function shareOfDay({ amount, per }: FixedAmount, date: string): bigint {
	const { dayOfYear, dayOfMonth } = dateParts(date);
	const [place, days] = per === 'year' ? [dayOfYear, daysInYear(date)] : [dayOfMonth, daysInMonth(date)];
	const grains = amount / GRAIN;
	const dueUpTo = (day: number): bigint => (grains * BigInt(day)) / BigInt(days);

	return (dueUpTo(place) - dueUpTo(place - 1)) * GRAIN;
}
