/** What was emitted for what was used, by yearly averages; exact sums. Pure. */
import { divideRounded } from '../tariff/decimal.ts';
import type { EmissionFactor, FactorOfDay } from './emission-factors.ts';

/** In 10⁻¹⁵ g: µWh times 10⁻⁶ g/kWh. */
const GRAM = 10n ** 15n;

/** What a factor was used for. */
export interface FactorUse {
	/** days on which something was used */
	days: number;
	/** of these, those of which it is not: none is known of them */
	daysOfAnotherTime: number;
}

/** A sum of emissions that grows and knows its sources. */
export interface Emissions {
	/** in 10⁻¹⁵ g; see {@link toKilograms} */
	amount: bigint;
	/** days with use, of which no factor is known */
	daysWithoutFactor: number;
	factors: Map<EmissionFactor, FactorUse>;
}

export function noEmissions(): Emissions {
	return { amount: 0n, daysWithoutFactor: 0, factors: new Map() };
}

/** Adds a day to a sum, in place. */
export function addDay(sum: Emissions, energyMicroWh: bigint, found: FactorOfDay | undefined): void {
	if (!found) {
		sum.daysWithoutFactor += 1;

		return;
	}
	sum.amount += energyMicroWh * found.factor.microGramsPerKwh;
	addUse(sum, found.factor, { days: 1, daysOfAnotherTime: Number(found.isOfAnotherTime) });
}

/** Adds another sum, in place. */
export function addEmissions(sum: Emissions, other: Emissions): void {
	sum.amount += other.amount;
	sum.daysWithoutFactor += other.daysWithoutFactor;
	for (const [factor, use] of other.factors) addUse(sum, factor, use);
}

function addUse(
	{ factors }: Emissions,
	factor: EmissionFactor,
	{ days, daysOfAnotherTime }: FactorUse,
): void {
	const use = factors.get(factor);
	if (use) {
		use.days += days;
		use.daysOfAnotherTime += daysOfAnotherTime;
	} else factors.set(factor, { days, daysOfAnotherTime });
}

/** Kilograms, to the gram. */
export function toKilograms(amount: bigint): number {
	return Number(divideRounded(amount, GRAM)) / 1_000;
}
