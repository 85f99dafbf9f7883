import type { CallLimit } from './call-limit.ts';

const SECONDS_PER_HOUR = 3_600;

/** Calls that are still to be made to one API. */
export interface CallsAhead {
	limit: CallLimit;
	calls: number;
	/** calls that anybody has made in the last sixty minutes */
	usedThisHour: number;
}

/**
 * The seconds that an operator's limits make calls take. Within the hour's limit they follow each other by the second;
 * beyond it the hour's limit sets the pace, and those already made count as if they had been made just now: a time told
 * beforehand is rather too long than too short. The operator's own speed is not in it.
 *
 * @param ahead one entry for each API: they count apart, so the one that takes longest decides
 */
export function backfillSeconds(ahead: readonly CallsAhead[]): number {
	return Math.max(0, ...ahead.map(secondsOf));
}

function secondsOf({ limit: { callsPerSecond, callsPerHour }, calls, usedThisHour }: CallsAhead): number {
	if (calls === 0) return 0;
	const bySecond = calls / callsPerSecond;
	const total = usedThisHour + calls;

	return total <= callsPerHour ? bySecond : Math.max(bySecond, (total * SECONDS_PER_HOUR) / callsPerHour);
}
