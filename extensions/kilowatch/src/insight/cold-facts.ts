import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Queryable } from '../storage/database.ts';
import { isNeeded } from './building-days.ts';
import { knownDays, readSums, type Meter, type PeriodSums } from './building-sums.ts';
import { readBuildingWeather } from './building-weather.ts';
import { referencePeriod, type ColdFacts } from './degree-day-comparison.ts';

/**
 * What the weather was in a period, in the earlier ones and in their references, and what the same meters used meanwhile.
 *
 * @param earlier the periods that it is compared with
 */
export async function readColdFacts(
	connection: Queryable,
	building: BuildingKey,
	meters: readonly Meter[],
	{ period, devices }: PeriodSums,
	earlier: readonly PeriodSums[],
): Promise<ColdFacts> {
	const references = earlier.map((sums) => referencePeriod(sums.period));
	const from = references.map((reference) => reference.from).toSorted()[0] ?? period.from;
	const to =
		references
			.map((reference) => reference.to)
			.toSorted()
			.at(-1) ?? period.from;
	const weather = await readBuildingWeather(connection, building, { from, to: period.to });
	// Most of a portfolio may have no weather: nothing more is read for it.
	if (weather.degreeDays.size === 0 || !weather.mayHeatElectrically) {
		return { weather, referenceEnergyOf: () => undefined };
	}

	const reference = await readSums(connection, meters, { from, to });
	const known = knownDays(reference);
	const isOfSameMeters = (date: string): boolean =>
		reference.meterDays.flatMap((meter) => (isNeeded(meter, date) ? meter.device : [])).join() ===
		devices.join();

	return { weather, referenceEnergyOf: (date) => (isOfSameMeters(date) ? known(date) : undefined) };
}
