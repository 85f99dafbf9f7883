import type { CallLimit } from '../../domain/call-limit.ts';
import type { ProviderFailure } from '../provider.ts';

/** Stands before an operator's APIs, whose limits all processes share. */
export interface CallGate {
	/**
	 * Waits for the turn of a call.
	 *
	 * @returns `undefined` when the call may be made now; else the moment before which asking again is of no use
	 */
	enter(limit: CallLimit, signal: AbortSignal): Promise<Date | undefined>;

	/** The operator has refused a call: nobody calls this API before then. */
	shut(limit: CallLimit, until: Date): Promise<void>;
}

/** For an operator without limits. */
export const openGate: CallGate = {
	enter: () => Promise.resolve(undefined),
	shut: () => Promise.resolve(),
};

/** Our own code of a call that was held back; the operator knows nothing of it. */
export const CALL_LIMIT = 'call_limit';

/** A call that was not made, for it would have passed the limit. */
export function notYet(until: Date): ProviderFailure {
	return {
		class: 'throttled',
		code: CALL_LIMIT,
		message: 'The operator’s limit of calls is used up for now',
		retryAt: until,
	};
}
