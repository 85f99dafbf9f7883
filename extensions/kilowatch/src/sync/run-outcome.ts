import type { ProviderFailure } from '../providers/provider.ts';
import type { RunContinuation, RunResult } from '../storage/sync-runs.ts';

/** What a device's pass over its windows came to. */
export type RunOutcome = Omit<RunResult, 'finished_at'>;

/** There is more to ask: the run goes on in another job, at once or when the operator's limit allows it. */
export interface Unfinished extends RunContinuation {
	status: 'unfinished';
}

/** Failures that do not pass by themselves. */
const lasting: readonly ProviderFailure['class'][] = [
	'consent',
	'application',
	'auth',
	'shape',
	'bad_request',
];

/**
 * The first failure tells what is wrong; the excerpt is that of the first answer that was not understood.
 *
 * @param wasAnswered whether the operator gave an answer to anything
 */
export function outcomeOf(failures: readonly ProviderFailure[], wasAnswered: boolean): RunOutcome {
	const [first] = failures;
	if (!first) return { status: 'succeeded', error_code: null, error_message: null, error_excerpt: null };
	// An API that the application has not subscribed to takes nothing away from the others.
	const isFailed = lasting.includes(first.class) && !(first.class === 'application' && wasAnswered);

	return {
		status: isFailed ? 'failed' : 'partial',
		error_code: first.code,
		error_message: first.message,
		error_excerpt: failures.find(({ excerpt }) => excerpt !== undefined)?.excerpt ?? null,
	};
}

export function notConnected(message: string): RunOutcome {
	return { status: 'failed', error_code: 'not_connected', error_message: message, error_excerpt: null };
}

export function consentExpired(validUntil: string): RunOutcome {
	return {
		status: 'failed',
		error_code: 'consent_expired',
		error_message: `The consent ended on ${validUntil}; connect the meter again`,
		error_excerpt: null,
	};
}
