import { datesBetween } from '../domain/local-days.ts';
import type { ProviderFailure, ProviderRules, ProviderWindow } from '../providers/provider.ts';

/** What has happened to a window's measure in this run before. */
export interface MeasureHistory {
	/** its windows have been shortened already */
	isShortened: boolean;
	/** answers of it that were not understood, this one not counted */
	shapeFailures: number;
}

/**
 * What a window's failure means for the run: `not_measured`, `history_floor` and `too_long` are answers like any other
 * and only change what is left to ask; `failed` is the run's failure, and `then` says what is still worth asking.
 */
export type Verdict =
	| { kind: 'not_measured' }
	| { kind: 'history_floor'; of: 'point' | 'measure' }
	| { kind: 'too_long' }
	| { kind: 'failed'; then: 'go_on' | 'leave_measure' | 'stop' };

/** After so many answers of a measure that were not understood, the next one would not be, either. */
const SHAPE_LIMIT = 3;

/** What is to be done about a failure. Pure: the one place that decides it. */
export function judgeFailure(
	failure: ProviderFailure,
	window: ProviderWindow,
	rules: ProviderRules,
	history: MeasureHistory,
): Verdict {
	const { code } = failure;
	if (rules.directionCodes.includes(code)) return { kind: 'not_measured' };

	const floor = rules.historyFloorCodes[code];
	if (floor) return { kind: 'history_floor', of: floor };

	const canBeShorter = !history.isShortened && datesBetween(window.from, window.to).length > 1;
	if (rules.windowTooLongCodes.includes(code) && canBeShorter) return { kind: 'too_long' };

	return { kind: 'failed', then: whatIsLeft(failure, history) };
}

function whatIsLeft(failure: ProviderFailure, { shapeFailures }: MeasureHistory) {
	switch (failure.class) {
		case 'shape':
			return shapeFailures + 1 < SHAPE_LIMIT ? 'go_on' : 'leave_measure';
		// Refused for what it asks, or for an API that the application has not subscribed to: so would the next one be, but
		// another measure may be answered.
		case 'bad_request':
		case 'application':
			return 'leave_measure';
		default:
			return 'stop';
	}
}
