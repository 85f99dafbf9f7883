import { methodNames, type MethodName } from './method.ts';

/** How fast errors of the past count less: forecasts that are judged follow each other by a week. */
const MEMORY = 0.98;
/** As if so many forecasts had found what is thought of a method before anything is known of the series. */
const PRIOR_FORECASTS = 4;
/** A method whose errors are twice as large counts 64 times less. */
const POWER = 6;
const LEAST_KNOWN_DAYS = 5;
/** Of a mean day: errors smaller than this are luck. */
const LEAST_ERROR = 0.005;

/** Logarithms of how much larger than the best method's errors are thought to be. */
const priors: Readonly<Record<MethodName, number>> = {
	holt_winters: 0,
	last_week: 0.15,
	same_weekday: 0.15,
	regression: 0.1,
	// Three of a kind; and a year can have been another one.
	last_year: 0.2,
	last_year_recent: 0.2,
	last_year_swing: 0.2,
};

/** What each method's forecasts count together: the more, the less it has erred with this very series. */
export class MethodWeights {
	readonly #sums = new Float64Array(methodNames.length);
	readonly #forecasts = new Float64Array(methodNames.length);
	/** of each method, in the order of their names; they are compared, not added up */
	readonly weights = new Float64Array(methodNames.length);

	constructor() {
		this.#weigh();
	}

	/** Takes in what came of the days that all methods had forecast. */
	learn(actual: Float64Array, forecasts: readonly Float64Array[]): void {
		const mean = meanOf(actual);
		const errors = forecasts.map((forecast) => errorOf(actual, forecast));
		const best = Math.min(...errors.filter((error) => !Number.isNaN(error)));
		if (!Number.isFinite(best) || !(mean > 0)) return;
		for (const [method, error] of errors.entries()) {
			this.#sums[method] = MEMORY * (this.#sums[method] ?? 0);
			this.#forecasts[method] = MEMORY * (this.#forecasts[method] ?? 0);
			if (Number.isNaN(error)) continue;
			// Logarithms, so that one wild month is not all that counts.
			this.#sums[method] += Math.log((error + LEAST_ERROR * mean) / (best + LEAST_ERROR * mean));
			this.#forecasts[method] += 1;
		}
		this.#weigh();
	}

	#weigh(): void {
		for (const [method, name] of methodNames.entries()) {
			const sum = (this.#sums[method] ?? 0) + PRIOR_FORECASTS * priors[name];
			this.weights[method] = Math.exp((-POWER * sum) / ((this.#forecasts[method] ?? 0) + PRIOR_FORECASTS));
		}
	}
}

function meanOf(values: Float64Array): number {
	const known = values.filter((value) => !Number.isNaN(value));

	return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The mean distance of days; `NaN` where too few are known. */
function errorOf(actual: Float64Array, forecast: Float64Array): number {
	let distances = 0;
	let known = 0;
	for (const [place, value] of actual.entries()) {
		const distance = Math.abs(value - (forecast[place] ?? NaN));
		if (Number.isNaN(distance)) continue;
		distances += distance;
		known += 1;
	}

	return known < LEAST_KNOWN_DAYS ? NaN : distances / known;
}
