/** Days ahead of which errors are kept: a whole month. */
export const ERROR_DAYS = 31;
/** Forecasts of which errors are kept follow each other by so many days. */
export const PRACTICE_DAYS = 7;

/** A forecast of the past, and how far it was off. */
interface PastForecast {
	first: number;
	/** what a usual day used when it was made, in kWh */
	level: number;
	predicted: Float64Array;
	/** of each day, in levels; `NaN` where it is not known yet or never */
	errors: Float64Array;
}

/** Lower and upper end of errors, in levels of a day. */
export interface ErrorRange {
	lower: number;
	upper: number;
}

/** The share of days, and of sums, that is to lie between the ends. */
export const RANGE_SHARE = 0.8;
/** The first and the last of days ahead whose errors are told together; those between two middles lie between them. */
const bands = [
	[0, 0],
	[1, 2],
	[3, 6],
	[7, 13],
	[14, 20],
	[21, 30],
] as const;
const LAST_WEEK = ERROR_DAYS - 7;
/** A year of forecasts, and a month of those that are not known whole. */
const MOST_FORECASTS = 57;
/** How fast old errors count less: after a quarter by half. */
const MEMORY = 0.95;
/** With so many finished forecasts, a series' own errors say all. */
const ENOUGH_FORECASTS = 8;
/** What is said before, in levels of a day. Of large buildings, four days in five lie nearer; of small ones not. */
const USUAL_ERROR = 0.25;
/** Of a sum of days, the share of them that must be known. */
const LEAST_KNOWN = 0.8;

/**
 * How far a series' forecasts have been off, by how many days ahead: the measure of the next ones. What was off is what was
 * forecast at the time, from the days before it only.
 */
export class PastErrors {
	/** oldest first */
	readonly #forecasts: PastForecast[] = [];

	/** How much of the ranges is the series' own errors, 0 to 1; the rest is what is usual elsewhere. */
	get ownShare(): number {
		const finished = this.#forecasts.filter(({ errors }) =>
			errors.subarray(LAST_WEEK).some((error) => !Number.isNaN(error)),
		);

		return Math.min(1, finished.length / ENOUGH_FORECASTS);
	}

	/** @param first place of the first day forecast */
	add(first: number, level: number, predicted: Float64Array): void {
		// Of nothing no error is a part.
		if (!(level > 0)) return;
		const errors = new Float64Array(ERROR_DAYS).fill(NaN);
		this.#forecasts.push({ first, level, predicted, errors });
		if (this.#forecasts.length > MOST_FORECASTS) this.#forecasts.shift();
	}

	/** Takes in what came of a day; nothing where it is not known. */
	learn(day: number, kwh: number): void {
		if (Number.isNaN(kwh)) return;
		for (let index = this.#forecasts.length - 1; index >= 0; index--) {
			const forecast = this.#forecasts[index];
			if (forecast === undefined || day - forecast.first >= ERROR_DAYS) return;
			const ahead = day - forecast.first;
			forecast.errors[ahead] = (kwh - (forecast.predicted[ahead] ?? NaN)) / forecast.level;
		}
	}

	/** Of each of so many days; those beyond a month are told like its end. */
	rangesOfDays(days: number): ErrorRange[] {
		const ranges = bands.map(([from, until]) => this.#rangeOfBand(from, until));

		return Array.from({ length: days }, (_, ahead) => between(ranges, ahead));
	}

	/**
	 * Of the sum of so many days, in levels of each. Days err together, so it is the errors of sums that are looked at. Sums
	 * beyond a month are told like a month's: what does not even out within one may not even out at all.
	 */
	rangeOfSum(days: number): ErrorRange {
		const counted = Math.min(days, ERROR_DAYS);
		const errors = new WeighedErrors(this.#forecasts.length);
		this.#forEachWeighed(({ errors: ofDays }, weight) => {
			let sum = 0;
			let known = 0;
			for (const error of ofDays.subarray(0, counted)) {
				if (Number.isNaN(error)) continue;
				sum += error;
				known += 1;
			}
			if (known >= LEAST_KNOWN * counted) errors.add(sum / known, weight);
		});

		// Forecasts that share most of their days are hardly more than one.
		return errors.range(counted / PRACTICE_DAYS);
	}

	#rangeOfBand(from: number, until: number): ErrorRange {
		const days = until - from + 1;
		const errors = new WeighedErrors(days * this.#forecasts.length);
		this.#forEachWeighed(({ errors: ofDays }, weight) => {
			for (let ahead = from; ahead <= until; ahead++) errors.add(ofDays[ahead] ?? NaN, weight / days);
		});

		return errors.range(0);
	}

	#forEachWeighed(tell: (forecast: PastForecast, weight: number) => void): void {
		let weight = 1;
		for (let index = this.#forecasts.length - 1; index >= 0; index--) {
			const forecast = this.#forecasts[index];
			if (forecast !== undefined) tell(forecast, weight);
			weight *= MEMORY;
		}
	}
}

/** Errors of which some count more. */
class WeighedErrors {
	readonly #errors: Float64Array;
	readonly #weights: Float64Array;
	#count = 0;
	#total = 0;

	constructor(most: number) {
		this.#errors = new Float64Array(most);
		this.#weights = new Float64Array(most);
	}

	add(error: number, weight: number): void {
		if (Number.isNaN(error)) return;
		this.#errors[this.#count] = error;
		this.#weights[this.#count] = weight;
		this.#count += 1;
		this.#total += weight;
	}

	/** @param unseen how many errors there may be beyond those that were seen: the fewer were, the further out the ends are */
	range(unseen: number): ErrorRange {
		if (this.#count === 0) return { lower: -USUAL_ERROR, upper: USUAL_ERROR };
		const own = Math.min(1, this.#total / ENOUGH_FORECASTS);
		const outside = ((1 - RANGE_SHARE) / 2) * (1 - unseen / (this.#total + unseen));
		const order = new Uint16Array(this.#count).map((_, place) => place);
		order.sort((one, other) => (this.#errors[one] ?? 0) - (this.#errors[other] ?? 0));

		return {
			// What is forecast lies in its own range, however one-sided the errors were.
			lower: own * Math.min(0, this.#quantile(order, outside)) - (1 - own) * USUAL_ERROR,
			upper: own * Math.max(0, this.#quantile(order, 1 - outside)) + (1 - own) * USUAL_ERROR,
		};
	}

	#quantile(order: Uint16Array, share: number): number {
		let below = 0;
		let error = NaN;
		for (const place of order) {
			error = this.#errors[place] ?? NaN;
			below += this.#weights[place] ?? 0;
			if (below >= share * this.#total) break;
		}

		return error;
	}
}

/** The range of a day between the middles of two bands. */
function between(ranges: readonly ErrorRange[], ahead: number): ErrorRange {
	let later = bands.findIndex(([from, until]) => (from + until) / 2 >= ahead);
	if (later === -1) later = bands.length - 1;
	const earlier = Math.max(0, later - 1);
	const [start, end] = [middleOf(earlier), middleOf(later)];
	const share = end === start ? 1 : Math.min(1, (ahead - start) / (end - start));
	const mix = (side: keyof ErrorRange) =>
		(1 - share) * (ranges[earlier]?.[side] ?? NaN) + share * (ranges[later]?.[side] ?? NaN);

	return { lower: mix('lower'), upper: mix('upper') };
}

function middleOf(band: number): number {
	const [from, until] = bands[band] ?? [0, 0];

	return (from + until) / 2;
}
