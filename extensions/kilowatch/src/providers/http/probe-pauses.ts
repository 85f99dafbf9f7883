import type { IBackoff, IBackoffFactory, IHalfOpenAfterBackoffContext } from 'cockatiel';
import { weighedCallIn } from './weighed-call.ts';

const MINUTE_MS = 60_000;

/** 1, 2, 4, 8 minutes, then this. */
const LONGEST_PAUSE_MS = 15 * MINUTE_MS;

/** An operator that names a later moment is obeyed, but a wrong one must not shut its API for good. */
const LONGEST_NAMED_PAUSE_MS = 60 * MINUTE_MS;

/**
 * How long an API is left alone before the next call tries it. Each try that fails makes the next pause longer; one that
 * says nothing of the API, or of one point alone, is followed by another at once.
 *
 * @param onPause is told each pause as it begins
 */
export function probePauses(
	onPause: (durationMs: number) => void,
): IBackoffFactory<IHalfOpenAfterBackoffContext> {
	const after = (failedTries: number): IBackoffFactory<IHalfOpenAfterBackoffContext> => ({
		next({ result }) {
			const call = weighedCallIn(result);
			if (call?.weight !== 'outage') return pause(failedTries, 0);

			const usualMs = Math.min(2 ** failedTries * MINUTE_MS, LONGEST_PAUSE_MS);
			const namedMs = (call.outcome.failure?.retryAt?.getTime() ?? 0) - Date.now();

			return pause(failedTries + 1, Math.max(usualMs, Math.min(namedMs, LONGEST_NAMED_PAUSE_MS)));
		},
	});
	const pause = (failedTries: number, duration: number): IBackoff<IHalfOpenAfterBackoffContext> => {
		onPause(duration);

		return { duration, ...after(failedTries) };
	};

	return after(0);
}
