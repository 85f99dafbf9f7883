/** What a report is asked for by, in a route and in a Flow alike. */
import { z } from 'zod';
import { isPeriodName } from '../../insight/report-period.ts';
import {
	reportLanguage,
	reportLanguages,
	type ReportLanguage,
} from '../../reports/energy-report/languages.ts';

export const periodName = z
	.string()
	.refine(isPeriodName, { message: 'must be a month (2026-10), a year (2026), last_month or last_year' })
	.meta({
		pattern: '^(20\\d\\d(-(0[1-9]|1[0-2]))?|last_month|last_year)$',
		description: 'A calendar month or year; the last whole month where it is left out',
	});

/** A locale such as `fr` or `fr-BE`. */
export const reportLocale = z
	.string()
	.refine((text) => reportLanguage(text) !== undefined, {
		message: `must be one of ${reportLanguages.join(', ')}`,
	})
	.meta({ description: 'The report’s language, such as fr or fr-BE' });

/** Of several wishes the first that a report can be written in. */
export function firstLanguage(...wishes: (string | false | null | undefined)[]): ReportLanguage {
	for (const wish of wishes) {
		const language = wish ? reportLanguage(wish) : undefined;
		if (language) return language;
	}

	return 'en';
}
