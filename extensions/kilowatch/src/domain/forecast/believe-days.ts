import { SlidingMedian } from '../alerts/sliding-median.ts';

/** Days that what is usual is taken from. */
const USUAL_DAYS = 28;
const LEAST_DAYS = 10;
const YEAR_DAYS = 364;
/** Beyond so many times the most of a year, and below so small a part of the usual, a day is not believed. */
const TOO_MUCH = 3;
const TOO_LITTLE = 1 / 50;
/** After so many days on end it is the new usual: a unit was changed. */
const MOST_TOO_MUCH = 21;
/** After so many days of hardly anything a building is off, and stays so until it is not. */
const OFF_DAYS = 7;
/** Days of hardly anything that come in short rows, again and again, are how this building is. */
const SHORT_ROW = 3;
const MEMORY = 0.98;
const MANY = 6;

/**
 * Which days a forecast is made from. What a meter reports before it measures (zeros), a standstill, a day in a wrong unit would
 * spoil weeks of forecasts; each day is judged by those before it only.
 */
export class DayBelief {
	readonly #usual = new SlidingMedian(USUAL_DAYS);
	readonly #year = new SlidingMedian(YEAR_DAYS);
	#tooMuch = 0;
	#tooLittle = 0;
	#tooLittleLately = 0;
	#hasBegun = false;

	/** Whether there has been nothing, or next to nothing, for a week. */
	get isOff(): boolean {
		return this.#tooLittle >= OFF_DAYS;
	}

	/** The value where it is believed, else `NaN`. */
	judge(kwh: number): number {
		this.#tooLittleLately *= MEMORY;
		if (Number.isNaN(kwh) || kwh < 0) return NaN;
		this.#hasBegun ||= kwh > 0;
		if (!this.#hasBegun) return NaN;
		if (!this.#isBelieved(kwh)) return NaN;
		this.#usual.push(kwh);
		this.#year.push(kwh);

		return kwh;
	}

	#isBelieved(kwh: number): boolean {
		const isKnown = this.#usual.count >= LEAST_DAYS;
		const little = TOO_LITTLE * this.#usual.median;
		if (isKnown && kwh < little && this.#usual.lowest >= little) {
			this.#tooLittle += 1;
			this.#tooLittleLately += 1;

			return this.#tooLittle <= SHORT_ROW && this.#tooLittleLately >= MANY;
		}
		this.#tooLittle = 0;
		this.#tooMuch = isKnown && kwh > TOO_MUCH * this.#year.highest() ? this.#tooMuch + 1 : 0;

		return this.#tooMuch === 0 || this.#tooMuch > MOST_TOO_MUCH;
	}
}
