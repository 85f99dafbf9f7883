import { HolidayHabit } from '../alerts/holiday-habit.ts';
import { addDays } from '../local-days.ts';
import { weekdayOf } from '../statistics/hour-profile.ts';
import { DayBelief } from './believe-days.ts';
import { combineForecasts } from './combine-forecasts.ts';
import { expectedDegreeDays } from './expected-degree-days.ts';
import { HoltWinters } from './holt-winters.ts';
import { LastYear, LastYearSwing, type PastDays } from './last-year.ts';
import { methodNames, type DaysAhead, type ForecastMethod, type MethodName } from './method.ts';
import { MethodWeights } from './method-weights.ts';
import { ERROR_DAYS, PastErrors, PRACTICE_DAYS, type ErrorRange } from './past-errors.ts';
import { SameWeekday } from './same-weekday.ts';
import { WeekdayRegression } from './weekday-regression.ts';

/** What is known beside the consumption. */
export interface ForecastContext {
	/** of a local date */
	isHoliday?: (date: string) => boolean;
	/** heating and cooling degree days, each of the series' days, `NaN` where not known */
	degreeDays?: readonly Float64Array[];
}

/** Days ahead, one after the other. */
export interface DayForecast {
	/** kWh */
	predicted: Float64Array;
	/** 80 % of such days were to lie between */
	lower: Float64Array;
	upper: Float64Array;
}

/** The sum of some days ahead, in kWh. */
export interface SumForecast {
	days: number;
	predicted: number;
	/** 80 % of such sums were to lie between */
	lower: number;
	upper: number;
}

/** After so many days beyond a month, methods that do not know the year count by half. */
const FADING_DAYS = 60;
const LEVEL_DAYS = 28;
/** Before, weekdays are not even seen twice. */
export const LEAST_DAYS = 14;
/** Days of a practice forecast that judge the methods. */
const JUDGED_DAYS = 28;
const SUNDAY = 6;

const yearlyMethods = ['last_year', 'last_year_recent', 'last_year_swing'].map((name) =>
	(methodNames as readonly string[]).indexOf(name),
);

interface Practice {
	first: number;
	forecasts: Float64Array[];
}

/**
 * Forecasts a series of days. It is fed one day after the other, and forecasts from any of them, so that the past is all it can
 * see. Several methods forecast; each counts the more, the less it erred with this series before.
 */
export class DayForecaster {
	readonly #firstDate: string;
	readonly #firstKind: number;
	readonly #context: ForecastContext;
	readonly #past: PastDays;
	readonly #belief = new DayBelief();
	readonly #habit = new HolidayHabit();
	readonly #methods: Record<MethodName, ForecastMethod>;
	readonly #weekdays = new SameWeekday();
	readonly #recentWeekdays = new SameWeekday({ weeks: 2 });
	readonly #weights = new MethodWeights();
	readonly #errors = new PastErrors();
	#practices: Practice[] = [];
	#knownDays = 0;

