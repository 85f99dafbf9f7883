import { DateTime } from 'luxon';
import { dayNumberOf, isDate, todayOf } from '../calendar.ts';
import { Refusal } from './refusal.ts';

/** The days of a measure call. */
export interface MeasureRequest {
	pointId: string;
	/** `YYYY-MM-DD` */
	startDate: string;
	/** `YYYY-MM-DD`, not part of the answer */
	endDate: string;
}

/** How far back and how long a kind of measure may be asked for. */
export interface MeasureLimits {
	historyMonths: number;
	maxDays: number | null;
	allowsEmptyPeriod: boolean;
}

/** Beyond the months that the operator keeps. */
const HISTORY_EXTRA_DAYS = 15;
const parameters = ['pointId', 'dateDebut', 'dateFin'];

/**
 * Reads a measure call's query.
 *
 * @throws Refusal 500 for whatever is outside the Swagger, as the operator answers
 */
export function readMeasureRequest(query: URLSearchParams, limits: MeasureLimits): MeasureRequest {
	const [pointId = '', startDate = '', endDate = ''] = parameters.map((name) => query.get(name) ?? '');
	const isInSwagger =
		query.size === parameters.length &&
		/^\d{14}$/.test(pointId) &&
		isDate(startDate) &&
		isDate(endDate) &&
		(limits.allowsEmptyPeriod ? startDate <= endDate : startDate < endDate);
	if (!isInSwagger)
		throw new Refusal(500, 'STM-ERR-0000001', "Problème technique dans l'interrogation du SI coeur", 'code');

	return { pointId, startDate, endDate };
}

/**
 * The operator's rules on the period.
 *
 * @param activatedOn first day of the meter, `YYYY-MM-DD`
 * @throws Refusal 400 with the operator's code
 */
export function checkPeriod(
	{ startDate, endDate }: MeasureRequest,
	limits: MeasureLimits,
	activatedOn: string,
	nowMs: number,
): void {
	const today = todayOf(nowMs);
	const floor = DateTime.fromISO(today, { zone: 'utc' })
		.minus({ months: limits.historyMonths })
		.minus({ days: HISTORY_EXTRA_DAYS })
		.toFormat('yyyy-MM-dd');

	if (endDate > today)
		throw new Refusal(400, 'Invalid_request', 'The end date parameter must be earlier than the current date');
	if (limits.maxDays !== null && dayNumberOf(endDate) - dayNumberOf(startDate) > limits.maxDays)
		throw new Refusal(
			400,
			'ADAM-ERR0126',
			'The requested period must be less than 7 days for an access to the load curve',
		);
	if (startDate < floor)
		throw new Refusal(400, 'ADAM-ERR0125', 'The start date must be greater than the history deadline');
	if (startDate < activatedOn)
		throw new Refusal(
			400,
			'ADAM-ERR0123',
			"The requested period cannot be anterior to the meter's last activation date",
		);
}
