/** Numbers and dates as the reader's language writes them. */
import { addDays, subtractMonths } from '../../domain/local-days.ts';
import type { Period } from '../../insight/building-days.ts';
import type { ReportLanguage } from './languages.ts';

/** English as Europe writes it: the day before the month. */
const locales: Readonly<Record<ReportLanguage, string>> = {
	en: 'en-GB',
	fr: 'fr-FR',
	nl: 'nl-NL',
	de: 'de-DE',
};

export type Formats = ReturnType<typeof createFormats>;

export function createFormats(language: ReportLanguage) {
	const locale = locales[language];
	const integers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
	const oneDecimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
	const twoDecimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
	const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
	const changes = new Intl.NumberFormat(locale, {
		style: 'percent',
		minimumFractionDigits: 1,
		maximumFractionDigits: 1,
		signDisplay: 'exceptZero',
	});
	const lists = new Intl.ListFormat(locale, { type: 'unit', style: 'short' });
	const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
		new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
	const longDate = dates({ dateStyle: 'long' });
	const shortDate = dates({ day: 'numeric', month: 'short' });
	const weekday = dates({ weekday: 'short', day: 'numeric', month: 'short' });
	const weekdayName = dates({ weekday: 'short' });
	const monthAndYear = dates({ month: 'long', year: 'numeric' });
	const shortMonth = dates({ month: 'short' });
	const mediumDate = dates({ day: 'numeric', month: 'short', year: 'numeric' });
	const shortMonthAndYear = dates({ month: 'short', year: 'numeric' });

	/** As many decimals as the size of the number deserves. */
	const plainNumber = (value: number): string => {
		const size = Math.abs(value);
		if (size >= 100 || Number.isInteger(value)) return integers.format(value);

		return (size >= 10 ? oneDecimal : twoDecimals).format(value);
	};

	const rangeOf =
		(format: Intl.DateTimeFormat) =>
		({ from, to }: Period): string =>
			format.formatRange(utc(from), utc(addDays(to, -1)));

	return {
		locale,
		number: plainNumber,
		integer: (value: number) => integers.format(value),
		/** never rounded up to 100 %: a hole is a hole */
		share: (part: number, whole: number) =>
			percents.format(whole === 0 ? 0 : Math.floor((part / whole) * 1000) / 1000),
		change: (ratio: number) => changes.format(ratio).replace('-', '−'),
		list: (items: readonly string[]) => lists.format(items),
		date: (date: string) => longDate.format(utc(date)),
		shortDate: (date: string) => shortDate.format(utc(date)),
		weekdayDate: (date: string) => weekday.format(utc(date)),
		shortMonth: (date: string) => shortMonth.format(utc(date)),
		mediumDate: (date: string) => mediumDate.format(utc(date)),
		shortMonthAndYear: (date: string) => shortMonthAndYear.format(utc(date)),
		month: (date: string) => monthAndYear.format(utc(date)),
		weekdays: Array.from({ length: 7 }, (_, day) => weekdayName.format(utc(addDays('2024-01-01', day)))),
		dates: rangeOf(longDate),
		shortDates: rangeOf(shortDate),
		/** a whole calendar month or year by its name, anything else by its first and last day */
		period: (period: Period) => namedPeriod(period, monthAndYear) ?? rangeOf(longDate)(period),
		shortPeriod: (period: Period) => namedPeriod(period, shortMonthAndYear) ?? rangeOf(mediumDate)(period),
		money: (amount: number, currency: string) =>
			new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount),
		kilograms: (kilograms: number) => `${plainNumber(kilograms)}\u00a0kg`,
		power: (watts: number) =>
			Math.abs(watts) < 1000 ? `${integers.format(watts)}\u00a0W` : `${plainNumber(watts / 1000)}\u00a0kW`,
		percent: (ratio: number) => percents.format(ratio),
		/** a local date of an instant */
		localDate: (instant: string, timeZone: string) =>
			dates({ day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(new Date(instant)),
		instant: (instant: Date, timeZone: string) =>
			dates({ dateStyle: 'long', timeStyle: 'short', timeZone }).format(instant),
	};
}

function utc(date: string): Date {
	return new Date(`${date}T00:00:00Z`);
}

function namedPeriod({ from, to }: Period, month: Intl.DateTimeFormat): string | undefined {
	if (!from.endsWith('-01') || !to.endsWith('-01')) return undefined;
	if (from === subtractMonths(to, 1)) return month.format(utc(from));

	return from.endsWith('-01-01') && from === subtractMonths(to, 12) ? from.slice(0, 4) : undefined;
}
