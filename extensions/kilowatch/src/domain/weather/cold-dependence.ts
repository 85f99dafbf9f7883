/** How a building's days follow the cold: by how much, and how surely. Pure; energies in Wh. */

export interface ColdDay {
	degreeDays: number;
	energyWh: number;
}

/** A straight line through days: so much a day, and so much more for each degree day. */
export interface ColdDependence {
	/** days that it goes through */
	days: number;
	/** of them, days with degree days at all */
	coldDays: number;
	/** what a day without degree days uses */
	whPerDay: number;
	whPerDegreeDay: number;
	/** share of the days' differences that the degree days explain, 0 to 1 */
	explained: number;
}

/**
 * The line of least squares; `undefined` where the days' degree days do not differ, through which any line goes.
 */
export function fitColdDependence(days: readonly ColdDay[]): ColdDependence | undefined {
	const count = days.length;
	if (count === 0) return undefined;
	const meanDegrees = days.reduce((sum, { degreeDays }) => sum + degreeDays, 0) / count;
	const meanEnergy = days.reduce((sum, { energyWh }) => sum + energyWh, 0) / count;
	let degreesSquared = 0;
	let energySquared = 0;
	let product = 0;
	for (const { degreeDays, energyWh } of days) {
		const degrees = degreeDays - meanDegrees;
		const energy = energyWh - meanEnergy;
		degreesSquared += degrees * degrees;
		energySquared += energy * energy;
		product += degrees * energy;
	}
	if (degreesSquared === 0) return undefined;
	const whPerDegreeDay = product / degreesSquared;

	return {
		days: count,
		coldDays: days.filter(({ degreeDays }) => degreeDays > 0).length,
		whPerDay: meanEnergy - whPerDegreeDay * meanDegrees,
		whPerDegreeDay,
		explained: energySquared === 0 ? 0 : (product * product) / (degreesSquared * energySquared),
	};
}
