import { LeastSquares } from './least-squares.ts';
import type { DaysAhead, ForecastMethod, LearnedDay } from './method.ts';

const WEEKDAYS = 7;
/** Half-yearly swings beside the yearly one. */
const HARMONICS = 2;
const DAYS_PER_YEAR = 365.25;
/** A swing that has not been seen all round the year says anything about the part that has not. */
const LEAST_DAYS_OF_YEAR = 300;
const LEAST_YEAR = 351;
const HALF_LIFE_DAYS = 120;
/** A swing, and the weather, must show before they count. */
const HELD_BACK = 0.002;
const LEAST_DAYS_OF_WEATHER = 28;

/** Least squares of weekdays, the time of year and, where it is known, the weather; younger days count more. */
export class WeekdayRegression implements ForecastMethod {
	readonly #drivers: number;
	readonly #squares: LeastSquares;
	readonly #row: Float64Array;
	readonly #weatherDays: Uint16Array;
	readonly #degreeDayMeans: Float64Array;
	#days = 0;
	#firstDay = Infinity;

	/** @param drivers how many kinds of degree days there are */
	constructor({ drivers }: { drivers: number }) {
		const columns = WEEKDAYS + 2 * HARMONICS + drivers;
		this.#drivers = drivers;
		this.#squares = new LeastSquares({ columns, halfLife: HALF_LIFE_DAYS });
		this.#row = new Float64Array(columns);
		this.#weatherDays = new Uint16Array(drivers);
		this.#degreeDayMeans = new Float64Array(drivers);
	}

	learn({ day, kwh, kind, degreeDays }: LearnedDay): void {
		for (let driver = 0; driver < this.#drivers; driver++) {
			const amount = degreeDays[driver] ?? NaN;
			if (Number.isNaN(amount)) continue;
			const known = (this.#weatherDays[driver] ?? 0) + 1;
			const mean = this.#degreeDayMeans[driver] ?? 0;
			this.#weatherDays[driver] = known;
			this.#degreeDayMeans[driver] = mean + (amount - mean) / known;
		}
		if (Number.isNaN(kwh)) {
			this.#squares.forget();
			return;
		}
		this.#days += 1;
		this.#firstDay = Math.min(this.#firstDay, day);
		this.#writeRow(day, kind, (driver) => degreeDays[driver]);
		this.#squares.learn(this.#row, kwh);
	}

	forecast({ first, kinds, degreeDays }: DaysAhead, into: Float64Array): void {
		if (this.#days < 2 * WEEKDAYS) {
			into.fill(NaN);
			return;
		}
		const coefficients = this.#solve(first);
		for (const [place, kind] of kinds.entries()) {
			this.#writeRow(first + place, kind, (driver) => degreeDays[driver]?.[place]);
			let sum = 0;
			for (const [column, entry] of this.#row.entries()) sum += entry * (coefficients[column] ?? 0);
			into[place] = sum;
		}
	}

	#solve(day: number): Float64Array {
		const isYearSeen = this.#days >= LEAST_DAYS_OF_YEAR && day - this.#firstDay >= LEAST_YEAR;
		const swing = isYearSeen ? HELD_BACK : Infinity;
		const holdBack = [
			...new Array<number>(WEEKDAYS).fill(0),
			...new Array<number>(2 * HARMONICS).fill(swing),
			...Array.from(this.#weatherDays, (known) => (known < LEAST_DAYS_OF_WEATHER ? Infinity : HELD_BACK)),
		];
		const coefficients = this.#squares.solve(holdBack);
		const lowered = holdBack.map((share, column) =>
			column >= WEEKDAYS + 2 * HARMONICS && (coefficients[column] ?? 0) < 0 ? Infinity : share,
		);

		// A colder day that used less is chance, or something else that happened at the time.
		return lowered.includes(Infinity) ? this.#squares.solve(lowered) : coefficients;
	}

	#writeRow(day: number, kind: number, degreeDaysOf: (driver: number) => number | undefined): void {
		this.#row.fill(0);
		this.#row[kind] = 1;
		for (let harmonic = 1; harmonic <= HARMONICS; harmonic++) {
			const angle = (2 * Math.PI * harmonic * day) / DAYS_PER_YEAR;
			this.#row[WEEKDAYS + 2 * harmonic - 2] = Math.sin(angle);
			this.#row[WEEKDAYS + 2 * harmonic - 1] = Math.cos(angle);
		}
		for (let driver = 0; driver < this.#drivers; driver++) {
			const amount = degreeDaysOf(driver) ?? NaN;
			this.#row[WEEKDAYS + 2 * HARMONICS + driver] = Number.isNaN(amount)
				? (this.#degreeDayMeans[driver] ?? 0)
				: amount;
		}
	}
}
