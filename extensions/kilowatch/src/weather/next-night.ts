import { addDays, localDateOf, midnightSeconds } from '../domain/local-days.ts';

/** Between three and six o'clock the services have yesterday, and few others ask. */
const FROM_SECONDS = 3 * 3_600;
const SPREAD_SECONDS = 3 * 3_600;

/**
 * When a place is asked for again: in the night that comes, each place at a moment of its own, so that not all the portfolio
 * asks in the same minute.
 */
export function nextNight(now: Date, timeZone: string, place: string): Date {
	const tomorrow = addDays(localDateOf(now.getTime() / 1000, timeZone), 1);
	let share = 0;
	for (const character of place) share = (share * 31 + (character.codePointAt(0) ?? 0)) % SPREAD_SECONDS;

	return new Date((midnightSeconds(tomorrow, timeZone) + FROM_SECONDS + share) * 1000);
}
