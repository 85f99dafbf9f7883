import type { Episode } from '../domain/alerts/episode.ts';
import type { Finding } from '../domain/alerts/finding.ts';
import { HOURS_PER_DAY, type HourGrid } from '../domain/alerts/hour-grid.ts';
import { addDays } from '../domain/local-days.ts';
import type { AlertExplanation } from '../shared/http-contract/alerts.ts';

const REFERENCE_DAYS = 28;
const LEAST_REFERENCE_DAYS = 7;
/** A day's total is told from so many known hours on. */
const LEAST_HOURS = 20;
const NIGHT_HOURS = 6;
/** Days from which the influence of the cold is learned. */
const COLD_DAYS = 84;
const LEAST_COLD_DAYS = 28;
/** Below so much of the differences explained, the cold does not explain this series. */
const LEAST_EXPLAINED = 0.15;
const WEEKS = 4;

export interface ExplainContext {
	eurosPerKwh: number;
	/** heating degree days of each day of the grid, `NaN` where not known */
	heatingDegreeDays?: Float64Array | undefined;
}

/** The facts behind an episode. Its excess is told against the plain average of the weeks before, for that is what people compare with. */
export function explainEpisode(episode: Episode, grid: HourGrid, context: ExplainContext): AlertExplanation {
	const places = [...new Set(episode.findings.map(({ day }) => day))].sort((one, other) => one - other);
	const first = places[0] ?? Math.floor(episode.fromHour / HOURS_PER_DAY);
	const last = places.at(-1) ?? first;
	const finding = episode.findings.at(-1);
	const isOfEnergy = !episode.rule.startsWith('data-') && episode.rule !== 'subscribed-power';
	const kwhAbove = isOfEnergy ? (episode.observed ?? 0) - (episode.expected ?? 0) : 0;

	return {
		from: addDays(grid.firstDate, first),
		to: addDays(grid.firstDate, last + 1),
		days: episode.days,
		completeness: round(
			places.reduce((sum, place) => sum + knownHours(grid, place), 0) / (places.length * HOURS_PER_DAY),
			3,
		),
		excess: isOfEnergy ? excessOf(places, first, grid, context.heatingDegreeDays) : null,
		day: finding ? dayFact(grid, last) : null,
		former_weeks: Array.from({ length: WEEKS }, (_, week) => last - 7 * (week + 1))
			.filter((place) => place >= 0)
			.map((place) => dayFact(grid, place)),
		cost: isOfEnergy
			? { euros: round(kwhAbove * context.eurosPerKwh, 2), euros_per_kwh: context.eurosPerKwh }
			: null,
		kgco2: null,
		evidence: finding
			? Object.fromEntries(
					Object.entries(finding.evidence)
						.filter(([, value]) => Number.isFinite(value))
						.map(([name, value]) => [name, round(value, 4)]),
				)
			: null,
		hours: finding ? hoursOf(finding) : null,
	};
}

/** What may be told of a natural person's meter to everybody who may see the building: nothing finer than a day. */
export function coarseExplanation(explanation: AlertExplanation): AlertExplanation {
	const { excess } = explanation;

	return {
		...explanation,
		// Ratios and hours of a part of a day.
		evidence: null,
		hours: null,
		excess: excess && {
			...excess,
			parts: {
				...excess.parts,
				night_wh: null,
				unexplained_wh: excess.parts.unexplained_wh + (excess.parts.night_wh ?? 0),
			},
		},
	};
}

