/**
 * Degree days from daily temperatures. Tables of degree days are sold and must not be passed on; temperatures are open, so the
 * degree days are our own, and method and base go with every number made of them.
 */

/** A local day's outdoor temperatures at one place, in °C. */
export interface DayTemperature {
	/** local date */
	date: string;
	/** of the whole day, `undefined` where whoever told lowest and highest did not tell it */
	mean: number | undefined;
	min: number;
	max: number;
}

/**
 * `mean`: base less the day's mean. `min_max`: base less the middle between lowest and highest ("méthode météo", France).
 * `equivalent`: base less 0.6 of the day's mean, 0.3 of the day's before and 0.1 of the one before that, since a building
 * follows the weather late (the Belgian gas sector's equivalent temperature).
 */
export const degreeDayMethods = ['mean', 'min_max', 'equivalent'] as const;

export type DegreeDayMethod = (typeof degreeDayMethods)[number];

export interface DegreeDayRule {
	/** below which a building is heated, °C */
	baseCelsius: number;
	method: DegreeDayMethod;
}

/** So many days before a period have to be known as well, for the method that looks back. */
export const DAYS_LOOKED_BACK = 2;

const EQUIVALENT_WEIGHTS = [0.6, 0.3, 0.1] as const;

/**
 * The heating degree days of each day that can be told by the rule.
 *
 * @param days in order of date, without repetition; a date that lacks what the method needs has no degree days
 * @returns by date, never negative
 */
export function heatingDegreeDays(
	days: readonly DayTemperature[],
	{ baseCelsius, method }: DegreeDayRule,
): Map<string, number> {
	const degrees = new Map<string, number>();
	for (const [index, day] of days.entries()) {
		const temperature = temperatureBy(method, days, index);
		if (temperature !== undefined) degrees.set(day.date, Math.max(0, baseCelsius - temperature));
	}

	return degrees;
}

/**
 * From which mean on a day is cooled, °C. It is no setting: how much a building uses for a degree is learned of itself, and
 * nothing that is told is corrected by it.
 */
const COOLING_BASE_CELSIUS = 22;

/** The cooling degree days of each day, by its mean, or the middle between lowest and highest where the mean was not told. */
export function coolingDegreeDays(days: readonly DayTemperature[]): Map<string, number> {
	return new Map(
		days.map(({ date, mean, min, max }) => [
			date,
			Math.max(0, (mean ?? (min + max) / 2) - COOLING_BASE_CELSIUS),
		]),
	);
}

function temperatureBy(
	method: DegreeDayMethod,
	days: readonly DayTemperature[],
	index: number,
): number | undefined {
	const day = days[index];
	if (day === undefined) return undefined;
	if (method === 'mean') return day.mean;
	if (method === 'min_max') return (day.min + day.max) / 2;

	let weighted = 0;
	for (const [back, weight] of EQUIVALENT_WEIGHTS.entries()) {
		const earlier = days[index - back];
		if (earlier?.mean === undefined || daysBetween(earlier.date, day.date) !== back) return undefined;
		weighted += weight * earlier.mean;
	}

	return weighted;
}

function daysBetween(earlier: string, later: string): number {
	return Math.round((Date.parse(later) - Date.parse(earlier)) / 86_400_000);
}
