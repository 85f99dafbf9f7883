import type { HolidayHabit } from './holiday-habit.ts';
import { HOURS_PER_DAY } from './hour-grid.ts';
import { meanOfHours, type JudgedDay } from './judged-day.ts';
import { UsualLevel } from './usual-level.ts';

/** Why a day is as it is, as numbers to be stored; in which language they are told is not their business. */
export interface Explanation {
	/** of the whole day, holes filled by its mean */
	observedKwh: number;
	/** what a mean day of a usual week uses */
	usualKwh: number;
	/** of `usualKwh`, in percent points: together they are what the day lies above it */
	points: {
		/** this weekday, or holiday, usually lies so far from the mean */
		weekday: number;
		/** owed to heating degree days */
		cold: number;
		/** owed to cooling degree days */
		heat: number;
		/** the night used so much more than such nights do */
		night: number;
		/** the rest of the day used so much more than all that explains */
		unexplained: number;
	};
	/** share of the day's hours that are known and believed, 0 to 1 */
	completeness: number;
	/** kWh of the same weekday in the last four weeks, the latest first; null where not known */
	formerWeeksKwh: (number | null)[];
}

const SUNDAY = 6;
const DAYS_PER_WEEK = 7;
const FORMER_WEEKS = 4;

/** Follows a series beside the rules, so that it can say of any day what made it. */
export class DayExplainer {
	readonly #days = new UsualLevel({ leastSpread: 0.03 });
	readonly #nights = new UsualLevel({ leastSpread: 0.03 });
	readonly #night: { fromHour: number; untilHour: number };
	/** daily totals, newest first */
	readonly #past: number[] = [];

	constructor(night: { fromHour: number; untilHour: number }) {
		this.#night = night;
	}

	/** `undefined` while too little is known. */
	explain(day: JudgedDay): Explanation | undefined {
		const observed = totalOf(day);
		const night = this.#nightOf(day);
		const asWeekday = Math.exp(this.#days.expectedWithoutWeather(day.kind));
		const usual = this.#usualWeek();
		if (Number.isNaN(observed) || Number.isNaN(asWeekday) || Number.isNaN(usual)) return undefined;

		const [heating = NaN, cooling = NaN] = day.degreeDays;
		const added = (degreeDays: number[]) => asWeekday * Math.expm1(this.#days.addedByWeather(degreeDays));
		const cold = added([heating]);
		const heat = added([NaN, cooling]);
		const usualNight = Math.exp(
			this.#nights.expectedWithoutWeather(day.kind) + this.#nights.addedByWeather(day.degreeDays),
		);
		const nightMore = Number.isNaN(night - usualNight) ? 0 : night - usualNight;
		const points = (kwh: number) => (100 * kwh) / usual;

		return {
			observedKwh: observed,
			usualKwh: usual,
			points: {
				weekday: points(asWeekday - usual),
				cold: points(cold),
				heat: points(heat),
				night: points(nightMore),
				unexplained: points(observed - asWeekday - cold - heat - nightMore),
			},
			completeness: day.kwh.filter((value) => !Number.isNaN(value)).length / HOURS_PER_DAY,
			formerWeeksKwh: Array.from({ length: FORMER_WEEKS }, (_, week) => {
				const total = this.#past[(week + 1) * DAYS_PER_WEEK - 1] ?? NaN;

				return Number.isNaN(total) ? null : total;
			}),
		};
	}

	learn(day: JudgedDay, isTrusted: boolean): void {
		const total = totalOf(day);
		this.#days.learn(Math.log(total || NaN), day, isTrusted);
		this.#nights.learn(Math.log(this.#nightOf(day) || NaN), day, isTrusted);
		this.#past.unshift(total);
		if (this.#past.length > FORMER_WEEKS * DAYS_PER_WEEK) this.#past.pop();
	}

	/** Lets a habit learn what a holiday was like: that weekday, or a Sunday. To be called before the day is learned. */
	learnHoliday(day: JudgedDay, weekday: number, habit: HolidayHabit): void {
		habit.learn(Math.log(totalOf(day) || NaN), {
			asWeekday: this.#days.expectedWithoutWeather(weekday),
			asSunday: this.#days.expectedWithoutWeather(SUNDAY),
		});
	}

	#nightOf({ kwh }: JudgedDay): number {
		const { fromHour, untilHour } = this.#night;

		return meanOfHours(kwh, fromHour, untilHour) * (untilHour - fromHour);
	}

	/** Mean over the weekdays that are known, all seven where possible. */
	#usualWeek(): number {
		let sum = 0;
		let known = 0;
		for (let kind = 0; kind < DAYS_PER_WEEK; kind++) {
			const kwh = Math.exp(this.#days.expectedWithoutWeather(kind));
			if (Number.isNaN(kwh)) continue;
			sum += kwh;
			known += 1;
		}

		return known === 0 ? NaN : sum / known;
	}
}

function totalOf({ kwh }: JudgedDay): number {
	return meanOfHours(kwh, 0, HOURS_PER_DAY) * HOURS_PER_DAY;
}
