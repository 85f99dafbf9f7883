/** Sums of meters' days as they are told: rounded once, and so that the parts make the whole. Pure. */
import { emissionsOf, toKilograms } from '../../domain/carbon/statement.ts';
import type { FactorOfDay } from '../../domain/carbon/emission-factors.ts';
import { registers as allRegisters, type Register } from '../../domain/metrics.ts';
import { addCosts, noCost, type Cost } from '../../domain/tariff/cost.ts';
import { roundParts } from '../../domain/tariff/decimal.ts';
import type { CostObstacle } from '../../domain/tariff/meter-costs.ts';
import { EURO, toEuros } from '../../domain/tariff/units.ts';
import type { CostFigures } from '../../shared/http-contract/costs.ts';

/** A day of a meter on which the building is not known without it. */
export interface CostedDay {
	date: string;
	/** null where it is not known */
	energyWh: number | null;
	cost: Cost | null;
	obstacle: CostObstacle | 'no_tariff' | 'unreadable_tariff' | null;
	/** its hours are not known */
	isEstimated: boolean;
	/** its prices are said with taxes and VAT */
	isGross: boolean;
}

/**
 * @param find of the building's country
 * @param decimals of the amounts
 */
export function figuresOf(
	days: readonly CostedDay[],
	find: (date: string) => FactorOfDay | undefined,
	decimals: number,
): CostFigures {
	const known = days.flatMap(({ date, energyWh }) => (energyWh === null ? [] : [{ date, energyWh }]));
	const emissions = emissionsOf(known, find);
	const costs = days.flatMap(({ cost }) => cost ?? []);
	const cost = costs.reduce(addCosts, noCost);
	const costed = days.filter(({ obstacle }) => obstacle === null);

	return {
		energy_wh: known.length === 0 ? null : known.reduce((sum, { energyWh }) => sum + energyWh, 0),
		co2_kg: known.length === emissions.daysWithoutFactor ? null : toKilograms(emissions.amount),
		...amountsOf(costs.length === 0 ? null : cost, decimals),
		is_gross: days.some(({ isGross }) => isGross),
		registers: registersOf(cost, decimals),
		days_costed: costed.length,
		days_estimated: costed.filter(({ isEstimated }) => isEstimated).length,
		days_expected: days.length,
	};
}

type Amounts = Pick<CostFigures, 'total_eur' | 'subscription_eur' | 'energy_eur' | 'taxes_eur' | 'vat_eur'>;

function amountsOf(cost: Cost | null, decimals: number): Amounts {
	if (cost === null) {
		return { total_eur: null, subscription_eur: null, energy_eur: null, taxes_eur: null, vat_eur: null };
	}
	const { subscription, energy, taxes, vat } = cost;
	const rounded = roundParts([subscription, energy, taxes, vat], EURO / 10n ** BigInt(decimals));
	const euros = (amount: bigint | undefined): number => Number(amount ?? 0n) / 10 ** decimals;

	return {
		total_eur: euros(rounded.reduce((sum, amount) => sum + amount, 0n)),
		subscription_eur: euros(rounded[0]),
		energy_eur: euros(rounded[1]),
		taxes_eur: euros(rounded[2]),
		vat_eur: euros(rounded[3]),
	};
}

function registersOf({ registers }: Cost, decimals: number): CostFigures['registers'] {
	return allRegisters.flatMap((register: Register) => {
		const found = registers[register];

		return found
			? [
					{
						register,
						energy_wh: Number(found.energyMicroWh) / 1e6,
						energy_eur: toEuros(found.amount, decimals),
					},
				]
			: [];
	});
}
