import { countBits, lowestBit } from './bits.ts';

/**
 * Of each of some values in a row the median of those near it. All are sorted once; then the values near one are bits at the places
 * that they have in that order, and their median is the middle one of these bits. From one value to the next four bits change.
 */
export class NearMedians {
	readonly #length: number;
	readonly #near: { from: number; to: number };
	readonly #sorted: Float64Array;
	readonly #order: Uint8Array;
	/** of each value the bit of its place; 0 where it is not known */
	readonly #bits: Int32Array;

	/**
	 * @param length how many values, at most 31
	 * @param near how far those that count lie away, on both sides
	 */
	constructor(length: number, near: { from: number; to: number }) {
		this.#length = length;
		this.#near = near;
		this.#sorted = new Float64Array(length);
		this.#order = new Uint8Array(length);
		this.#bits = new Int32Array(length);
	}

	/** Writes the medians; what is not known is left out, and `NaN` where nothing is left. */
	find(values: Float64Array, medians: Float64Array): void {
		this.#sort(values);
		const length = this.#length;
		const { from, to } = this.#near;
		const bits = this.#bits;
		let chosen = 0;
		// Those that would be near a value before the first one.
		for (let place = from - 1; place < to && place < length; place++) chosen |= bits[place] ?? 0;
		for (let place = 0; place < length; place++) {
			if (place + from - 1 < length) chosen ^= bits[place + from - 1] ?? 0;
			if (place + to < length) chosen ^= bits[place + to] ?? 0;
			if (place - from >= 0) chosen ^= bits[place - from] ?? 0;
			if (place - to - 1 >= 0) chosen ^= bits[place - to - 1] ?? 0;
			medians[place] = this.#medianOf(chosen);
		}
	}

	#sort(values: Float64Array): void {
		const sorted = this.#sorted;
		const order = this.#order;
		let count = 0;
		for (let place = 0; place < this.#length; place++) {
			const value = values[place] ?? NaN;
			this.#bits[place] = 0;
			if (Number.isNaN(value)) continue;
			let free = count;
			for (; free > 0 && (sorted[free - 1] ?? 0) > value; free--) {
				sorted[free] = sorted[free - 1] ?? 0;
				order[free] = order[free - 1] ?? 0;
			}
			sorted[free] = value;
			order[free] = place;
			count += 1;
		}
		for (let rank = 0; rank < count; rank++) this.#bits[order[rank] ?? 0] = 1 << rank;
	}

	#medianOf(chosen: number): number {
		const count = countBits(chosen);
		if (count === 0) return NaN;
		let left = chosen;
		for (let below = (count - 1) >> 1; below > 0; below--) left &= left - 1;
		const lower = this.#sorted[lowestBit(left)] ?? NaN;
		if (count % 2 === 1) return lower;

		return (lower + (this.#sorted[lowestBit(left & (left - 1))] ?? NaN)) / 2;
	}
}
