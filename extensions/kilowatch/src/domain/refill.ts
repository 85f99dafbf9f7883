const HOUR = 3_600;

/** Less than a day, so that the next night's sync, a moment earlier or later, finds it due. */
const DAILY = 20 * HOUR;

/**
 * When a day that came incomplete is asked again, in seconds after each attempt: soon at first, for operators deliver
 * late by hours, then daily. Ten days in all; after the last the hole is final, for nobody fills it any more.
 */
export const refillDelaysSeconds: readonly number[] = [
	6 * HOUR,
	18 * HOUR,
	DAILY,
	DAILY,
	DAILY,
	DAILY,
	DAILY,
	DAILY,
	DAILY,
	DAILY,
];
