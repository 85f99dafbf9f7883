import { addDays, midnightSeconds } from '../domain/local-days.ts';
import { HOURS_PER_DAY } from '../domain/alerts/hour-grid.ts';
import { localHours } from '../domain/statistics/local-hours.ts';

/** The instant at which an hour of a grid begins on its clock; of an hour that the clock skips, the one after it. */
export function instantOfHour(firstDate: string, hour: number, timeZone: string): Date {
	const date = addDays(firstDate, Math.floor(hour / HOURS_PER_DAY));
	const ofDay = hour % HOURS_PER_DAY;
	if (ofDay === 0) return new Date(midnightSeconds(date, timeZone) * 1000);
	const start =
		localHours(date, addDays(date, 1), timeZone).find((local) => local.hour >= ofDay)?.startSeconds ??
		midnightSeconds(addDays(date, 1), timeZone);

	return new Date(start * 1000);
}

/** The date that holds an hour of a grid. */
export function dateOfHour(firstDate: string, hour: number): string {
	return addDays(firstDate, Math.floor(hour / HOURS_PER_DAY));
}
