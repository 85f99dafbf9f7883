/** How fast old days count less: after six weeks by half. */
const MEMORY = 0.985;
const LEAST_DAYS = 28;
/** Below so much of the differences explained, the weather does not explain this series. */
const LEAST_EXPLAINED = 0.15;
/** One odd day must not make a slope. */
const MOST_EXCESS = 0.5;

/**
 * How much a series grows with a degree day, learned from its own days. Where cold, or heat, explains little, or would lower
 * consumption, there is no response at all: most buildings' electricity does not heat.
 */
export class WeatherResponse {
	#sumOfProducts = 0;
	#sumOfSquares = 0;
	#sumOfExcessSquares = 0;
	#days = 0;
	#slope = 0;

	/** logarithm of consumption for one degree day; 0 where there is no response */
	get slope(): number {
		return this.#slope;
	}

	/**
	 * @param difference in degree days from the days that made the expectation
	 * @param excess over the expectation that does not know the weather
	 */
	learn(difference: number, excess: number): void {
		if (Number.isNaN(difference) || Number.isNaN(excess)) return;
		const bounded = Math.max(-MOST_EXCESS, Math.min(MOST_EXCESS, excess));
		this.#sumOfProducts = this.#sumOfProducts * MEMORY + difference * bounded;
		this.#sumOfSquares = this.#sumOfSquares * MEMORY + difference * difference;
		this.#sumOfExcessSquares = this.#sumOfExcessSquares * MEMORY + bounded * bounded;
		if (difference !== 0) this.#days += 1;
		const explained =
			(this.#sumOfProducts * this.#sumOfProducts) / (this.#sumOfSquares * this.#sumOfExcessSquares);
		const isKnown = this.#days >= LEAST_DAYS && this.#sumOfProducts > 0 && explained >= LEAST_EXPLAINED;
		this.#slope = isKnown ? this.#sumOfProducts / this.#sumOfSquares : 0;
	}
}
