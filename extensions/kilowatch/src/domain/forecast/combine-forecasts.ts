/** However sure one method is of something else, it cannot pull the forecast further than this from the middle of all. */
const MOST_PULL = 1.1;

/** Scratch of {@link combineForecasts}: the methods in order of what they forecast. */
const order = new Uint8Array(16);

/**
 * Makes one forecast of several: their weighted mean, each drawn in to a tenth round their weighted median, so that neither one
 * wild method nor a change of the order of two near ones makes the forecast.
 *
 * @param kwh of one day by each method, `NaN` where it cannot tell; changed
 * @param weights of each method
 * @returns `NaN` where no method can tell
 */
export function combineForecasts(kwh: Float64Array, weights: Float64Array): number {
	const middle = weightedMedian(kwh, weights);
	let sum = 0;
	let total = 0;
	for (let method = 0; method < kwh.length; method++) {
		const value = kwh[method] ?? NaN;
		if (Number.isNaN(value)) continue;
		const weight = weights[method] ?? 0;
		sum += weight * Math.max(middle / MOST_PULL, Math.min(middle * MOST_PULL, value));
		total += weight;
	}

	return Math.max(0, sum / total);
}

function weightedMedian(kwh: Float64Array, weights: Float64Array): number {
	let count = 0;
	let total = 0;
	for (let method = 0; method < kwh.length; method++) {
		const value = kwh[method] ?? NaN;
		if (Number.isNaN(value)) continue;
		let place = count;
		for (; place > 0 && (kwh[order[place - 1] ?? 0] ?? 0) > value; place--)
			order[place] = order[place - 1] ?? 0;
		order[place] = method;
		count += 1;
		total += weights[method] ?? 0;
	}
	let below = 0;
	for (let place = 0; place < count; place++) {
		below += weights[order[place] ?? 0] ?? 0;
		if (below >= total / 2) return kwh[order[place] ?? 0] ?? NaN;
	}

	return NaN;
}
