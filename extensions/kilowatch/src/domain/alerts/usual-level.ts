import { countBits, lowestBit } from './bits.ts';
import { RecentValues } from './recent-values.ts';
import { medianOfFew, SlidingMedian } from './sliding-median.ts';
import { WeatherResponse } from './weather-response.ts';

/** What is known of a day beside its value, which is a logarithm: 0.1 is about a tenth. */
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
const DAYS_PER_WEEK = 7;
/** Makes a median of distances a standard deviation, where they are normal. */
const DEVIATION_OF_MEDIAN = 1.4826;
/** The weather of one day explains at most about a doubling. */
const MOST_WEATHER = 0.7;

/** Days lie in a ring of so many, a power of two above the reach. */
const RING = 32;
const IN_RING = RING - 1;
/** The days of the reach, one bit each, the newest the lowest. */
const REACH_BITS = 2 ** LEVEL_REACH - 1;
const LONG_BITS = 2 ** LONG_LEVEL_DAYS - 1;

/**
 * What is usual for one series with one value a day: the level of the last week, or of the last three where that is higher; how
 * far each weekday usually lies from the last week's; and what a degree day adds, where the weather is known and explains
 * anything. Days that were found to be unusual leave the level as it is, for four weeks.
 */
export class UsualLevel {
	readonly #leastSpread: number;
	readonly #values = new Float64Array(RING);
	readonly #kinds = new Uint8Array(RING);
	readonly #isTrusted = new Uint8Array(RING);
	/** of each driver the amounts of the same days */
	#degreeDays: readonly Float64Array[] = [];
	/** where the newest day lies */
	#newest = 0;
	/** which of the last days are known, and which of those are trusted */
	#known = 0;
	#trusted = 0;
	readonly #offsets = Array.from({ length: DAYS_PER_WEEK }, () => new SlidingMedian(WEEKS));
	/** how far each weekday usually lies from the level; `NaN` while too little is known */
	readonly #usualOffsets = new Float64Array(DAYS_PER_WEEK).fill(NaN);
	readonly #distances = new RecentValues(SPREAD_DAYS);
	#responses: readonly WeatherResponse[] = [];
	/** of the days that make the level, each driver's */
	#usualDegreeDays = new Float64Array(0);
	/** whether any driver explains this series; if not, nothing has to be moved */
	#followsWeather = false;
	#weekLevel = NaN;
	#level = NaN;

	constructor({ leastSpread }: { leastSpread: number }) {
		this.#leastSpread = leastSpread;
	}

	/** What a day like this is expected to be. `NaN` while too little is known. */
	expect({ kind, degreeDays }: DayTraits): number {
		return this.#level + (this.#usualOffsets[kind] ?? NaN) + this.#weatherShift(degreeDays);
	}

	/** Whether enough is known to say how much an excess is. */
	judges(excess: number): boolean {
		return !Number.isNaN(excess) && this.#distances.count >= LEAST_SPREAD_DAYS;
	}

	/** The most that {@link scoreOf} could say: that one looks through twelve weeks, and most days need not ask. */
	mostScoreOf(excess: number): number {
		return excess / this.#leastSpread;
	}

