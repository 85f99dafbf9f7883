import type { DegreeDayMethod, DegreeDayRule } from './degree-days.ts';

interface CountryRule {
	method: DegreeDayMethod;
	/** of each method, °C */
	bases: Readonly<Record<DegreeDayMethod, number>>;
}

/** Kept for good: numbers of different bases are not comparable over years. */
const rules: Readonly<Record<string, CountryRule>> = {
	/** 18 °C: 19 wanted, less one of free gains */
	FR: { method: 'min_max', bases: { mean: 18, min_max: 18, equivalent: 18 } },
	/** the gas sector's 16.5/16.5; the royal meteorological institute's means are 15/15 */
	BE: { method: 'equivalent', bases: { mean: 15, min_max: 15, equivalent: 16.5 } },
};

const elsewhere: CountryRule = { method: 'mean', bases: { mean: 18, min_max: 18, equivalent: 18 } };

/**
 * How a building's degree days are counted: as it is set for it, else as is usual in its country.
 *
 * @param country two letters, as the building has it
 */
export function degreeDayRule(
	country: string | null,
	set: { method?: DegreeDayMethod | undefined; baseCelsius?: number | undefined } = {},
): DegreeDayRule {
	const rule = rules[country?.trim().toUpperCase() ?? ''] ?? elsewhere;
	const method = set.method ?? rule.method;

	return { method, baseCelsius: set.baseCelsius ?? rule.bases[method] };
}
