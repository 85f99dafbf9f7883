import { medianOfFew, SlidingMedian } from './sliding-median.ts';
import { WeatherResponse } from './weather-response.ts';

/** What a value of today was expected to be. All in logarithms, where 0.1 is about a tenth. */
export interface Expectation {
	expected: number;
	/** value less expectation */
	excess: number;
	/** the excess in spreads that are usual */
	score: number;
}

/** What is known of a day beside the value. */
export interface DayTraits {
	/** 0 Monday to 6 Sunday; a holiday is a Sunday where the building keeps holidays */
	kind: number;
	/** heating and cooling degree days, `NaN` where not known; empty where there is no weather at all */
	degreeDays: readonly number[];
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
/** The weather of one day explains at most about a doubling. */
const MOST_WEATHER = 0.7;

/**
 * What is usual for one series with one value a day: the level of the last week, or of the last three where that is higher; how
 * far each weekday usually lies from the last week's; and what a degree day adds, where the weather is known and explains
 * anything. Days that were found to be unusual leave the level as it is, for four weeks.
 */
export class UsualLevel {
	readonly #leastSpread: number;
	/** the last days, newest first */
	readonly #values = new Float64Array(LEVEL_REACH).fill(NaN);
	readonly #kinds = new Uint8Array(LEVEL_REACH);
	readonly #isTrusted = new Uint8Array(LEVEL_REACH);
	readonly #degreeDays: (readonly number[])[] = [];
	readonly #offsets = Array.from({ length: 7 }, () => new SlidingMedian(WEEKS));
	readonly #distances = new SlidingMedian(SPREAD_DAYS);
	readonly #responses: WeatherResponse[] = [];
	/** of the days that make the level, each driver's */
	#usualDegreeDays: number[] = [];
	#weekLevel = NaN;
	#level = NaN;

	constructor({ leastSpread }: { leastSpread: number }) {
		this.#leastSpread = leastSpread;
	}

	/** `undefined` while too little is known. */
	judge(value: number, traits: DayTraits): Expectation | undefined {
		const expected = this.#expect(traits);
		if (Number.isNaN(value) || Number.isNaN(expected) || this.#distances.count < LEAST_SPREAD_DAYS) {
			return undefined;
		}
		const excess = value - expected;
		const spread = Math.max(this.#leastSpread, DEVIATION_OF_MEDIAN * this.#distances.median);

		return { expected, excess, score: excess / spread };
	}

	/** What a day like this was expected to be without its weather. `NaN` while too little is known. */
	expectedWithoutWeather(kind: number): number {
		return this.#expect({ kind, degreeDays: [] });
	}

	/** What the weather adds to a day. */
	addedByWeather(degreeDays: readonly number[]): number {
		return this.#weatherShift(degreeDays);
	}

	/** Takes in the day that was just judged. */
	learn(value: number, { kind, degreeDays }: DayTraits, isTrusted: boolean): void {
		const withoutWeather = this.#expect({ kind, degreeDays: [] });
		this.#distances.push(Math.abs(value - (withoutWeather + this.#weatherShift(degreeDays))));
		if (isTrusted) this.#offsets[kind]?.push(value - this.#weatherShift(degreeDays) - this.#weekLevel);
		for (const [driver, amount] of degreeDays.entries()) {
			this.#responses[driver] ??= new WeatherResponse();
			this.#responses[driver].learn(amount - (this.#usualDegreeDays[driver] ?? NaN), value - withoutWeather);
		}
		this.#values.copyWithin(1, 0);
		this.#values[0] = value;
		this.#kinds.copyWithin(1, 0);
		this.#kinds[0] = kind;
		this.#isTrusted.copyWithin(1, 0);
		this.#isTrusted[0] = isTrusted ? 1 : 0;
		if (degreeDays.length > 0) {
			this.#degreeDays.unshift(degreeDays);
			if (this.#degreeDays.length > LEVEL_REACH) this.#degreeDays.pop();
		}
		this.#findLevel(degreeDays.length);
	}

	#expect({ kind, degreeDays }: DayTraits): number {
		return this.#level + this.#offset(kind) + this.#weatherShift(degreeDays);
	}

	/** `NaN` while too little is known. */
	#offset(kind: number): number {
		const offsets = this.#offsets[kind];

		return offsets === undefined || offsets.count < LEAST_WEEKS ? NaN : offsets.median;
	}

	#weatherShift(degreeDays: readonly number[]): number {
		let shift = 0;
		for (let driver = 0; driver < degreeDays.length; driver++) {
			const difference = (degreeDays[driver] ?? NaN) - (this.#usualDegreeDays[driver] ?? NaN);
			shift += Number.isNaN(difference) ? 0 : (this.#responses[driver]?.slope ?? 0) * difference;
		}

		return Math.max(-MOST_WEATHER, Math.min(MOST_WEATHER, shift));
	}

	#findLevel(drivers: number): void {
		let days = this.#lastDays(LEVEL_DAYS, true, LEVEL_REACH);
		if (days < LEAST_LEVEL_DAYS) days = this.#lastDays(LEVEL_DAYS, false, LEVEL_REACH);
		this.#usualDegreeDays = drivers === 0 ? [] : this.#meanDegreeDays(days, drivers);
		this.#weekLevel = days < LEAST_LEVEL_DAYS ? NaN : this.#medianWithoutWeather(days);
		const longDays = this.#lastDays(LONG_LEVEL_DAYS, true, LONG_LEVEL_DAYS);
		const longLevel = longDays < LEAST_LONG_LEVEL_DAYS ? NaN : this.#medianOfLikeDays(longDays);
		this.#level = longLevel > this.#weekLevel ? longLevel : this.#weekLevel;
	}

	/** Looks up to so many known days up in {@link places}. How many they are. */
	#lastDays(most: number, trustedOnly: boolean, reach: number): number {
		let found = 0;
		for (let place = 0; place < reach && found < most; place++) {
			if (Number.isNaN(this.#values[place]) || (trustedOnly && this.#isTrusted[place] !== 1)) continue;
			places[found] = place;
			found += 1;
		}

		return found;
	}

	#meanDegreeDays(days: number, drivers: number): number[] {
		return Array.from({ length: drivers }, (_, driver) => {
			let sum = 0;
			let known = 0;
			for (const place of places.subarray(0, days)) {
				const amount = this.#degreeDays[place]?.[driver] ?? NaN;
				if (Number.isNaN(amount)) continue;
				sum += amount;
				known += 1;
			}

			return known === 0 ? NaN : sum / known;
		});
	}

	#medianWithoutWeather(days: number): number {
		for (let index = 0; index < days; index++) moved[index] = this.#withoutWeather(places[index] ?? 0);

		return medianOfFew(moved, days);
	}

	/** The same of days whose weekdays are taken out, too: with a week away among three, weekends would be half of them. */
	#medianOfLikeDays(days: number): number {
		for (let index = 0; index < days; index++) {
			const place = places[index] ?? 0;
			moved[index] = this.#withoutWeather(place) - this.#offset(this.#kinds[place] ?? 0);
		}

		return medianOfFew(moved, days);
	}

	/** Days of other weather are moved to that of the week, so that a cold spell makes no level. */
	#withoutWeather(place: number): number {
		const value = this.#values[place] ?? NaN;
		if (this.#usualDegreeDays.length === 0) return value;

		return value - this.#weatherShift(this.#degreeDays[place] ?? []);
	}
}

const places = new Uint8Array(LEVEL_REACH);
const moved = new Float64Array(LEVEL_REACH);
