/** Which days a report is about, and with which earlier ones it compares them. Pure; dates local. */
import { addDays, localDateOf, subtractMonths } from '../domain/local-days.ts';
import type { Period } from './building-days.ts';

/** What a request says of its period: a name, or bounds. */
export interface AskedPeriod {
	/** `2026-10`, `2026`, `last_month` or `last_year` */
	period?: string | undefined;
	from?: string | undefined;
	to?: string | undefined;
}

/** Whether a text names a calendar month or year: by its number, or as the last whole one. */
export function isPeriodName(text: string): boolean {
	return /^(20\d\d(-(0[1-9]|1[0-2]))?|last_month|last_year)$/.test(text);
}

/**
 * The period a request means: the named one; of one bound, the month after or before it; of nothing, the last whole calendar month.
 *
 * @param zone the building's time zone
 */
export function reportPeriod({ period, from, to }: AskedPeriod, zone: string, now: Date): Period {
	const today = localDateOf(now.getTime() / 1000, zone);
	if (period === 'last_year') return yearOf(Number(today.slice(0, 4)) - 1);
	if (period !== undefined && period !== 'last_month') {
		if (period.length === 4) return yearOf(Number(period));

		return { from: `${period}-01`, to: subtractMonths(`${period}-01`, -1) };
	}
	if (from !== undefined) return { from, to: to ?? subtractMonths(from, -1) };

	const end = to ?? `${today.slice(0, 7)}-01`;

	return { from: subtractMonths(end, 1), to: end };
}

function yearOf(year: number): Period {
	return { from: `${year}-01-01`, to: `${year + 1}-01-01` };
}

/** The period just before: whole calendar months before whole calendar months, else as many days. */
export function previousPeriod({ from, to }: Period): Period {
	if (from.endsWith('-01') && to.endsWith('-01')) {
		return { from: subtractMonths(from, monthsBetween(from, to)), to: from };
	}

	return { from: addDays(from, -daysIn({ from, to })), to: from };
}

/** How many days a period has; not positive where its bounds are the wrong way round. */
export function daysIn({ from, to }: Period): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function monthsBetween(from: string, to: string): number {
	const months = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));

	return months(to) - months(from);
}