	/** @param most days that will be learned at most */
	constructor(firstDate: string, most: number, context: ForecastContext = {}) {
		this.#firstDate = firstDate;
		this.#firstKind = weekdayOf(firstDate) - 1;
		this.#context = context;
		this.#past = { kwh: new Float64Array(most).fill(NaN), kinds: new Uint8Array(most), count: 0 };
		this.#methods = {
			holt_winters: new HoltWinters(),
			last_week: new SameWeekday({ weeks: 1 }),
			same_weekday: this.#weekdays,
			regression: new WeekdayRegression({ drivers: context.degreeDays?.length ?? 0 }),
			last_year: new LastYear(this.#past, { window: 28, neighbours: 1 }),
			last_year_recent: new LastYear(this.#past, { window: 14, neighbours: 0 }),
			last_year_swing: new LastYearSwing(this.#past, this.#recentWeekdays),
		};
	}

	/** Days that have come so far, known or not. */
	get days(): number {
		return this.#past.count;
	}

	/** Days that were known and believed so far. */
	get knownDays(): number {
		return this.#knownDays;
	}

	/** How much each method counts for the next month, together 1; nothing of those that cannot tell it. */
	get shares(): Partial<Record<MethodName, number>> {
		const forecasts = this.#forecastAll(ERROR_DAYS);
		const able = methodNames.map(
			(_, method) => forecasts[method]?.some((kwh) => !Number.isNaN(kwh)) === true,
		);
		const weights = this.#weights.weights.map((weight, method) => (able[method] === true ? weight : 0));
		const total = weights.reduce((sum, weight) => sum + weight, 0);

		return Object.fromEntries(
			methodNames.flatMap((name, method) =>
				able[method] === true ? [[name, (weights[method] ?? 0) / total]] : [],
			),
		);
	}

	/** How much of the ranges is this series' own past errors, 0 to 1; the rest is what is usual of buildings. */
	get ownErrorShare(): number {
		return this.#errors.ownShare;
	}

	/** Whether the building has used nothing, or next to nothing, for a week: it is forecast to stay so. */
	get isOff(): boolean {
		return this.#belief.isOff;
	}

	/** Takes in the next day; `NaN` where it is not known. */
	learn(observed: number): void {
		const day = this.#past.count;
		const kwh = this.#belief.judge(observed);
		const kind = this.#kindOf(day);
		if (this.#isHoliday(day)) this.#learnHoliday(day, kwh);
		const learned = {
			day,
			kwh,
			kind,
			degreeDays: (this.#context.degreeDays ?? []).map((driver) => driver[day] ?? NaN),
		};
		for (const name of methodNames) this.#methods[name].learn(learned);
		this.#recentWeekdays.learn(learned);
		this.#past.kwh[day] = kwh;
		this.#past.kinds[day] = kind;
		this.#past.count += 1;
		if (!Number.isNaN(kwh)) this.#knownDays += 1;
		this.#errors.learn(day, kwh);
		this.#judgeMethods();
		if (this.#past.count % PRACTICE_DAYS === 0) this.#practise();
	}

	/**
	 * Forecasts the next days.
	 *
	 * @returns undefined while too few days are known
	 */
	forecast(days: number): DayForecast | undefined {
		const predicted = this.predict(days);
		if (predicted === undefined) return undefined;
		const level = this.#level();
		const ranges = this.#errors.rangesOfDays(days);
		const end = (side: 'lower' | 'upper') =>
			predicted.map((kwh, place) => Math.max(0, kwh + (ranges[place]?.[side] ?? NaN) * level));

		return { predicted, lower: end('lower'), upper: end('upper') };
	}

	/** The next days without their ranges, which take longer than they. */
	predict(days: number): Float64Array | undefined {
		return this.#knownDays < LEAST_DAYS ? undefined : this.#together(this.#forecastAll(days));
	}

	/** The sum of the next days. */
	forecastSum(days: number): SumForecast | undefined {
		const predicted = this.predict(days)?.reduce((sum, kwh) => sum + kwh, 0);
		if (predicted === undefined) return undefined;
		const { lower, upper } = this.rangeOfSum(days);

		return {
			days,
			predicted,
			lower: Math.max(0, predicted + lower),
			upper: Math.max(0, predicted + upper),
		};
	}

	/** How far below and above a forecast of the sum of so many days lies what comes, in kWh. */
	rangeOfSum(days: number): ErrorRange {
		const { lower, upper } = this.#errors.rangeOfSum(days);
		const level = this.#level() * days;

		return { lower: lower * level, upper: upper * level };
	}

	#practise(): void {
		if (this.#knownDays < LEAST_DAYS) return;
		const first = this.#past.count;
		const forecasts = this.#forecastAll(ERROR_DAYS);
		this.#errors.add(first, this.#level(), this.#together(forecasts));
		this.#practices.push({ first, forecasts });
	}

	#judgeMethods(): void {
		const [oldest] = this.#practices;
		if (oldest === undefined || this.#past.count < oldest.first + JUDGED_DAYS) return;
		this.#practices.shift();
		this.#weights.learn(this.#past.kwh.subarray(oldest.first, oldest.first + JUDGED_DAYS), oldest.forecasts);
	}

	#forecastAll(days: number): Float64Array[] {
		const ahead = this.#daysAhead(days);

		return methodNames.map((name) => {
			const into = new Float64Array(days);
			this.#methods[name].forecast(ahead, into);

			return into;
		});
	}

	#together(forecasts: readonly Float64Array[]): Float64Array {
		const days = forecasts[0]?.length ?? 0;
		const together = new Float64Array(days);
		if (this.#belief.isOff) return together;
		const kwh = new Float64Array(forecasts.length);
		const weights = new Float64Array(forecasts.length);
		for (let place = 0; place < days; place++) {
			for (const [method, forecast] of forecasts.entries()) kwh[method] = forecast[place] ?? NaN;
			this.#fade(weights, kwh, place);
			together[place] = combineForecasts(kwh, weights);
		}

		return together;
	}

	/** Beyond a month, methods that do not know the year fade where another one does. */
	#fade(weights: Float64Array, kwh: Float64Array, place: number): void {
		weights.set(this.#weights.weights);
		if (place < ERROR_DAYS || !yearlyMethods.some((method) => !Number.isNaN(kwh[method]))) return;
		const share = 0.5 ** ((place - ERROR_DAYS + 1) / FADING_DAYS);
		for (const method of weights.keys()) {
			if (!yearlyMethods.includes(method)) weights[method] = (weights[method] ?? 0) * share;
		}
	}

	#daysAhead(days: number): DaysAhead {
		const first = this.#past.count;
		const kinds = Uint8Array.from({ length: days }, (_, place) => this.#kindOf(first + place));
		const degreeDays = (this.#context.degreeDays ?? []).map((driver) =>
			Float64Array.from({ length: days }, (_, place) => expectedDegreeDays(driver, first, first + place)),
		);

		return { first, kinds, degreeDays };
	}

	#level(): number {
		let sum = 0;
		let known = 0;
		for (let day = this.#past.count - 1; day >= 0 && known < LEVEL_DAYS; day--) {
			const kwh = this.#past.kwh[day] ?? NaN;
			if (Number.isNaN(kwh)) continue;
			sum += kwh;
			known += 1;
		}

		return sum / known;
	}

	#kindOf(day: number): number {
		const weekday = (this.#firstKind + day) % 7;

		return this.#isHoliday(day) ? this.#habit.kindOf(weekday) : weekday;
	}

	#isHoliday(day: number): boolean {
		return this.#context.isHoliday?.(addDays(this.#firstDate, day)) === true;
	}

	#learnHoliday(day: number, kwh: number): void {
		this.#habit.learn(Math.log(kwh), {
			asWeekday: Math.log(this.#weekdays.meanOf((this.#firstKind + day) % 7)),
			asSunday: Math.log(this.#weekdays.meanOf(SUNDAY)),
		});
	}
}
