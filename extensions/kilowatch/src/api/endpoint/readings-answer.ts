import type { Request, Response } from 'express';
import { readingsCsv } from '../../reports/csv/readings-csv.ts';
import type { RawReading, ReadingsAnswer, ReadingsOf } from '../../shared/http-contract/readings.ts';
import { readingsJson } from './readings-json.ts';
import type { RouteAnswer } from './route.ts';

export type ReadingsFormat = 'json' | 'csv';

/** What an answer is written in: as the query says, else as the `Accept` header does, else JSON. */
export function readingsFormat(request: Request, asked: ReadingsFormat | undefined): ReadingsFormat {
	return (asked ?? request.accepts(['json', 'csv'])) === 'csv' ? 'csv' : 'json';
}

/**
 * Readings as they were asked for. In CSV there is no place beside the rows, so headers tell the rest: the next page as a
 * link, and how many stretches are empty and how many devices withheld; which they are stands in the JSON.
 */
export function answerReadings(
	answer: ReadingsAnswer,
	{
		format,
		isPersonal,
		http: { request, response },
	}: { format: ReadingsFormat; isPersonal: boolean; http: { request: Request; response: Response } },
): RouteAnswer {
	response.vary('Accept');
	if (format === 'json') {
		return {
			json: answer,
			...(hasReadings(answer) ? { written: readingsJson(answer) } : {}),
			...(isPersonal ? {} : { personal: false }),
		};
	}

	const { next_cursor, gaps, withheld } = answer.meta;
	if (next_cursor !== null) response.setHeader('Link', `<${nextPage(request, next_cursor)}>; rel="next"`);
	if (gaps) response.setHeader('Kilowatch-Gaps', gaps.length);
	if (withheld) {
		response.setHeader('Kilowatch-Withheld', `${withheld.reason}; devices=${withheld.devices.length}`);
	}

	return { text: readingsCsv(answer), type: 'text/csv' };
}

/** Whether it has a row for each reading. */
function hasReadings(answer: ReadingsAnswer): answer is ReadingsOf<RawReading> {
	const [first] = answer.data;

	return answer.meta.resolution === 'raw' && first !== undefined && 'value' in first;
}

/**
 * The same request with another cursor, relative to its own address, which a proxy may have changed. A token that came in the
 * query must not stand in a header.
 */
function nextPage({ query }: Request, cursor: string): string {
	const parameters = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		if (typeof value === 'string' && name !== 'access_token') parameters.set(name, value);
	}
	parameters.set('cursor', cursor);

	return `?${parameters.toString()}`;
}
