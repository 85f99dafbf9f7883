/** Dates as people read them. A calendar date is never moved by a zone; an instant is shown in the building's zone. */

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = `${locale} ${JSON.stringify(options)}`;
	const kept = cache.get(key) ?? new Intl.DateTimeFormat(locale, options);
	cache.set(key, kept);

	return kept;
}

function calendar(date: string, locale: string, options: Intl.DateTimeFormatOptions): string {
	return formatter(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** `2026-10-05` → `Oct 5, 2026` */
export function formatDate(date: string, locale: string): string {
	return calendar(date, locale, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** `2026-10-05` → `Mon, Oct 5, 2026` */
export function formatWeekdayDate(date: string, locale: string): string {
	return calendar(date, locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
}

/** `2026-10-05` → `Oct 5` */
export function formatShortDate(date: string, locale: string): string {
	return calendar(date, locale, { day: 'numeric', month: 'short' });
}

/** An instant as the clock of a zone shows it: `14:30` */
export function formatClock(milliseconds: number, locale: string, timeZone: string): string {
	return formatter(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
		milliseconds,
	);
}

/** The day of an instant in a zone: `Mon, Oct 5` */
export function formatDayOf(milliseconds: number, locale: string, timeZone: string): string {
	return formatter(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone }).format(
		milliseconds,
	);
}

/** `2026-10` → `Oct 2026`; `long` spells the month out */
export function formatMonth(month: string, locale: string, style: 'short' | 'long'): string {
	return calendar(`${month}-01`, locale, { month: style, year: 'numeric' });
}

/** An instant in a zone: `Oct 5, 2026, 14:30`; hours go from 0 to 23 in every language. */
export function formatInstant(instant: string | number, locale: string, timeZone: string): string {
	return formatter(locale, {
		day: 'numeric',
		month: 'short',
		year: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
		timeZone,
	}).format(new Date(instant));
}

/** An instant with its offset, so that both passes of autumn's repeated hour can be told apart. */
export function formatInterval(epochSeconds: number, locale: string, timeZone: string): string {
	return formatter(locale, {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
		timeZoneName: 'shortOffset',
		timeZone,
	}).format(new Date(epochSeconds * 1000));
}
