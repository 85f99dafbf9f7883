/**
 * The last values of a series as they came. They are taken in each day, and their median is asked for on the few days on which
 * something stands out: so it is not kept sorted, as {@link SlidingMedian} is, but sorted when somebody asks.
 */
export class RecentValues {
	readonly #values: Float64Array;
	#count = 0;
	#next = 0;

	constructor(capacity: number) {
		this.#values = new Float64Array(capacity);
	}

	get count(): number {
		return this.#count;
	}

	/** Takes a value in and, where the window is full, lets the oldest go. What is not a number is left out. */
	push(value: number): void {
		if (Number.isNaN(value)) return;
		const next = this.#next;
		const capacity = this.#values.length;
		this.#values[next] = value;
		this.#next = next + 1 === capacity ? 0 : next + 1;
		if (this.#count < capacity) this.#count += 1;
	}

	/** `NaN` while there is nothing. */
	median(): number {
		const count = this.#count;
		if (count === 0) return NaN;
		const sorted = this.#values.slice(0, count).sort();
		const upper = sorted[count >> 1] ?? NaN;

		return count % 2 === 1 ? upper : ((sorted[(count >> 1) - 1] ?? upper) + upper) / 2;
	}
}
