import { DateTime } from 'luxon';

/** `Call threshold allowed on 5:00:00` */
const THRESHOLD = /allowed on ([01]?\d|2[0-3]):([0-5]\d):([0-5]\d)/i;

/** A quota lasts an hour at most, and clocks may differ a little: further back than this, tomorrow is meant. */
const LATE_MINUTES = 30;

/**
 * The moment of the former generation's quotas: a time of day by the clock of its zone, today's or, after midnight,
 * tomorrow's.
 */
export function thresholdMoment(text: string, zone: string, now: Date): Date | undefined {
	const [, hour, minute, second] = THRESHOLD.exec(text) ?? [];
	if (hour === undefined) return undefined;
	const local = DateTime.fromJSDate(now, { zone });
	const moment = local.set({
		hour: Number(hour),
		minute: Number(minute),
		second: Number(second),
		millisecond: 0,
	});

	return (moment < local.minus({ minutes: LATE_MINUTES }) ? moment.plus({ days: 1 }) : moment).toJSDate();
}
