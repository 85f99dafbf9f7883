import type { DaysAhead, ForecastMethod, LearnedDay } from './method.ts';

const WEEKDAYS = 7;
/** Days that make the first level and the first weekdays. */
const FIRST_DAYS = 14;
/** A week ahead, not a day: what follows every turn does well tomorrow and badly in a month. */
const LEAD = 7;
/** How long a setting's errors count: after 20 weeks by half. */
const MEMORY = 0.995;
/** Share of a step of the level that goes on as trend. */
const TREND_SHARE = 0.1;

const levelRates = [0.03, 0.1, 0.2, 0.35, 0.55];
const weekdayRates = [0.05, 0.15, 0.3];
const trendDampings = [0, 0.9, 0.97];

const settings = levelRates.flatMap((levelRate) =>
	weekdayRates.flatMap((weekdayRate) =>
		trendDampings.map((damping) => ({
			levelRate,
			weekdayRate,
			damping,
			leadTrend: dampedSum(damping, LEAD),
		})),
	),
);

/**
 * Holt and Winters' smoothing: a level, a damped trend and the seven weekdays. All settings run side by side, and the one
 * forecasts whose past forecasts of the day a week ahead were best.
 */
export class HoltWinters implements ForecastMethod {
	readonly #levels = new Float64Array(settings.length);
	readonly #trends = new Float64Array(settings.length);
	readonly #weekdays = new Float64Array(settings.length * WEEKDAYS);
	readonly #errors = new Float64Array(settings.length);
	/** of each of the next days, what each setting forecast a week before */
	readonly #forecasts = new Float64Array(settings.length * LEAD).fill(NaN);
	#isReady = false;
	#first: LearnedDay[] = [];

	learn(learned: LearnedDay): void {
		if (this.#isReady) this.#step(learned);
		else this.#begin(learned);
	}

	forecast({ kinds }: DaysAhead, into: Float64Array): void {
		if (!this.#isReady) {
			into.fill(NaN);
			return;
		}
		let best = 0;
		for (let index = 1; index < settings.length; index++) {
			if ((this.#errors[index] ?? 0) < (this.#errors[best] ?? 0)) best = index;
		}
		const { damping } = settings[best] ?? { damping: 0 };
		let step = this.#trends[best] ?? 0;
		let level = this.#levels[best] ?? NaN;
		for (const [place, kind] of kinds.entries()) {
			step *= damping;
			level += step;
			into[place] = level + (this.#weekdays[best * WEEKDAYS + kind] ?? 0);
		}
	}

	#begin(learned: LearnedDay): void {
		if (!Number.isNaN(learned.kwh)) this.#first.push({ ...learned });
		if (this.#first.length < FIRST_DAYS) return;
		const level = this.#first.reduce((sum, { kwh }) => sum + kwh, 0) / this.#first.length;
		const weekdays = Array.from({ length: WEEKDAYS }, (_, kind) => {
			const days = this.#first.filter((day) => day.kind === kind);

			return days.length === 0 ? 0 : days.reduce((sum, { kwh }) => sum + kwh - level, 0) / days.length;
		});
		this.#levels.fill(level);
		for (let index = 0; index < settings.length; index++) this.#weekdays.set(weekdays, index * WEEKDAYS);
		this.#isReady = true;
		this.#first = [];
	}

	#step({ day, kwh, kind }: LearnedDay): void {
		const slot = (day % LEAD) * settings.length;
		for (const [index, { levelRate, weekdayRate, damping, leadTrend }] of settings.entries()) {
			const trend = damping * (this.#trends[index] ?? 0);
			const level = (this.#levels[index] ?? 0) + trend;
			const weekday = index * WEEKDAYS + kind;
			if (Number.isNaN(kwh)) {
				this.#levels[index] = level;
				this.#trends[index] = trend;
			} else {
				const forecast = this.#forecasts[slot + index] ?? NaN;
				if (!Number.isNaN(forecast)) {
					this.#errors[index] = MEMORY * (this.#errors[index] ?? 0) + Math.abs(kwh - forecast);
				}
				const error = kwh - level - (this.#weekdays[weekday] ?? 0);
				this.#levels[index] = level + levelRate * error;
				this.#trends[index] = damping === 0 ? 0 : trend + TREND_SHARE * levelRate * error;
				this.#weekdays[weekday] = (this.#weekdays[weekday] ?? 0) + weekdayRate * (1 - levelRate) * error;
			}
			this.#forecasts[slot + index] =
				(this.#levels[index] ?? 0) + leadTrend * (this.#trends[index] ?? 0) + (this.#weekdays[weekday] ?? 0);
		}
	}
}

/** How often a damped trend of one counts in so many steps. */
function dampedSum(damping: number, steps: number): number {
	let sum = 0;
	for (let step = 1; step <= steps; step++) sum += damping ** step;

	return sum;
}
