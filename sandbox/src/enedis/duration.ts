import { DateTime, Duration } from 'luxon';
import { Refusal } from './refusal.ts';

const MAX_YEARS = 3;

/**
 * The end of a consent that starts on a day.
 *
 * @param text ISO 8601 period of years, months, weeks and days, `P1Y4M`
 * @param startDate `YYYY-MM-DD`
 * @returns `YYYY-MM-DD`, the first day without access
 * @throws Refusal as the consent page answers: 400, and 500 for units of time
 */
export function consentEnd(text: string, startDate: string): string {
	if (/^P.*T/.test(text)) throw new Refusal(500, 'server_error', 'lincs-internal-server-error');
	if (!/^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/.test(text))
		throw new Refusal(400, 'invalid_request', 'invalid_duration_format');

	const start = DateTime.fromISO(startDate, { zone: 'utc' });
	const end = start.plus(Duration.fromISO(text));
	if (!end.isValid || end > start.plus({ years: MAX_YEARS }))
		throw new Refusal(400, 'invalid_request', 'maximum_duration_exceeded');
	if (end <= start) throw new Refusal(400, 'invalid_request', 'invalid_duration_format');

	return end.toFormat('yyyy-MM-dd');
}
