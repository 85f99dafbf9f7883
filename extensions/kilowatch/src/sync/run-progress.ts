import type { Measure, ProviderFailure } from '../providers/provider.ts';
import type { MeasureHistory, Verdict } from './judge-failure.ts';

/** What a run has met so far: what a failure means depends on what went before. */
export interface RunProgress {
	/** failures that the run ends with, in their order */
	readonly failures: readonly ProviderFailure[];
	/** whether the operator gave an answer to anything */
	readonly wasAnswered: boolean;
	historyOf(measure: Measure): MeasureHistory;
	noteAnswer(measure: Measure): void;
	noteFailure(measure: Measure, failure: ProviderFailure, verdict: Verdict): void;
}

export function createRunProgress(): RunProgress {
	const failures: ProviderFailure[] = [];
	const shortened = new Set<Measure>();
	const unreadDays = new Map<Measure, number>();
	const inTrouble = new Set<Measure>();
	const leftInTrouble = new Set<Measure>();
	let wasAnswered = false;

	return {
		failures,
		get wasAnswered() {
			return wasAnswered;
		},
		historyOf: (measure) => ({
			isShortened: shortened.has(measure),
			unreadDays: unreadDays.get(measure) ?? 0,
			isInTrouble: inTrouble.has(measure),
			isOtherInTrouble: leftInTrouble.size > 0,
		}),
		noteAnswer(measure) {
			wasAnswered = true;
			unreadDays.delete(measure);
			inTrouble.delete(measure);
		},
		noteFailure(measure, failure, verdict) {
			if (verdict.kind === 'not_measured') wasAnswered = true;
			if (verdict.kind === 'too_long') shortened.add(measure);
			if (verdict.kind === 'again') inTrouble.add(measure);
			if (verdict.kind !== 'failed') return;

			failures.push(failure);
			if (failure.class === 'shape') unreadDays.set(measure, (unreadDays.get(measure) ?? 0) + 1);
			if (failure.mayBeTheRequest) leftInTrouble.add(measure);
		},
	};
}
