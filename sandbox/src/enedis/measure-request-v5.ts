import { isDate } from '../calendar.ts';
import type { MeasurePeriod } from './measure-reader.ts';
import { Refusal } from './refusal.ts';

const invalid = (description: string): Refusal => new Refusal(400, 'Invalid_request', description);

/**
 * Reads the query of a measure call of generation v5; what it does not know there is passed over.
 *
 * @param today the operator's date, `YYYY-MM-DD`
 * @throws Refusal 400 `Invalid_request` with the first thing that is wrong
 */
export function readMeasureRequestV5(query: URLSearchParams, today: string): MeasurePeriod {
	const pointId = query.get('usage_point_id') ?? '';
	if (pointId === '') throw invalid('usage_point_id parameter is required');
	if (!/^\d{14}$/.test(pointId)) throw invalid('usage_point_id parameter must be 14 digits long');

	const startDate = readDate(query, 'start', 'Start');
	const endDate = readDate(query, 'end', 'End');
	const personId = query.get('person_id');
	if (personId === '') throw invalid('person_id parameter is required');
	if (personId !== null && !/^\d{10}$/.test(personId))
		throw invalid('person_id parameter must be 10 digits long');

	if (endDate > today) throw invalid('The end date parameter must be earlier than the current date');
	if (startDate >= endDate) throw invalid('Start date should be before end date');

	return { pointId, startDate, endDate };
}

function readDate(query: URLSearchParams, name: string, title: string): string {
	const text = query.get(name) ?? '';
	if (text === '') throw invalid(`${title} date parameter is required`);
	if (!isDate(text)) throw invalid(`${title} date parameter must be in the format YYYY-MM-DD`);

	return text;
}
