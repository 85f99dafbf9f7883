/** The figures of a period and its comparison with an earlier one. Pure; energies in Wh. */
import type { BuildingDay, Period } from './building-days.ts';

/** Below this share of known days a mean says more about the holes than about the building. */
const LEAST_KNOWN_SHARE = 0.5;

export interface DayEnergy {
	date: string;
	energyWh: number;
}

export interface PeriodFigures {
	expectedDays: number;
	knownDays: number;
	partialDays: number;
	missingDays: number;
	/** over known days only, as are mean, highest and lowest; null when none is known */
	totalWh: number | null;
	meanWhPerDay: number | null;
	/** of equal days the first */
	highest: DayEnergy | null;
	lowest: DayEnergy | null;
	/** what partly known days hold, and no other figure counts */
	partialWh: number;
}

/**
 * Why two periods cannot be compared: too few days known here or there, other meters made the sum, or nothing was
 * used in the earlier one, so that no ratio exists.
 */
export type ComparisonObstacle = 'few_days' | 'few_days_earlier' | 'other_meters' | 'nothing_used';

/** Means of known days set against each other, so that holes on either side do not pass for savings. */
export interface Comparison {
	/** the earlier period */
	period: Period;
	knownDays: number;
	expectedDays: number;
	meanWhPerDay: number | null;
	/** relative: 0.1 is a tenth more than in the earlier period; null with an obstacle */
	change: number | null;
	obstacle: ComparisonObstacle | null;
}

export function periodFigures(days: readonly BuildingDay[]): PeriodFigures {
	const known: DayEnergy[] = [];
	let partialDays = 0;
	let partialWh = 0;

	for (const { date, state, energyWh } of days) {
		if (energyWh === null) continue;
		if (state === 'known') known.push({ date, energyWh });
		else {
			partialDays += 1;
			partialWh += energyWh;
		}
	}

	const totalWh = known.reduce((sum, day) => sum + day.energyWh, 0);
	const pick = (better: (a: number, b: number) => boolean): DayEnergy | null =>
		known.reduce<DayEnergy | null>(
			(best, day) => (best === null || better(day.energyWh, best.energyWh) ? day : best),
			null,
		);

	return {
		expectedDays: days.length,
		knownDays: known.length,
		partialDays,
		missingDays: days.length - known.length - partialDays,
		totalWh: known.length === 0 ? null : totalWh,
		meanWhPerDay: known.length === 0 ? null : totalWh / known.length,
		highest: pick((a, b) => a > b),
		lowest: pick((a, b) => a < b),
		partialWh,
	};
}

/**
 * @param sameMeters whether the same meters make the sums of both periods
 */
export function comparePeriods(
	current: PeriodFigures,
	earlier: PeriodFigures,
	period: Period,
	sameMeters: boolean,
): Comparison {
	const obstacle = obstacleBetween(current, earlier, sameMeters);
	const change =
		obstacle === null && current.meanWhPerDay !== null && earlier.meanWhPerDay !== null
			? current.meanWhPerDay / earlier.meanWhPerDay - 1
			: null;

	return {
		period,
		knownDays: earlier.knownDays,
		expectedDays: earlier.expectedDays,
		meanWhPerDay: earlier.meanWhPerDay,
		change,
		obstacle,
	};
}

function obstacleBetween(
	current: PeriodFigures,
	earlier: PeriodFigures,
	sameMeters: boolean,
): ComparisonObstacle | null {
	if (!enoughKnown(current)) return 'few_days';
	if (!enoughKnown(earlier)) return 'few_days_earlier';
	if (!sameMeters) return 'other_meters';

	return earlier.totalWh === 0 ? 'nothing_used' : null;
}

function enoughKnown({ knownDays, expectedDays }: PeriodFigures): boolean {
	return knownDays > 0 && knownDays >= expectedDays * LEAST_KNOWN_SHARE;
}
