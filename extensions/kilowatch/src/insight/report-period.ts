/** Which days a report is about, and with which earlier ones it compares them. Pure; dates local. */
import { addDays, localDateOf, subtractMonths } from '../domain/local-days.ts';
import type { Period } from './building-days.ts';

/**
 * The period a request means: of one bound, the month after or before it; of none, the last whole calendar month.
 *
 * @param zone the building's time zone
 */
export function reportPeriod(
	{ from, to }: { from?: string | undefined; to?: string | undefined },
	zone: string,
	now: Date,
): Period {
	if (from !== undefined) return { from, to: to ?? subtractMonths(from, -1) };

	const end = to ?? `${localDateOf(now.getTime() / 1000, zone).slice(0, 7)}-01`;

	return { from: subtractMonths(end, 1), to: end };
}

/** The period just before: whole calendar months before whole calendar months, else as many days. */
export function previousPeriod({ from, to }: Period): Period {
	if (from.endsWith('-01') && to.endsWith('-01')) {
		return { from: subtractMonths(from, monthsBetween(from, to)), to: from };
	}

	return { from: addDays(from, -daysIn({ from, to })), to: from };
}

/** The same calendar dates a year earlier. */
export function samePeriodLastYear({ from, to }: Period): Period {
	return { from: subtractMonths(from, 12), to: subtractMonths(to, 12) };
}

/** How many days a period has; not positive where its bounds are the wrong way round. */
export function daysIn({ from, to }: Period): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function monthsBetween(from: string, to: string): number {
	const months = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));

	return months(to) - months(from);
}
