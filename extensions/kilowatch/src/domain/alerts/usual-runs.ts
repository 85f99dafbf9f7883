import { SlidingMedian } from './sliding-median.ts';

const DAYS = 28;
/** Before so many days nobody knows which runs are usual. */
const LEAST_DAYS = 7;
/** A run is unusual from so many times the longest usual one. */
const FACTOR = 1.5;

/** Hours in a row that have something in common, and how long such runs usually get in this series. */
export class UsualRuns {
	readonly #longest = new SlidingMedian(DAYS);
	readonly #leastHours: number;
	#length = 0;
	#ofDay = 0;
	#isUnusual = false;
	/** a meter that has shown nothing else yet shows nothing unusual */
	#isOfTheBeginning = false;

	constructor({ leastHours }: { leastHours: number }) {
		this.#leastHours = leastHours;
	}

	/** Takes in the next hour. Whether it is part of a run that is longer than usual already. */
	next(continues: boolean): boolean {
		if (!continues) {
			this.#end();
			return false;
		}
		if (this.#length === 0) this.#isOfTheBeginning = this.#longest.count < LEAST_DAYS;
		this.#length += 1;
		this.#isUnusual ||=
			!this.#isOfTheBeginning &&
			this.#length >= this.#leastHours &&
			this.#length > FACTOR * this.#longest.highest();

		return this.#isUnusual;
	}

	/** hours of the current run */
	get length(): number {
		return this.#length;
	}

	/** The day is over: its longest run, as far as it was usual, is learned. */
	endDay(): void {
		if (this.#longest.count < LEAST_DAYS) this.#ofDay = Math.max(this.#ofDay, this.#length);
		this.#longest.push(this.#ofDay);
		this.#ofDay = 0;
	}

	/** A run that got too long is not learned at all, or the next one would have to be longer still. */
	#end(): void {
		if (!this.#isUnusual) this.#ofDay = Math.max(this.#ofDay, this.#length);
		this.#length = 0;
		this.#isUnusual = false;
	}
}
