import type { ProviderFailure } from '../provider.ts';
import { CALL_LIMIT } from './call-gate.ts';

/** What a call came to, as any provider has it. */
export interface CallOutcome {
	kind: string;
	failure?: ProviderFailure;
}

/**
 * What a call says of its API: `answer`: it is there, whatever it answered; `outage`: it is not; `doubtful`: it is not,
 * or it has trouble with this one point; `not_made`: nothing, for the call was held back or given up by ourselves.
 */
export type Weight = 'answer' | 'outage' | 'doubtful' | 'not_made';

/** A call's outcome with its weight for the circuit of its API. */
export class WeighedCall<Outcome extends CallOutcome> {
	readonly outcome: Outcome;
	readonly weight: Weight;

	constructor(outcome: Outcome, weight: Weight) {
		this.outcome = outcome;
		this.weight = weight;
	}
}

/** The call in what the library gives as its reason; `undefined` where an error is the reason. */
export function weighedCallIn(reason: object): WeighedCall<CallOutcome> | undefined {
	if (!('value' in reason && reason.value instanceof WeighedCall)) return undefined;

	return reason.value as WeighedCall<CallOutcome>;
}

/** @param about the point that was asked for, where it was one */
export function weightOf({ failure }: CallOutcome, about: string | undefined): Weight {
	if (failure?.code === CALL_LIMIT || failure?.code === 'aborted') return 'not_made';
	if (failure?.class !== 'outage') return 'answer';

	return failure.mayBeTheRequest && about !== undefined ? 'doubtful' : 'outage';
}
