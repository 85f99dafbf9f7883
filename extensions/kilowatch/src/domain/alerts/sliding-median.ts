/** The last values of a series, sorted: their median and their extremes cost nothing, and a new value a few steps. */
export class SlidingMedian {
	readonly #inOrder: Float64Array;
	readonly #sorted: Float64Array;
	#count = 0;
	#next = 0;

	constructor(capacity: number) {
		this.#inOrder = new Float64Array(capacity);
		this.#sorted = new Float64Array(capacity);
	}

	get count(): number {
		return this.#count;
	}

	/** Takes a value in and, where the window is full, lets the oldest go. What is not a number is left out. */
	push(value: number): void {
		if (Number.isNaN(value)) return;
		const inOrder = this.#inOrder;
		const next = this.#next;
		if (this.#count === inOrder.length) {
			this.#move(this.#placeOf(inOrder[next] ?? 0), value);
		} else {
			this.#count += 1;
			this.#move(this.#count - 1, value);
		}
		inOrder[next] = value;
		this.#next = next + 1 === inOrder.length ? 0 : next + 1;
	}

	/** `NaN` while there is nothing. */
	get median(): number {
		const count = this.#count;
		if (count === 0) return NaN;
		const middle = count >> 1;
		const upper = this.#sorted[middle] ?? NaN;

		return count % 2 === 1 ? upper : ((this.#sorted[middle - 1] ?? upper) + upper) / 2;
	}

	/** The value that only `above` others exceed; `-Infinity` where there are not so many. */
	highest(above = 0): number {
		return above < this.#count ? (this.#sorted[this.#count - 1 - above] ?? -Infinity) : -Infinity;
	}

	/** `Infinity` while there is nothing. */
	get lowest(): number {
		return this.#count === 0 ? Infinity : (this.#sorted[0] ?? Infinity);
	}

	#placeOf(value: number): number {
		const sorted = this.#sorted;
		let low = 0;
		let high = this.#count - 1;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((sorted[middle] ?? 0) < value) low = middle + 1;
			else high = middle;
		}

		return low;
	}

	/** Puts a value into a place that is free, and then to where it belongs: only what lies between moves. */
	#move(free: number, value: number): void {
		const sorted = this.#sorted;
		const last = this.#count - 1;
		let place = free;
		while (place < last && (sorted[place + 1] ?? 0) < value) {
			sorted[place] = sorted[place + 1] ?? 0;
			place += 1;
		}
		while (place > 0 && (sorted[place - 1] ?? 0) > value) {
			sorted[place] = sorted[place - 1] ?? 0;
			place -= 1;
		}
		sorted[place] = value;
	}
}

const scratch = new Float64Array(64);

/** The median of the first values, up to 64; what is not a number is left out, `NaN` where nothing is left. */
export function medianOfFew(values: Float64Array, length = values.length): number {
	const end = Math.min(length, scratch.length);
	let count = 0;
	for (let index = 0; index < end; index++) {
		const value = values[index] ?? NaN;
		if (Number.isNaN(value)) continue;
		let place = count;
		for (; place > 0 && (scratch[place - 1] ?? 0) > value; place--) {
			scratch[place] = scratch[place - 1] ?? 0;
		}
		scratch[place] = value;
		count += 1;
	}
	if (count === 0) return NaN;
	const upper = scratch[count >> 1] ?? NaN;

	return count % 2 === 1 ? upper : ((scratch[(count >> 1) - 1] ?? upper) + upper) / 2;
}
