const HOUR = 3_600;
const DAY = 24 * HOUR;

/**
 * When a day that came incomplete is asked again, in seconds after each attempt: soon at first, for operators deliver
 * late by hours, then daily. Ten days in all; after the last the hole is final, for nobody fills it any more.
 */
export const refillDelaysSeconds: readonly number[] = [
	6 * HOUR,
	18 * HOUR,
	DAY,
	DAY,
	DAY,
	DAY,
	DAY,
	DAY,
	DAY,
	DAY,
];