function excessOf(
	places: readonly number[],
	first: number,
	grid: HourGrid,
	degreeDays: Float64Array | undefined,
): AlertExplanation['excess'] {
	const reference = range(Math.max(0, first - REFERENCE_DAYS), first).filter((place) => isKnown(grid, place));
	const judged = places.filter((place) => isKnown(grid, place));
	if (reference.length < LEAST_REFERENCE_DAYS || judged.length === 0) return null;

	const average = mean(reference.map((place) => totalOf(grid, place)));
	const usualHours = Array.from({ length: HOURS_PER_DAY }, (_, hour) =>
		mean(
			reference
				.map((place) => grid.kwh[place * HOURS_PER_DAY + hour] ?? NaN)
				.filter((value) => !Number.isNaN(value)),
		),
	);
	const slope = degreeDays && coldSlope(grid, degreeDays, first);
	const usualCold = degreeDays && mean(known(reference.map((place) => degreeDays[place] ?? NaN)));
	let observed = 0;
	let weekday = 0;
	let cold = 0;
	let night = 0;
	for (const place of judged) {
		observed += totalOf(grid, place);
		const alike = reference.filter((other) => (place - other) % 7 === 0);
		const byWeekday = alike.length >= 2 ? mean(alike.map((other) => totalOf(grid, other))) - average : 0;
		const colder = (degreeDays?.[place] ?? NaN) - (usualCold ?? NaN);
		const byCold = Number.isNaN(colder) ? 0 : (slope ?? 0) * colder;
		weekday += byWeekday;
		cold += byCold;
		for (let hour = 0; hour < NIGHT_HOURS; hour++) {
			const above = (grid.kwh[place * HOURS_PER_DAY + hour] ?? NaN) - (usualHours[hour] ?? NaN);
			if (!Number.isNaN(above)) night += above - (byWeekday + byCold) / HOURS_PER_DAY;
		}
	}
	const excess_wh = wh(observed - average * judged.length);
	const parts = {
		weekday_wh: wh(weekday),
		cold_wh: slope === undefined ? null : wh(cold),
		night_wh: wh(night),
	};

	return {
		average_wh: wh(average),
		observed_wh: wh(observed),
		excess_wh,
		parts: {
			...parts,
			unexplained_wh: excess_wh - parts.weekday_wh - (parts.cold_wh ?? 0) - parts.night_wh,
		},
	};
}

/** kWh of a day for one degree day more, as the weeks before the episode have it; `undefined` where that is not known, 0 for none. */
function coldSlope(grid: HourGrid, degreeDays: Float64Array, before: number): number | undefined {
	const days = range(Math.max(0, before - COLD_DAYS), before)
		.filter((place) => isKnown(grid, place) && !Number.isNaN(degreeDays[place] ?? NaN))
		.map((place) => ({ cold: degreeDays[place] ?? 0, kwh: totalOf(grid, place) }));
	if (days.length < LEAST_COLD_DAYS) return undefined;
	const meanCold = mean(days.map(({ cold }) => cold));
	const meanKwh = mean(days.map(({ kwh }) => kwh));
	const covariance = mean(days.map(({ cold, kwh }) => (cold - meanCold) * (kwh - meanKwh)));
	const varianceOfCold = mean(days.map(({ cold }) => (cold - meanCold) ** 2));
	const varianceOfKwh = mean(days.map(({ kwh }) => (kwh - meanKwh) ** 2));
	if (varianceOfCold === 0 || varianceOfKwh === 0) return 0;
	const explained = covariance ** 2 / (varianceOfCold * varianceOfKwh);

	return covariance > 0 && explained >= LEAST_EXPLAINED ? covariance / varianceOfCold : 0;
}

function hoursOf({ fromHour, untilHour }: Finding): AlertExplanation['hours'] {
	const from = fromHour % HOURS_PER_DAY;
	const length = untilHour - fromHour;
	if (length >= HOURS_PER_DAY) return null;

	return { from: clock(from), until: clock((from + length) % HOURS_PER_DAY) };
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

function dayFact(grid: HourGrid, place: number): { date: string; wh: number | null } {
	const date = addDays(grid.firstDate, place);

	return { date, wh: isKnown(grid, place) ? wh(totalOf(grid, place)) : null };
}

/** kWh of a day; hours that are not known count as the others of the day. */
function totalOf(grid: HourGrid, place: number): number {
	return mean(known(hoursOfDay(grid, place))) * HOURS_PER_DAY;
}

function hoursOfDay({ kwh }: HourGrid, place: number): number[] {
	return [...kwh.subarray(place * HOURS_PER_DAY, (place + 1) * HOURS_PER_DAY)];
}

function knownHours(grid: HourGrid, place: number): number {
	return known(hoursOfDay(grid, place)).length;
}

function isKnown(grid: HourGrid, place: number): boolean {
	return place >= 0 && place < grid.days && knownHours(grid, place) >= LEAST_HOURS;
}

function range(from: number, to: number): number[] {
	return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

function known(values: readonly number[]): number[] {
	return values.filter((value) => !Number.isNaN(value));
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function wh(kwh: number): number {
	return Math.round(kwh * 1000);
}

function round(value: number, digits: number): number {
	return Number(value.toFixed(digits));
}
