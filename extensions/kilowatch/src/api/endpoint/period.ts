import { z } from 'zod';
import { addDays, isCalendarDate, localDateOf } from '../../domain/local-days.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import { kilowatchError } from '../errors.ts';

/** A local calendar date in a request. */
export const calendarDate = z
	.string()
	.refine(isCalendarDate, { message: 'must be a date, YYYY-MM-DD' })
	.meta({ format: 'date', description: 'A local date of the building; `to` is not included' });

const USUAL_DAYS = 30;

/**
 * The period of local dates a request means: the last 30 whole days where it says nothing; `to` is not included.
 *
 * @throws a Directus error when there is no day in it
 */
export function periodOf(
	query: { from?: string | undefined; to?: string | undefined },
	timeZone: string,
	now: Date,
): { from: string; to: string } {
	const to = query.to ?? localDateOf(now.getTime() / 1000, timeZone);
	const from = query.from ?? addDays(to, -USUAL_DAYS);
	if (from >= to) throw kilowatchError(errorCodes.invalidRequest, `from (${from}) must be before to (${to})`);

	return { from, to };
}
