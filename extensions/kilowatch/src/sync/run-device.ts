import { keptMonths } from '../domain/kept-months.ts';
import { addDays, localDateOf } from '../domain/local-days.ts';
import type {
	Measure,
	MeasureRules,
	Provider,
	ProviderFailure,
	ProviderRules,
	ProviderWindow,
} from '../providers/provider.ts';
import { raiseFloor, setChannelState, type Channel } from '../storage/channels.ts';
import { readPermission } from '../storage/consents.ts';
import type { Queryable } from '../storage/database.ts';
import { markSynced, readDevice, type SyncedDevice } from '../storage/devices.ts';
import { advanceRun, planRun, type ClaimedRun } from '../storage/sync-runs.ts';
import { createCallTrail, type CallTrail } from './call-trail.ts';
import { readCoveredChannels } from './covered-channels.ts';
import { consentHasEnded } from './end-consent.ts';
import { judgeFailure, type Verdict } from './judge-failure.ts';
import { splitLanes } from './lanes.ts';
import { windowsAfter, withoutDirection } from './pending-windows.ts';
import { restOf, withoutDone } from './period-rest.ts';
import { fills, lastPublishedDate, planWindows } from './planner.ts';
import { readContractIfDue } from './read-contract.ts';
import type { RunContext } from './run-context.ts';
import { consentExpired, notConnected, outcomeOf, type RunOutcome, type Unfinished } from './run-outcome.ts';
import { createRunProgress, type KeptProgress, type RunProgress } from './run-progress.ts';
import { CALL_LIMIT_MS, workWindow } from './work-window.ts';

/**
 * Works a run off, or a slice of it: reads the contract if it is due, plans the device's windows, fetches each, stores
 * each in a transaction of its own. No transaction is open while the operator is asked. Whatever stops it half-way, what
 * is stored stays and the next job plans from there.
 */
export async function runDevice(
	context: RunContext,
	run: ClaimedRun,
	trail: CallTrail = createCallTrail(),
): Promise<RunOutcome | Unfinished> {
	const { database } = context;
	const found = await readDevice(database, run.device);
	const ready = found && readyToSync(found, context.providers);
	if (!found) return notConnected('The meter is gone');
	if (!ready) {
		return notConnected(
			`The meter has no living consent or its provider ${found.provider} is not configured`,
		);
	}

	const { provider, pointId, consent } = ready;
	const whose = { consent: consent.id, device: run.device, provider: provider.rules.name };
	const endIt = (reason: 'expired' | 'revoked') =>
		database.transaction((connection) =>
			consentHasEnded(connection, context.vault, whose, reason, context.now()),
		);
	const today = localDateOf(context.now().getTime() / 1000, provider.rules.timeZone);
	if (consent.validUntil && consent.validUntil < today) {
		await endIt('expired');

		return consentExpired(consent.validUntil);
	}

	const access = provider.tokens && context.openAccess({ ...whose, tokens: provider.tokens });
	const opened = { provider, pointId, access };
	const { device, deniedMetrics } = await readContractIfDue(context, run, found, opened, CALL_LIMIT_MS);
	const { channels, covered } = await readCoveredChannels(database, device.id);
	const progress = createRunProgress(run.progress as KeptProgress | undefined);
	const rules = withShortened(provider.rules, progress);
	const planned = planWindows({
		pointId,
		rules,
		consent,
		channels: covered,
		historyFloor: device.historyFloor,
		retentionMonths: keptMonths(context.retentionMonths, device.personal),
		period: run.period,
		now: context.now(),
	}).filter(({ measure }) => !progress.hasLeft(measure));
	const windows = withoutDone(planned, progress.rest);
	const slice = cutSlice(context, run, windows, rules);
	let { pending } = slice;
	const { later } = slice;
	await planRun(database, run, run.windowsDone + windows.length);
	const leave = (notBefore?: Date): Unfinished => ({
		status: 'unfinished',
		// The last days that the operator did not let through now are still the last days.
		lane: pending.length > 0 ? run.lane : 'backfill',
		progress: progress.keep(run.period ? restOf(planned, [...pending, ...later]) : []),
		notBefore,
	});

	const advance = (connection: Queryable, rowsWritten: number) =>
		advanceRun(connection, run, { providerCalls: 1, rowsWritten });

	const hasNothingToAsk = windows.length === 0;
	for (let done = 1; pending.length > 0; done++) {
		if (slice.isUsedUp(done)) return leave();
		const [window, ...rest] = pending as [ProviderWindow, ...ProviderWindow[]];
		const measureRules = rulesOf(provider, window.measure);
		const withoutScope = () =>
			rest.filter(({ measure }) => rulesOf(provider, measure).scope !== measureRules.scope);
		// The holder may have taken it back since the last call: then not one more is made.
		const permission = await readPermission(database, consent.id, measureRules.scope);
		if (permission === 'ended') return endedMeanwhile;
		if (permission === 'taken_back') {
			pending = withoutScope();
			done -= 1;
			await planRun(database, run, run.windowsDone + done + pending.length + later.length);
			continue;
		}
		const filled = covered.filter((channel) => fills(measureRules, channel));
		const worked = await workWindow(context, {
			provider,
			rules: measureRules,
			window,
			device: device.id,
			channels,
			consent: consent.id,
			access,
			advance,
			countAttempts: run.period === undefined,
		});
		if (worked.kind === 'failure' && isPutOff(worked.failure)) return leave(worked.failure.retryAt);
		trail.note(window, worked.status, worked.bytes);
		if (!worked.isNoted) await advance(database, 0);
		if (worked.kind === 'ended') return endedMeanwhile;

		if (worked.kind === 'taken_back') {
			pending = withoutScope();
		} else if (worked.kind === 'stored') {
			progress.noteAnswer(window.measure);
			const isDenied =
				deniedMetrics.has(measureRules.metric) && !filled.some(({ coverage: { isKnown } }) => isKnown);
			pending = worked.isEmpty && isDenied ? withoutDirection(window, rest, rules) : rest;
			if (pending === rest) continue;
			await leaveDirection(database, filled);
		} else {
			const { failure } = worked;
			const verdict = judgeFailure(failure, window, rules, progress.historyOf(window.measure));
			const pauseMs = slice.pausesMs[progress.outages];
			if (isAway(failure, verdict) && pauseMs !== undefined) {
				progress.noteOutage();

				return leave(new Date(context.now().getTime() + pauseMs));
			}
			progress.noteFailure(window.measure, failure, verdict);
			if (verdict.kind === 'not_measured') await leaveDirection(database, filled);
			if (verdict.kind === 'history_floor') {
				const floor = addDays(window.from, 1);
				for (const { id } of filled) await raiseFloor(database, id, measureRules.kind, floor);
			}
			if (failure.class === 'consent') await endIt('revoked');
			pending = windowsAfter(verdict, window, rest, rules);
			if (verdict.kind === 'failed' && verdict.then === 'stop') {
				return end(context, device.id, progress, hasNothingToAsk);
			}
		}
		await planRun(database, run, run.windowsDone + done + pending.length + later.length);
	}
	if (later.length > 0) return leave();

	return end(context, device.id, progress, hasNothingToAsk);
}

