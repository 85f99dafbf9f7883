/** Two periods' use, corrected for the cold. Pure; energies in Wh, dates local. */
import { addDays } from '../domain/local-days.ts';
import { fitColdDependence } from '../domain/weather/cold-dependence.ts';
import { correctChange } from '../domain/weather/correct-change.ts';
import type { DegreeDayComparison, StatisticsComparison } from '../shared/http-contract/statistics.ts';
import type { Period } from './building-days.ts';
import type { BuildingWeather } from './building-weather.ts';
import type { DayPair } from './counterpart-days.ts';

/** A year until the end of the earlier period: a heating season is in it, and nothing that came after. */
const REFERENCE_DAYS = 365;

/** Fewer of the compared days, and the rest would speak for those whose weather nobody knows. */
const LEAST_KNOWN_SHARE = 0.5;

/** The days that tell how a building follows the cold, for a comparison with an earlier period. */
export function referencePeriod(earlier: Period): Period {
	return { from: addDays(earlier.to, -REFERENCE_DAYS), to: earlier.to };
}

/** What comparisons are corrected by. */
export interface ColdFacts {
	weather: BuildingWeather;
	/** the energy of a day of a reference on which the period's meters are known, all of them and no others */
	referenceEnergyOf: (date: string) => number | undefined;
}

/**
 * What the change is without the weather's part in it.
 *
 * @param pairs each date with its counterpart
 * @param energyOf the energy of a day on which all the meters are known that the sums need
 */
export function compareDegreeDays(
	comparison: Omit<StatisticsComparison, 'degree_days'>,
	pairs: readonly DayPair[],
	energyOf: (date: string) => number | undefined,
	{ weather, referenceEnergyOf }: ColdFacts,
): DegreeDayComparison {
	const { rule, degreeDays, days } = weather;
	const compared = pairs.flatMap(([date, counterpart]) => {
		const energies = [energyOf(date), energyOf(counterpart)] as const;
		const degrees = [degreeDays.get(date), degreeDays.get(counterpart)] as const;

		return energies[0] === undefined ||
			energies[1] === undefined ||
			degrees[0] === undefined ||
			degrees[1] === undefined
			? []
			: [
					{
						dates: [date, counterpart],
						current: { energyWh: energies[0], degreeDays: degrees[0] },
						earlier: { energyWh: energies[1], degreeDays: degrees[1] },
					},
				];
	});
	const current = sumOf(compared.map((pair) => pair.current));
	const earlier = sumOf(compared.map((pair) => pair.earlier));
	const reference = referencePeriod(comparison);
	const dependence = fitColdDependence(
		[...degreeDays].flatMap(([date, degrees]) => {
			const energyWh = date >= reference.from && date < reference.to ? referenceEnergyOf(date) : undefined;

			return energyWh === undefined ? [] : [{ degreeDays: degrees, energyWh }];
		}),
	);
	const obstacle =
		comparison.obstacle !== null
			? 'not_compared'
			: compared.length < comparison.days_compared * LEAST_KNOWN_SHARE
				? 'few_temperatures'
				: weather.mayHeatElectrically
					? null
					: 'not_electric';
	const corrected = obstacle === null ? correctChange(current, earlier, dependence) : undefined;
	const used = new Set(compared.flatMap(({ dates }) => dates));
	const usedDays = days.filter(({ date }) => used.has(date));

	return {
		method: rule.method,
		base_celsius: rule.baseCelsius,
		days_compared: compared.length,
		current: current.degreeDays,
		earlier: earlier.degreeDays,
		current_wh: current.energyWh,
		earlier_wh: earlier.energyWh,
		earlier_corrected_wh: corrected?.earlierWh ?? null,
		change: corrected?.change ?? null,
		obstacle: obstacle ?? corrected?.obstacle ?? null,
		reference: dependence
			? {
					...reference,
					days: dependence.days,
					wh_per_day: dependence.whPerDay,
					wh_per_degree_day: dependence.whPerDegreeDay,
					explained: dependence.explained,
				}
			: null,
		sources: [...new Set(usedDays.map(({ source }) => source))].toSorted(),
		days_preliminary: usedDays.filter(({ isPreliminary }) => isPreliminary).length,
	};
}

function sumOf(days: readonly { energyWh: number; degreeDays: number }[]) {
	return {
		energyWh: days.reduce((sum, { energyWh }) => sum + energyWh, 0),
		degreeDays: days.reduce((sum, { degreeDays }) => sum + degreeDays, 0),
	};
}
