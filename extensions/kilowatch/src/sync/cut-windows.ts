import { addDays } from '../domain/local-days.ts';
import type { SyncPeriod } from '../storage/sync-runs.ts';

/** Dates that are asked for only where a call is made anyway. */
export interface ReachBack {
	/** whether a date makes a call by itself */
	isWanted: (date: string) => boolean;
	/** how many dates before a wanted one come along with it */
	correctionDays: number;
}

/** Without a reach every date makes a call. */
const allWanted: ReachBack = { isWanted: () => true, correctionDays: 0 };

/**
 * Joins neighbouring dates, newest first, into windows no longer than the operator allows. A window begins, at its newer
 * end, with a wanted date and goes as far back as it may: over the wanted dates before it, and over those few that
 * came already, for the operator corrects the last days late. So it is never one call more than without them, and where
 * they lie between two holes, one less. They never make a window as long as the operator allows at most: where it turns
 * out to allow less, they must not be the reason for a refusal.
 */
export function cutIntoWindows(
	newestFirstDates: readonly string[],
	windowDays: number,
	{ isWanted, correctionDays }: ReachBack = allWanted,
): SyncPeriod[] {
	const windows: SyncPeriod[] = [];
	let daysInOpen = 0;
	let daysSinceWanted = 0;

	for (const date of newestFirstDates) {
		const open = windows.at(-1);
		const next = addDays(date, 1);
		const wanted = isWanted(date);
		const fits = open?.from === next && daysInOpen < (wanted ? windowDays : windowDays - 1);
		daysSinceWanted = wanted ? 0 : daysSinceWanted + 1;

		if (open && fits && daysSinceWanted <= correctionDays) {
			open.from = date;
			daysInOpen++;
		} else if (wanted) {
			windows.push({ from: date, to: next });
			daysInOpen = 1;
		}
	}

	return windows;
}
