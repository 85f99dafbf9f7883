import type { Measure, ProviderFailure } from '../providers/provider.ts';
import type { MeasureHistory, Verdict } from './judge-failure.ts';
import type { PeriodRest } from './period-rest.ts';

/** What a run has met so far: what a failure means depends on what went before. */
export interface RunProgress {
	/** failures that the run ends with, in their order */
	readonly failures: readonly ProviderFailure[];
	/** whether the operator gave an answer to anything */
	readonly wasAnswered: boolean;
	historyOf(measure: Measure): MeasureHistory;
	/** whether the run asks no more of a measure */
	hasLeft(measure: Measure): boolean;
	noteAnswer(measure: Measure): void;
	noteFailure(measure: Measure, failure: ProviderFailure, verdict: Verdict): void;
	/** how often on end the operator was found to be away */
	readonly outages: number;
	noteOutage(): void;
	/** how far a period asked for by hand is done */
	readonly rest: PeriodRest;
	/** what the run's next job begins with */
	keep(rest: PeriodRest): KeptProgress;
}

/** A progress as JSON. Of the failures the first says what is wrong, and the first with an excerpt how it looked. */
export interface KeptProgress {
	failures: ProviderFailure[];
	wasAnswered: boolean;
	shortened: Measure[];
	unreadDays: [Measure, number][];
	inTrouble: Measure[];
	leftInTrouble: Measure[];
	left: Measure[];
	outages: number;
	/** of a period asked for by hand */
	rest: PeriodRest;
}

export function createRunProgress(kept?: KeptProgress): RunProgress {
	const failures: ProviderFailure[] = [...(kept?.failures ?? [])];
	const shortened = new Set<Measure>(kept?.shortened);
	const unreadDays = new Map<Measure, number>(kept?.unreadDays);
	const inTrouble = new Set<Measure>(kept?.inTrouble);
	const leftInTrouble = new Set<Measure>(kept?.leftInTrouble);
	const left = new Set<Measure>(kept?.left);
	let wasAnswered = kept?.wasAnswered ?? false;
	let outages = kept?.outages ?? 0;

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
		hasLeft: (measure) => left.has(measure),
		noteAnswer(measure) {
			wasAnswered = true;
			outages = 0;
			unreadDays.delete(measure);
			inTrouble.delete(measure);
		},
		noteFailure(measure, failure, verdict) {
			if (verdict.kind === 'not_measured') wasAnswered = true;
			if (verdict.kind === 'too_long') shortened.add(measure);
			if (verdict.kind === 'again') inTrouble.add(measure);
			if (verdict.kind !== 'failed') return;

			failures.push(failure);
			if (verdict.then === 'leave_measure') left.add(measure);
			if (failure.class === 'shape') unreadDays.set(measure, (unreadDays.get(measure) ?? 0) + 1);
			if (failure.mayBeTheRequest) leftInTrouble.add(measure);
		},
		get outages() {
			return outages;
		},
		noteOutage() {
			outages += 1;
		},
		rest: kept?.rest ?? [],
		keep: (rest) => ({
			failures: failures.filter(isTold).map(withoutMoment),
			wasAnswered,
			shortened: [...shortened],
			unreadDays: [...unreadDays],
			inTrouble: [...inTrouble],
			leftInTrouble: [...leftInTrouble],
			left: [...left],
			outages,
			rest,
		}),
	};
}

/** When to ask again is nothing to remember: the run waits for it, or has ended. */
function withoutMoment(failure: ProviderFailure): ProviderFailure {
	const kept = { ...failure };
	delete kept.retryAt;

	return kept;
}

/** The first failure says what is wrong, and the first with an excerpt how an answer looked. */
function isTold(failure: ProviderFailure, index: number, failures: readonly ProviderFailure[]): boolean {
	return index === 0 || failure === failures.find(({ excerpt }) => excerpt !== undefined);
}
