/** What was emitted for what was used, by yearly averages; exact sums. Pure. */
import { divideRounded } from '../tariff/decimal.ts';
import { microWh } from '../tariff/units.ts';
import type { EmissionFactor, FactorOfDay } from './emission-factors.ts';

/** In 10⁻¹⁵ g: µWh times 10⁻⁶ g/kWh. */
const GRAM = 10n ** 15n;

/** A factor, and what it was used for. */
export interface UsedFactor {
	factor: EmissionFactor;
	/** days on which something was used */
	days: number;
	/** of these, those of which it is not: none is known of them */
	daysOfAnotherTime: number;
}

/** A sum of emissions that knows its sources. */
export interface Emissions {
	/** in 10⁻¹⁵ g; see {@link toKilograms} */
	amount: bigint;
	/** days with use, of which no factor is known */
	daysWithoutFactor: number;
	factors: readonly UsedFactor[];
}

/** Sums up days; the factors in the order of their dates. */
export function emissionsOf(
	days: Iterable<{ date: string; energyWh: number }>,
	find: (date: string) => FactorOfDay | undefined,
): Emissions {
	let amount = 0n;
	let daysWithoutFactor = 0;
	const used = new Map<EmissionFactor, UsedFactor>();
	for (const { date, energyWh } of days) {
		const found = find(date);
		if (!found) {
			daysWithoutFactor += 1;
			continue;
		}
		const { factor, isOfAnotherTime } = found;
		const before = used.get(factor) ?? { factor, days: 0, daysOfAnotherTime: 0 };
		used.set(factor, {
			factor,
			days: before.days + 1,
			daysOfAnotherTime: before.daysOfAnotherTime + Number(isOfAnotherTime),
		});
		amount += BigInt(microWh(energyWh)) * factor.microGramsPerKwh;
	}

	return {
		amount,
		daysWithoutFactor,
		factors: [...used.values()].toSorted((one, other) => (one.factor.from < other.factor.from ? -1 : 1)),
	};
}

/** Kilograms, to the gram. */
export function toKilograms(amount: bigint): number {
	return Number(divideRounded(amount, GRAM)) / 1_000;
}
