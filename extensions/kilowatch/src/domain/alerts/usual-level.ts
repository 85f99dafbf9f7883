import { medianOfFew, SlidingMedian } from './sliding-median.ts';

/** What a value of today was expected to be. All in logarithms, where 0.1 is about a tenth. */
export interface Expectation {
	expected: number;
	/** value less expectation */
	excess: number;
	/** the excess in spreads that are usual */
	score: number;
}

/** A whole week: its median does not care which weekday it is. */
const LEVEL_DAYS = 7;
const LEAST_LEVEL_DAYS = 4;
/** Where these weeks lay higher, they are the level: who comes back from a week's holiday does not use more than usual. */
const LONG_LEVEL_DAYS = 21;
const LEAST_LONG_LEVEL_DAYS = 12;
/** Days older than this make no level, trusted or not: after that, what was found counts as the new usual. */
const LEVEL_REACH = 28;
const WEEKS = 8;
const LEAST_WEEKS = 2;
const SPREAD_DAYS = 84;
const LEAST_SPREAD_DAYS = 14;
/** Makes a median of distances a standard deviation, where they are normal. */
const DEVIATION_OF_MEDIAN = 1.4826;

/**
 * What is usual for one series with one value a day: the level of the last week, or of the last three where that is higher, and
 * how far each weekday usually lies from the last week's. Days that were found to be unusual leave the level as it is, for four
 * weeks.
 */
export class UsualLevel {
	readonly #recent: { value: number; isTrusted: boolean }[] = [];
	readonly #offsets = Array.from({ length: 7 }, () => new SlidingMedian(WEEKS));
	readonly #distances = new SlidingMedian(SPREAD_DAYS);
	readonly #leastSpread: number;
	#weekLevel = NaN;
	#level = NaN;

	constructor({ leastSpread }: { leastSpread: number }) {
		this.#leastSpread = leastSpread;
	}

	/** `undefined` while too little is known. */
	judge(value: number, kind: number): Expectation | undefined {
		const expected = this.expected(kind);
		if (Number.isNaN(value) || Number.isNaN(expected) || this.#distances.count < LEAST_SPREAD_DAYS) {
			return undefined;
		}
		const excess = value - expected;

		return { expected, excess, score: excess / this.spread };
	}

	/** `NaN` while too little is known. */
	expected(kind: number): number {
		const offsets = this.#offsets[kind];

		return offsets === undefined || offsets.count < LEAST_WEEKS ? NaN : this.#level + offsets.median;
	}

	get spread(): number {
		return Math.max(this.#leastSpread, DEVIATION_OF_MEDIAN * this.#distances.median);
	}

	/** Takes in the day that was just judged. */
	learn(value: number, kind: number, isTrusted: boolean): void {
		this.#distances.push(Math.abs(value - this.expected(kind)));
		if (isTrusted) this.#offsets[kind]?.push(value - this.#weekLevel);
		this.#recent.unshift({ value, isTrusted });
		if (this.#recent.length > LEVEL_REACH) this.#recent.pop();
		this.#weekLevel = this.#medianOfLast(LEVEL_DAYS, true) ?? this.#medianOfLast(LEVEL_DAYS, false) ?? NaN;
		this.#level = Math.max(this.#weekLevel, this.#longLevel() ?? -Infinity);
	}

	#longLevel(): number | undefined {
		const values = this.#lastDays(Infinity, true, LONG_LEVEL_DAYS);

		return values.length < LEAST_LONG_LEVEL_DAYS ? undefined : medianOfFew(values);
	}

	#medianOfLast(days: number, trustedOnly: boolean): number | undefined {
		const values = this.#lastDays(days, trustedOnly, LEVEL_REACH);

		return values.length < LEAST_LEVEL_DAYS ? undefined : medianOfFew(values);
	}

	#lastDays(days: number, trustedOnly: boolean, reach: number): number[] {
		const values: number[] = [];
		for (let place = 0; place < Math.min(reach, this.#recent.length) && values.length < days; place++) {
			const day = this.#recent[place];
			if (day !== undefined && !Number.isNaN(day.value) && (day.isTrusted || !trustedOnly)) values.push(day.value);
		}

		return values;
	}
}