const endedMeanwhile = notConnected('The meter or its consent ended during the sync');

async function end(
	{ database, now }: RunContext,
	device: string,
	progress: RunProgress,
	hasNothingToAsk: boolean,
): Promise<RunOutcome> {
	const wasAnswered = hasNothingToAsk || progress.wasAnswered;
	if (wasAnswered) await markSynced(database, device, now());

	return outcomeOf(progress.failures, wasAnswered);
}

interface Slice {
	/** what this job asks */
	pending: readonly ProviderWindow[];
	/** what is left to another lane's job */
	later: readonly ProviderWindow[];
	/** @param next which window of this job would be the next, from 1 */
	isUsedUp: (next: number) => boolean;
	/** for how long the run waits, outage after outage, before it ends with what it has */
	pausesMs: readonly number[];
}

/**
 * What one job does of a run. The last days are worked off whole, for all they need is a call or two a measure; a history
 * only a few windows at a time, newest first. Of a period asked for by hand nothing is more urgent than the rest.
 */
function cutSlice(
	{ slice, now }: RunContext,
	run: ClaimedRun,
	windows: readonly ProviderWindow[],
	rules: ProviderRules,
): Slice {
	if (!slice) return { pending: windows, later: [], isUsedUp: () => false, pausesMs: [] };

	const endAt = now().getTime() + slice.durationMs;
	const isUsedUp = (next: number) => next > slice.windows || now().getTime() > endAt;
	const { fresh, backfill } = splitLanes(windows, lastPublishedDate(rules, now()));
	const { pausesMs } = slice;
	// Who has asked for a period is told at once what is wrong, and can ask again.
	if (run.period !== undefined) return { pending: windows, later: [], isUsedUp, pausesMs: [] };
	if (run.lane === 'backfill') return { pending: windows, later: [], isUsedUp, pausesMs };

	return { pending: fresh, later: backfill, isUsedUp, pausesMs };
}

/** Windows that the operator has found too long in an earlier job of the run are asked a day shorter from the start. */
function withShortened(rules: ProviderRules, progress: RunProgress): ProviderRules {
	const measures = Object.entries(rules.measures).map(([name, measure]) => {
		const { isShortened } = progress.historyOf(name as Measure);

		return [name, isShortened ? { ...measure, windowDays: measure.windowDays - 1 } : measure];
	});

	return { ...rules, measures: Object.fromEntries(measures) as ProviderRules['measures'] };
}

/** The operator answers nothing any more, whatever it is asked. */
function isAway({ class: failureClass }: ProviderFailure, verdict: Verdict): boolean {
	return failureClass === 'outage' && verdict.kind === 'failed' && verdict.then === 'stop';
}

/** Nothing is wrong with what was asked: the operator's limit is used up, or it is away and said until when. */
function isPutOff({ class: failureClass, retryAt, mayBeTheRequest }: ProviderFailure): boolean {
	return (
		retryAt !== undefined && (failureClass === 'throttled' || (failureClass === 'outage' && !mayBeTheRequest))
	);
}

/** The point does not measure that: its channels are not asked again. */
async function leaveDirection(connection: Queryable, channels: readonly Channel[]): Promise<void> {
	for (const { id } of channels) await setChannelState(connection, id, 'not_measured');
}

function rulesOf({ rules }: Provider, measure: Measure): MeasureRules {
	const found = rules.measures[measure];
	if (!found) throw new Error(`${rules.name} has no measure ${measure}`);

	return found;
}

function readyToSync(device: SyncedDevice, providers: RunContext['providers']) {
	const provider = providers.get(device.provider);
	const { consent, pointId, status } = device;
	if (!provider || status !== 'active' || !pointId) return undefined;
	if (!consent || consent.status === 'pending') return undefined;

	return { provider, pointId, consent };
}