	/** An excess in spreads that are usual. */
	scoreOf(excess: number): number {
		return excess / Math.max(this.#leastSpread, DEVIATION_OF_MEDIAN * this.#distances.median());
	}

	/** What a day like this was expected to be without its weather. `NaN` while too little is known. */
	expectedWithoutWeather(kind: number): number {
		return this.#level + (this.#usualOffsets[kind] ?? NaN);
	}

	/** Takes in the day that was just judged. */
	learn(value: number, { kind, degreeDays }: DayTraits, isTrusted: boolean): void {
		const withoutWeather = this.expectedWithoutWeather(kind);
		const shift = this.#weatherShift(degreeDays);
		this.#distances.push(Math.abs(value - (withoutWeather + shift)));
		if (isTrusted) this.#learnOffset(kind, value - shift - this.#weekLevel);
		const isKnown = !Number.isNaN(value);
		this.#newest = (this.#newest + 1) & IN_RING;
		this.#values[this.#newest] = value;
		this.#kinds[this.#newest] = kind;
		this.#isTrusted[this.#newest] = isKnown && isTrusted ? 1 : 0;
		this.#known = ((this.#known << 1) | (isKnown ? 1 : 0)) & REACH_BITS;
		this.#trusted = ((this.#trusted << 1) | (isKnown && isTrusted ? 1 : 0)) & REACH_BITS;
		if (degreeDays.length > 0) this.#learnWeather(degreeDays, value - withoutWeather);
		this.#findLevel();
	}

	#learnWeather(degreeDays: readonly number[], excess: number): void {
		if (this.#responses.length === 0) {
			this.#responses = degreeDays.map(() => new WeatherResponse());
			this.#degreeDays = degreeDays.map(() => new Float64Array(RING).fill(NaN));
			this.#usualDegreeDays = new Float64Array(degreeDays.length).fill(NaN);
		}
		this.#followsWeather = false;
		for (let driver = 0; driver < this.#responses.length; driver++) {
			const response = this.#responses[driver];
			if (response === undefined) continue;
			const amount = degreeDays[driver] ?? NaN;
			response.learn(amount - (this.#usualDegreeDays[driver] ?? NaN), excess);
			this.#followsWeather ||= response.slope !== 0;
			const amounts = this.#degreeDays[driver];
			if (amounts !== undefined) amounts[this.#newest] = amount;
		}
	}

	#learnOffset(kind: number, offset: number): void {
		const offsets = this.#offsets[kind];
		if (offsets === undefined) return;
		offsets.push(offset);
		this.#usualOffsets[kind] = offsets.count < LEAST_WEEKS ? NaN : offsets.median;
	}

	#weatherShift(degreeDays: readonly number[]): number {
		if (!this.#followsWeather) return 0;
		let shift = 0;
		for (let driver = 0; driver < degreeDays.length; driver++) {
			shift += this.#shiftBy(driver, degreeDays[driver] ?? NaN);
		}

		return bounded(shift);
	}

	#shiftBy(driver: number, amount: number): number {
		const difference = amount - (this.#usualDegreeDays[driver] ?? NaN);

		return Number.isNaN(difference) ? 0 : (this.#responses[driver]?.slope ?? 0) * difference;
	}

	#findLevel(): void {
		let days = this.#lookUp(this.#trusted, LEVEL_DAYS);
		if (days < LEAST_LEVEL_DAYS) days = this.#lookUp(this.#known, LEVEL_DAYS);
		this.#findUsualDegreeDays(days);
		this.#weekLevel = days < LEAST_LEVEL_DAYS ? NaN : this.#medianOfDays(days);
		this.#level = this.#weekLevel;
		if (Number.isNaN(this.#weekLevel)) return;
		if (countBits(this.#trusted & LONG_BITS) < LEAST_LONG_LEVEL_DAYS) return;
		const longLevel = this.#medianOfLikeDays();
		if (longLevel > this.#weekLevel) this.#level = longLevel;
	}

	/** Looks the newest of some days up in {@link slots}. How many they are. */
	#lookUp(days: number, most: number): number {
		const newest = this.#newest;
		let found = 0;
		for (let left = days; left !== 0 && found < most; left &= left - 1) {
			slots[found] = (newest - lowestBit(left)) & IN_RING;
			found += 1;
		}

		return found;
	}

	#findUsualDegreeDays(days: number): void {
		for (let driver = 0; driver < this.#degreeDays.length; driver++) {
			const amounts = this.#degreeDays[driver];
			if (amounts === undefined) continue;
			let sum = 0;
			let known = 0;
			for (let index = 0; index < days; index++) {
				const amount = amounts[slots[index] ?? 0] ?? NaN;
				if (Number.isNaN(amount)) continue;
				sum += amount;
				known += 1;
			}
			this.#usualDegreeDays[driver] = known === 0 ? NaN : sum / known;
		}
	}

	#medianOfDays(days: number): number {
		for (let index = 0; index < days; index++) moved[index] = this.#withoutWeather(slots[index] ?? 0);

		return medianOfFew(moved, days);
	}

	/**
	 * The same of the trusted days of three weeks, whose weekdays are taken out, too: with a week away among them, weekends would be
	 * half of what is left. Asked for only where it lies above the week's level, which is sooner known: `-Infinity` where it does not.
	 */
	#medianOfLikeDays(): number {
		const weekLevel = this.#weekLevel;
		const newest = this.#newest;
		let known = 0;
		let above = 0;
		for (let place = 0; place < LONG_LEVEL_DAYS; place++) {
			const value = this.#ofLikeDay((newest - place) & IN_RING);
			like[place] = value;
			if (!Number.isNaN(value)) known += 1;
			if (value > weekLevel) above += 1;
		}
		// Where just half of them lie above, the one below counts, too, and their mean lies above the level or does not.
		if (2 * above === known) return medianOfFew(like, LONG_LEVEL_DAYS);

		return 2 * above < known ? -Infinity : medianOfHighest(like, { known, above, limit: weekLevel });
	}

	#ofLikeDay(slot: number): number {
		if (this.#isTrusted[slot] !== 1) return NaN;

		return this.#withoutWeather(slot) - (this.#usualOffsets[this.#kinds[slot] ?? 0] ?? NaN);
	}

	/** Days of other weather are moved to that of the week, so that a cold spell makes no level. */
	#withoutWeather(slot: number): number {
		const value = this.#values[slot] ?? NaN;
		if (!this.#followsWeather) return value;
		let shift = 0;
		for (let driver = 0; driver < this.#degreeDays.length; driver++) {
			shift += this.#shiftBy(driver, this.#degreeDays[driver]?.[slot] ?? NaN);
		}

		return value - bounded(shift);
	}
}

function bounded(shift: number): number {
	return Math.max(-MOST_WEATHER, Math.min(MOST_WEATHER, shift));
}

const slots = new Uint8Array(LEVEL_REACH);
const moved = new Float64Array(LEVEL_REACH);
const like = new Float64Array(LONG_LEVEL_DAYS);

/** The median of values of which more than half, `above` of those that are known, lie above a limit: the others need no order. */
function medianOfHighest(
	values: Float64Array,
	{ known, above, limit }: { known: number; above: number; limit: number },
): number {
	const middle = (known >> 1) - (known - above);
	let kept = 0;
	for (const value of values) {
		if (!(value > limit)) continue;
		if (kept > middle) {
			if (value >= (lowest[middle] ?? NaN)) continue;
			kept -= 1;
		}
		let place = kept;
		for (; place > 0 && (lowest[place - 1] ?? NaN) > value; place--) lowest[place] = lowest[place - 1] ?? NaN;
		lowest[place] = value;
		kept += 1;
	}
	const upper = lowest[middle] ?? NaN;

	return known % 2 === 1 ? upper : ((lowest[middle - 1] ?? NaN) + upper) / 2;
}

const lowest = new Float64Array(LONG_LEVEL_DAYS);
