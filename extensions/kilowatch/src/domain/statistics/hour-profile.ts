import type { HourAmount } from './local-hours.ts';

/** One cell of a week: what was used in that hour of that weekday. */
export interface HourOfWeek {
	/** 1 Monday to 7 Sunday */
	weekday: number;
	/** 0 to 23 */
	hour: number;
	/** sum of all known time in it */
	value: number;
	knownSeconds: number;
	/** mean amount of one full hour; null where nothing is known */
	meanPerHour: number | null;
	/** of the whole week's means; null where nothing is known or used at all */
	share: number | null;
}

const SECONDS_PER_HOUR = 3_600;

/**
 * How a week usually goes: 168 cells, Monday 0 o'clock first. Shares are of the cells' means, so that a hole in the data, or a
 * Monday more in the period, does not make Mondays look lighter or heavier.
 */
export function weekProfile(hours: readonly HourAmount[]): HourOfWeek[] {
	const cells = Array.from({ length: 7 * 24 }, (_, cell) => ({
		weekday: Math.floor(cell / 24) + 1,
		hour: cell % 24,
		value: 0,
		knownSeconds: 0,
	}));
	let dateBefore = '';
	let mondayIsZero = 0;
	for (const { date, hour, value, coveredSeconds } of hours) {
		if (date !== dateBefore) {
			mondayIsZero = weekdayOf(date) - 1;
			dateBefore = date;
		}
		const cell = cells[mondayIsZero * 24 + hour];
		if (cell === undefined || value === null) continue;
		cell.value += value;
		cell.knownSeconds += coveredSeconds;
	}
	const means = cells.map(({ value, knownSeconds }) =>
		knownSeconds === 0 ? null : (value / knownSeconds) * SECONDS_PER_HOUR,
	);
	const week = means.reduce<number>((sum, mean) => sum + (mean ?? 0), 0);

	return cells.map((cell, index) => {
		const meanPerHour = means[index] ?? null;

		return { ...cell, meanPerHour, share: meanPerHour === null || week === 0 ? null : meanPerHour / week };
	});
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(date: string): number {
	return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}
