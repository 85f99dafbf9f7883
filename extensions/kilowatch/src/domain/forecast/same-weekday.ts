import type { DaysAhead, ForecastMethod, LearnedDay } from './method.ts';

const WEEKDAYS = 7;

/** The mean of the last four days of the same weekday. */
export class SameWeekday implements ForecastMethod {
	readonly #weeks: number;
	readonly #last: Float64Array;
	readonly #learned = new Uint16Array(WEEKDAYS);

	constructor({ weeks = 4 } = {}) {
		this.#weeks = weeks;
		this.#last = new Float64Array(WEEKDAYS * weeks);
	}

	learn({ kwh, kind }: LearnedDay): void {
		if (Number.isNaN(kwh)) return;
		const learned = this.#learned[kind] ?? 0;
		this.#last[kind * this.#weeks + (learned % this.#weeks)] = kwh;
		this.#learned[kind] = learned + 1;
	}

	/** `NaN` while no such day is known. */
	meanOf(kind: number): number {
		const count = Math.min(this.#weeks, this.#learned[kind] ?? 0);
		let sum = 0;
		for (let place = 0; place < count; place++) sum += this.#last[kind * this.#weeks + place] ?? 0;

		return sum / count;
	}

	forecast({ kinds }: DaysAhead, into: Float64Array): void {
		for (const [place, kind] of kinds.entries()) into[place] = this.meanOf(kind);
	}
}
