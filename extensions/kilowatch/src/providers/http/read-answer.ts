import type { MeasuredSeries, WindowOutcome } from '../provider.ts';
import { excerptOf } from './excerpt.ts';
import type { HttpAnswer } from './exchange.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

/**
 * What a success of an operator's API means: the series that is read from it, or why there is none. An answer without a single
 * value is `no_data`; one that is not understood is a failure with its beginning, never an empty success.
 *
 * @param operator as people know it
 */
export function readAnswer(
	operator: string,
	{ text, bytes }: Pick<HttpAnswer, 'text' | 'bytes'>,
	read: (text: string) => MeasuredSeries,
): WindowOutcome {
	try {
		const series = read(text);
		if (series.readings.length + series.dayTotals.length > 0) {
			return { kind: 'data', series: [series], bytes };
		}

		return {
			kind: 'failure',
			failure: {
				class: 'no_data',
				code: 'no_values',
				message: `${operator} answered without a single value for these days`,
			},
		};
	} catch (error) {
		if (!(error instanceof UnexpectedShape)) throw error;

		return { kind: 'failure', failure: { ...error.failure, excerpt: excerptOf(text) } };
	}
}
