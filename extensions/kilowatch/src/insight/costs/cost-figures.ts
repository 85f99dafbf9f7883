/** Sums of meters' days, and how they are told: rounded once, and so that the parts make the whole. Pure. */
import type { FactorOfDay } from '../../domain/carbon/emission-factors.ts';
import {
	addDay,
	addEmissions,
	noEmissions,
	toKilograms,
	type Emissions,
} from '../../domain/carbon/statement.ts';
import { registers as allRegisters } from '../../domain/metrics.ts';
import { addCost, noCost, type Cost, type CostSum } from '../../domain/tariff/cost.ts';
import { roundParts } from '../../domain/tariff/decimal.ts';
import type { CostObstacle } from '../../domain/tariff/meter-costs.ts';
import { EURO, microWh, toEuros } from '../../domain/tariff/units.ts';
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

/** Sums of days that grow: each day is looked at once, and what it adds to a month is added to the whole. */
export interface CostSums {
	energyMicroWh: bigint;
	cost: CostSum;
	emissions: Emissions;
	daysKnown: number;
	daysPriced: number;
	daysCosted: number;
	daysEstimated: number;
	daysExpected: number;
	isGross: boolean;
}

export function noSums(): CostSums {
	return {
		energyMicroWh: 0n,
		cost: noCost(),
		emissions: noEmissions(),
		daysKnown: 0,
		daysPriced: 0,
		daysCosted: 0,
		daysEstimated: 0,
		daysExpected: 0,
		isGross: false,
	};
}

/** Adds a day, in place. @param find finds the factor of the building's country */
export function addCostedDay(
	sums: CostSums,
	{ date, energyWh, cost, obstacle, isEstimated, isGross }: CostedDay,
	find: (date: string) => FactorOfDay | undefined,
): void {
	sums.daysExpected += 1;
	if (energyWh !== null) {
		const energy = BigInt(microWh(energyWh));
		sums.daysKnown += 1;
		sums.energyMicroWh += energy;
		addDay(sums.emissions, energy, find(date));
	}
	if (cost !== null) {
		sums.daysPriced += 1;
		addCost(sums.cost, cost);
	}
	if (obstacle === null) {
		sums.daysCosted += 1;
		if (isEstimated) sums.daysEstimated += 1;
	}
	if (isGross) sums.isGross = true;
}

/** Adds other sums, in place. */
export function addSums(sums: CostSums, other: CostSums): void {
	sums.energyMicroWh += other.energyMicroWh;
	addCost(sums.cost, other.cost);
	addEmissions(sums.emissions, other.emissions);
	sums.daysKnown += other.daysKnown;
	sums.daysPriced += other.daysPriced;
	sums.daysCosted += other.daysCosted;
	sums.daysEstimated += other.daysEstimated;
	sums.daysExpected += other.daysExpected;
	sums.isGross ||= other.isGross;
}

/** @param decimals of the amounts */
export function figuresOf(sums: CostSums, decimals: number): CostFigures {
	const { emissions, cost, daysKnown } = sums;

	return {
		energy_wh: daysKnown === 0 ? null : Number(sums.energyMicroWh) / 1e6,
		co2_kg: daysKnown === emissions.daysWithoutFactor ? null : toKilograms(emissions.amount),
		...amountsOf(sums.daysPriced === 0 ? null : cost, decimals),
		is_gross: sums.isGross,
		registers: registersOf(cost, decimals),
		days_costed: sums.daysCosted,
		days_estimated: sums.daysEstimated,
		days_expected: sums.daysExpected,
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
	return allRegisters.flatMap((register) => {
		const found = registers[register];
		if (!found) return [];

		return [
			{
				register,
				energy_wh: Number(found.energyMicroWh) / 1e6,
				energy_eur: toEuros(found.amount, decimals),
			},
		];
	});
}
