import type { DaysAhead, ForecastMethod } from './method.ts';
import type { SameWeekday } from './same-weekday.ts';

/** What has come so far, which the forecaster writes and these methods look back in. */
export interface PastDays {
	/** `NaN` where not known or not believed */
	kwh: Float64Array;
	kinds: Uint8Array;
	/** how many days have come */
	count: number;
}

/** 52 weeks: the same weekday. */
const YEAR = 364;
const WEEK = 7;
const SUNDAY = 6;
/** Of a window, the share of days that must be known now and a year ago. */
const LEAST_KNOWN = 1 / 3;
/** What lies further from last year is another building, or a meter that did not measure all of it then. */
const MOST_GROWTH = 1.6;

/** The level of the last days against the same ones a year ago. `NaN` where too few are known. */
function growthOf({ kwh, count }: PastDays, window: number): number {
	let now = 0;
	let then = 0;
	let known = 0;
	for (let day = Math.max(YEAR, count - window); day < count; day++) {
		const recent = kwh[day] ?? NaN;
		const earlier = kwh[day - YEAR] ?? NaN;
		if (Number.isNaN(recent) || Number.isNaN(earlier)) continue;
		now += recent;
		then += earlier;
		known += 1;
	}

	// A year that has just become full cannot be compared yet, and is taken as it was.
	const growth = known < LEAST_KNOWN * window ? (count < YEAR + window ? 1 : NaN) : now / then;

	return growth <= MOST_GROWTH && growth >= 1 / MOST_GROWTH ? growth : NaN;
}

/** The same weekday of last year, at the level that the last days have against those of last year. */
export class LastYear implements ForecastMethod {
	readonly #past: PastDays;
	readonly #window: number;
	readonly #neighbours: number;

	/**
	 * @param options.window days that make the level
	 * @param options.neighbours what the weeks before and after count against twice the week itself
	 */
	constructor(past: PastDays, { window, neighbours }: { window: number; neighbours: number }) {
		this.#past = past;
		this.#window = window;
		this.#neighbours = neighbours;
	}

	learn(): void {
		// It looks back in the past days.
	}

	forecast({ first, kinds }: DaysAhead, into: Float64Array): void {
		const growth = growthOf(this.#past, this.#window);
		for (const [place, kind] of kinds.entries()) {
			into[place] = growth * this.#yearBefore(first + place, kind);
		}
	}

	#yearBefore(day: number, kind: number): number {
		let sum = 0;
		let weights = 0;
		const add = (lag: number, weight: number) => {
			const place = day - lag;
			const kwh = place < this.#past.count ? (this.#past.kwh[place] ?? NaN) : NaN;
			if (weight === 0 || Number.isNaN(kwh) || this.#past.kinds[place] !== kind) return;
			sum += weight * kwh;
			weights += weight;
		};
		add(YEAR, 2);
		add(YEAR - WEEK, this.#neighbours);
		add(YEAR + WEEK, this.#neighbours);
		if (weights > 0) return sum / weights;
		// A holiday falls on another weekday, or last year's was one: the nearest day of its kind.
		if (kind === SUNDAY) for (let lag = YEAR - 3; lag <= YEAR + 3; lag++) add(lag, 1);
		if (weights === 0) for (const lag of [YEAR - WEEK, YEAR + WEEK]) add(lag, 1);

		return weights === 0 ? NaN : sum / weights;
	}
}

/** Days round a day of last year that tell where that time of the year stood. */
const ROUND = 3;
const LEAST_ROUND = 4;
const LEVEL_DAYS = 28;
const SWING_WINDOW = 14;
const MOST_SWING = 2;

/** The last weeks' weekdays, moved by how last year moved from here to there. */
export class LastYearSwing implements ForecastMethod {
	readonly #past: PastDays;
	readonly #recent: SameWeekday;

	/** @param recent fed by who feeds this */
	constructor(past: PastDays, recent: SameWeekday) {
		this.#past = past;
		this.#recent = recent;
	}

	learn(): void {
		// It looks back in the past days.
	}

	forecast({ first, kinds }: DaysAhead, into: Float64Array): void {
		const isComparable = !Number.isNaN(growthOf(this.#past, LEVEL_DAYS));
		const here = !isComparable
			? NaN
			: this.#meanBetween(first - YEAR - SWING_WINDOW, first - YEAR, SWING_WINDOW / 2);
		for (const [place, kind] of kinds.entries()) {
			const then = first + place - YEAR;
			const swing = this.#meanBetween(then - ROUND, then + ROUND + 1, LEAST_ROUND) / here;
			into[place] = this.#recent.meanOf(kind) * Math.max(1 / MOST_SWING, Math.min(MOST_SWING, swing));
		}
	}

	#meanBetween(from: number, until: number, least: number): number {
		let sum = 0;
		let known = 0;
		for (let day = Math.max(0, from); day < Math.min(until, this.#past.count); day++) {
			const kwh = this.#past.kwh[day] ?? NaN;
			if (Number.isNaN(kwh)) continue;
			sum += kwh;
			known += 1;
		}

		return known < least || sum <= 0 ? NaN : sum / known;
	}
}
