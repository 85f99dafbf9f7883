import { isDate } from '../calendar.ts';
import type { MeasurePeriod } from './measure-reader.ts';
import { Refusal } from './refusal.ts';

const parameters = ['pointId', 'dateDebut', 'dateFin'];

/** What the Swagger says of a path's parameters, besides the three of all paths. */
export interface MeasureParameters {
	/** required ones with their values */
	further: Readonly<Record<string, readonly string[]>>;
	/** whether the end may be the start */
	allowsEmptyPeriod: boolean;
}

/**
 * Reads the query of a measure call of generation 2026.
 *
 * @throws Refusal 500 for whatever is outside the Swagger, as the operator answers
 */
export function readMeasureRequest(
	query: URLSearchParams,
	{ further, allowsEmptyPeriod }: MeasureParameters,
): MeasurePeriod {
	const [pointId = '', startDate = '', endDate = ''] = parameters.map((name) => query.get(name) ?? '');
	const isInSwagger =
		query.size === parameters.length + Object.keys(further).length &&
		Object.entries(further).every(([name, values]) => values.includes(query.get(name) ?? '')) &&
		/^\d{14}$/.test(pointId) &&
		isDate(startDate) &&
		isDate(endDate) &&
		(allowsEmptyPeriod ? startDate <= endDate : startDate < endDate);
	if (!isInSwagger)
		throw new Refusal(500, 'STM-ERR-0000001', "Problème technique dans l'interrogation du SI coeur", 'code');

	return { pointId, startDate, endDate };
}
