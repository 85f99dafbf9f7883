/** A meter's own off-peak hours over time, and who may see what they tell of a natural person's day. Pure. */
import { z } from 'zod';
import { isCalendarDate } from '../local-days.ts';
import { belgianNight, isSameHours, type LowHours } from './low-hours.ts';
import type { MeterHours } from './meter-costs.ts';
import { OffPeakHoursError, parseOffPeakHours } from './off-peak-hours.ts';

/** Hours that a contract had until it got others, `until` not included. */
export const formerHours = z.array(
	z.strictObject({
		until: z.string().refine(isCalendarDate, { message: 'must be a date, YYYY-MM-DD' }),
		hours: z.string(),
	}),
);

/** What a device says of its off-peak hours. */
export interface DeviceHours {
	/** as the operator writes them */
	offPeakHours: string | null;
	/** what the column of former ones holds */
	formerOffPeakHours: unknown;
}

/** Finds the hours of a day: the first former ones that held longer than it, else the present ones. */
export function hoursFinder({ offPeakHours, formerOffPeakHours }: DeviceHours): (date: string) => MeterHours {
	const former = formerHours.safeParse(formerOffPeakHours ?? []);
	if (!former.success) return () => 'unreadable_hours';
	const ended = former.data
		.toSorted((one, other) => (one.until < other.until ? -1 : 1))
		.map(({ until, hours }) => ({ until, hours: readHours(hours) }));
	const present = readHours(offPeakHours);

	return (date) => ended.find(({ until }) => date < until)?.hours ?? present;
}

function readHours(text: string | null): MeterHours {
	if (text === null || text.trim() === '') return 'no_hours';
	try {
		return { spans: parseOffPeakHours(text), isWeekendLow: false };
	} catch (error) {
		if (error instanceof OffPeakHoursError) return 'unreadable_hours';
		throw error;
	}
}

/** Zones of one and the same clock, that of the countries whose operators are read. */
const operatorsZones: readonly string[] = ['Europe/Paris', 'Europe/Brussels'];

/**
 * Whether the day of a natural person's meter may be split by some hours for somebody who may see nothing finer than a day.
 *
 * Two numbers a day are allowed: those that its contract bills. But hours are settings, and so is the zone: whoever could choose
 * them would read off a load curve, half-hour by half-hour, as differences of costs. So only one split a day is ever told: by the hours that
 * the operator has said, else by the Belgian night, on the operator's clock.
 *
 * @param hoursOn the meter's own hours
 * @param zone of the building, by whose clock the days are cut
 */
export function mayTellSplit(
	date: string,
	hours: LowHours,
	hoursOn: (date: string) => MeterHours,
	zone: string,
): boolean {
	if (!operatorsZones.includes(zone)) return false;
	const own = hoursOn(date);

	return isSameHours(hours, typeof own === 'string' ? belgianNight : own);
}
