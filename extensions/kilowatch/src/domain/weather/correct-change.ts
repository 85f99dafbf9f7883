import type { ColdDependence } from './cold-dependence.ts';

/** Fewer days than these do not tell how a building follows the cold, nor do days that were hardly ever cold. */
const LEAST_REFERENCE_DAYS = 60;
const LEAST_COLD_DAYS = 20;

/**
 * Below this share the cold is not what makes the days differ. It is far more than chance brings (60 days: one in ten
 * thousand), and room is left for weekdays and for days one after the other being alike.
 */
const LEAST_EXPLAINED = 0.25;

/**
 * `few_reference_days`: too few days are known with their temperature, or too few of them were cold; `not_dependent`: the
 * building's days do not follow the cold, so that a correction would add what is not there; `beyond_reference`: the earlier days
 * would have used nothing at all.
 */
export type CorrectionObstacle = 'few_reference_days' | 'not_dependent' | 'beyond_reference';

/** Sums over the same days. */
export interface ColdPeriod {
	degreeDays: number;
	energyWh: number;
}

export interface CorrectedChange {
	/** what the earlier days would have used, had they been as cold as the current ones; null with an obstacle */
	earlierWh: number | null;
	/** relative, against that: 0.1 is a tenth more */
	change: number | null;
	obstacle: CorrectionObstacle | null;
}

/**
 * The change that is left once the earlier days have had the current ones' cold. Only the part that follows the cold is moved:
 * light, lifts and cooking stay what they were.
 *
 * @param dependence as the building's days have followed the cold until the end of the earlier period
 */
export function correctChange(
	current: ColdPeriod,
	earlier: ColdPeriod,
	dependence: ColdDependence | undefined,
): CorrectedChange {
	const obstacle = obstacleOf(dependence);
	if (obstacle !== null || dependence === undefined) return refuse(obstacle ?? 'few_reference_days');
	const earlierWh = earlier.energyWh + dependence.whPerDegreeDay * (current.degreeDays - earlier.degreeDays);
	if (earlierWh <= 0) return refuse('beyond_reference');

	return { earlierWh, change: current.energyWh / earlierWh - 1, obstacle: null };
}

function obstacleOf(dependence: ColdDependence | undefined): CorrectionObstacle | null {
	if (
		dependence === undefined ||
		dependence.days < LEAST_REFERENCE_DAYS ||
		dependence.coldDays < LEAST_COLD_DAYS
	)
		return 'few_reference_days';

	return dependence.whPerDegreeDay > 0 && dependence.explained >= LEAST_EXPLAINED ? null : 'not_dependent';
}

function refuse(obstacle: CorrectionObstacle): CorrectedChange {
	return { earlierWh: null, change: null, obstacle };
}
