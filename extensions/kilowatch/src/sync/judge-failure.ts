import { datesBetween } from '../domain/local-days.ts';
import type { ProviderFailure, ProviderRules, ProviderWindow } from '../providers/provider.ts';

/** What has happened in this run before. */
export interface MeasureHistory {
	/** the measure's windows have been shortened already */
	isShortened: boolean;
	/** single days of the measure on end that were not understood, this one not counted */
	unreadDays: number;
	/** the measure's last call met trouble of the operator's */
	isInTrouble: boolean;
	/** another measure has been left for such trouble */
	isOtherInTrouble: boolean;
}

/**
 * What a window's failure means for the run. `not_measured`, `history_floor`, `too_long` and `unreadable` are answers like
 * any other and only change what is left to ask; `again` asks the same once more; `failed` is the run's failure, and
 * `then` says what is still worth asking.
 */
export type Verdict =
	| { kind: 'not_measured' | 'history_floor' | 'too_long' | 'unreadable' | 'again' }
	| { kind: 'failed'; then: 'go_on' | 'leave_measure' | 'stop' };

/** After so many days on end that were not understood, the next one would not be, either. */
const UNREAD_DAYS_LIMIT = 3;

/** What is to be done about a failure. Pure: the one place that decides it. */
export function judgeFailure(
	failure: ProviderFailure,
	window: ProviderWindow,
	rules: ProviderRules,
	history: MeasureHistory,
): Verdict {
	const { code } = failure;
	const isOneDay = datesBetween(window.from, window.to).length === 1;
	if (rules.directionCodes.includes(code)) return { kind: 'not_measured' };
	if (rules.historyFloorCodes.includes(code)) return { kind: 'history_floor' };
	if (rules.windowTooLongCodes.includes(code) && !history.isShortened && !isOneDay)
		return { kind: 'too_long' };
	// One point that nobody understands must not cost the days around it.
	if (failure.class === 'shape' && !isOneDay) return { kind: 'unreadable' };
	if (failure.mayBeTheRequest && !history.isInTrouble) return { kind: 'again' };

	return { kind: 'failed', then: whatIsLeft(failure, history) };
}

function whatIsLeft(
	failure: ProviderFailure,
	{ unreadDays, isOtherInTrouble }: MeasureHistory,
): Extract<Verdict, { kind: 'failed' }>['then'] {
	switch (failure.class) {
		case 'shape':
			return unreadDays + 1 < UNREAD_DAYS_LIMIT ? 'go_on' : 'leave_measure';
		// Refused for what it asks, or for an API that the application has not subscribed to: so would the next one be, but
		// another measure may be answered.
		case 'bad_request':
		case 'application':
			return 'leave_measure';
		case 'outage':
			return failure.mayBeTheRequest && !isOtherInTrouble ? 'leave_measure' : 'stop';
		default:
			return 'stop';
	}
}
