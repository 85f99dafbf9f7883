/** What a meter costs day by day, and why a day's cost cannot be told. Pure. */
import type { IntervalSeries } from '../interval-series.ts';
import type { LocalDay } from '../local-days.ts';
import { costOfDay, type Cost } from './cost.ts';
import { dayEnergy, type KnownDay, type SplitSource } from './day-energy.ts';
import { lowSpansOf, type LowHours } from './low-hours.ts';
import { splitCurve, type SplitDay } from './split-curve.ts';
import { periodOn, type PricePeriod } from './tariff.ts';

/**
 * Why a day's cost cannot be told: the tariff says nothing of it; what was used is not known; the meter's off-peak hours are
 * not known, or in a form that nobody can read; it is not known how the day's total falls into the hours, or it is and may not be told.
 */
export const costObstacles = [
	'no_price',
	'unknown_energy',
	'no_hours',
	'unreadable_hours',
	'no_split',
	'withheld',
] as const;

export type CostObstacle = (typeof costObstacles)[number];

/** A meter's own off-peak hours on a day. */
export type MeterHours = LowHours | 'no_hours' | 'unreadable_hours';

export interface MeterToCost {
	periods: readonly PricePeriod[];
	/** of the meter's contract, for tariffs that say none */
	hoursOn: (date: string) => MeterHours;
	/** what is known of a day */
	knownOn: (date: string) => KnownDay;
	/** whether a day's curve may be split by these hours for whoever asks */
	maySplit: (date: string, hours: LowHours) => boolean;
}

/** A day of a meter, before its curve is looked at. */
export interface PlannedDay {
	day: LocalDay;
	period: PricePeriod | undefined;
	known: KnownDay;
	/** of a day with two prices */
	hours: MeterHours | null;
	maySplit: boolean;
}

export interface MeterDayCost {
	date: string;
	/** what is paid for the time even where what was used is not known; null where no price is */
	cost: Cost | null;
	/** null: the cost is all of it */
	obstacle: CostObstacle | null;
	/** null with an obstacle */
	source: SplitSource | null;
}

/** Looks up what holds on each day. */
export function planDays(meter: MeterToCost, days: readonly LocalDay[]): PlannedDay[] {
	return days.map((day) => {
		const period = periodOn(meter.periods, day.date);
		const hours = period && period.type !== 'flat' ? (period.lowHours ?? meter.hoursOn(day.date)) : null;

		return {
			day,
			period,
			known: meter.knownOn(day.date),
			hours,
			maySplit: hours !== null && typeof hours === 'object' && meter.maySplit(day.date, hours),
		};
	});
}

/** Whether the load curve of a day is needed for its cost. */
export function needsCurve({ known, maySplit }: PlannedDay): boolean {
	return maySplit && known.totalWh !== null;
}

/**
 * The cost of each of the days.
 *
 * @param series the meter's load curve over those days; null where none of them needs it
 * @param zone of the days, by whose clock hours are told
 * @param isEstimated whether a total whose hours are not known counts as used evenly over its day
 */
export function costDays(
	plan: readonly PlannedDay[],
	series: IntervalSeries | null,
	zone: string,
	isEstimated: boolean,
): MeterDayCost[] {
	const spansOf = ({ day, hours }: PlannedDay) =>
		hours !== null && typeof hours === 'object' ? lowSpansOf(day, hours, zone) : [];
	const byDate = new Map(plan.map((planned) => [planned.day.date, planned]));
	const splits =
		series === null
			? []
			: splitCurve(
					series,
					plan.map(({ day }) => day),
					({ date }) => {
						const planned = byDate.get(date);

						return planned?.maySplit === true ? spansOf(planned) : [];
					},
				);

	return plan.map((planned, index) => {
		const split = planned.maySplit ? (splits[index] ?? null) : null;

		return costOf(planned, split, spansOf(planned), isEstimated);
	});
}

function costOf(
	{ day, period, known, hours, maySplit }: PlannedDay,
	split: SplitDay | null,
	lowSpans: ReturnType<typeof lowSpansOf>,
	isEstimated: boolean,
): MeterDayCost {
	const { date } = day;
	if (!period) return { date, cost: null, obstacle: 'no_price', source: null };
	const curve = hours !== null && typeof hours === 'object' ? { day, lowSpans, split } : null;
	const used = dayEnergy(period.type, known, curve, isEstimated);
	if (typeof used === 'object') {
		return { date, cost: costOfDay(period, date, used.energy), obstacle: null, source: used.source };
	}

	return {
		date,
		cost: costOfDay(period, date, null),
		obstacle:
			used === 'unknown'
				? 'unknown_energy'
				: typeof hours === 'string'
					? hours
					: maySplit
						? 'no_split'
						: 'withheld',
		source: null,
	};
}
