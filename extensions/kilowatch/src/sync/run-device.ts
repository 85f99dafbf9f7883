import { addDays, localDateOf } from '../domain/local-days.ts';
import type { Measure, MeasureRules, Provider, ProviderWindow } from '../providers/provider.ts';
import { raiseFloor, readChannels, setChannelState, type Channel } from '../storage/channels.ts';
import { endConsent } from '../storage/consents.ts';
import type { Queryable } from '../storage/database.ts';
import { markSynced, readDevice, type SyncedDevice } from '../storage/devices.ts';
import { readCoverage } from '../storage/readings/read-coverage.ts';
import { advanceRun, planRun, type ClaimedRun } from '../storage/sync-runs.ts';
import { judgeFailure } from './judge-failure.ts';
import { windowsAfter, withoutDirection } from './pending-windows.ts';
import { fills, planWindows, type PlannedChannel } from './planner.ts';
import { readContractIfDue } from './read-contract.ts';
import type { RunContext } from './run-context.ts';
import { consentExpired, notConnected, outcomeOf, type Deferral, type RunOutcome } from './run-outcome.ts';
import { createRunProgress } from './run-progress.ts';
import { CALL_LIMIT_MS, workWindow } from './work-window.ts';

/** Coverage is read from here on: nobody's history or retention reaches further back. */
const BEGINNING = '1970-01-01';

/**
 * Works one run off: reads the contract if it is due, plans the device's windows, fetches each, stores each in a
 * transaction of its own. No transaction is open while the operator is asked. Whatever stops it half-way, what is
 * stored stays and the next run goes on there.
 */
export async function runDevice(context: RunContext, run: ClaimedRun): Promise<RunOutcome | Deferral> {
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
	const today = localDateOf(context.now().getTime() / 1000, provider.rules.timeZone);
	if (consent.validUntil && consent.validUntil < today) {
		await endConsent(database, consent.id, 'expired', context.now());

		return consentExpired(consent.validUntil);
	}

	const { device, deniedMetrics } = await readContractIfDue(context, run, found, ready, CALL_LIMIT_MS);
	const channels = (await readChannels(database, device.id)).filter(({ state }) => state === 'active');
	const planned = await Promise.all(
		channels.map(async (channel) => ({
			...channel,
			coverage: await readCoverage(database, channel.id, BEGINNING),
		})),
	);
	let pending: readonly ProviderWindow[] = planWindows({
		pointId,
		rules: provider.rules,
		consent,
		channels: planned,
		historyFloor: device.historyFloor,
		retentionMonths: context.retentionMonths,
		period: run.period,
		now: context.now(),
	});
	await planRun(database, run, run.windowsDone + pending.length);
	const hasNothingToAsk = pending.length === 0;
	const progress = createRunProgress();

	for (let windowsDone = run.windowsDone + 1; pending.length > 0; windowsDone++) {
		const [window, ...rest] = pending as [ProviderWindow, ...ProviderWindow[]];
		const rules = rulesOf(provider, window.measure);
		const filled = planned.filter((channel) => fills(rules, channel));
		const worked = await workWindow(context, {
			provider,
			rules,
			window,
			device: device.id,
			consent: consent.id,
			countAttempts: run.period === undefined,
		});
		const rowsWritten = worked.kind === 'ended' ? 0 : worked.rowsWritten;
		if (worked.kind === 'failure' && worked.failure.class === 'throttled') {
			const { retryAt } = worked.failure;
			if (retryAt) return { status: 'deferred', notBefore: retryAt, untilDate: newestEnd(pending) };
		}
		await advanceRun(database, run, { providerCalls: 1, rowsWritten });
		if (worked.kind === 'ended') return notConnected('The meter or its consent ended during the sync');

		if (worked.kind === 'stored') {
			progress.noteAnswer(window.measure);
			const isDenied = deniedMetrics.has(rules.metric) && !filled.some(isKnown);
			pending = worked.isEmpty && isDenied ? withoutDirection(window, rest, provider.rules) : rest;
			if (pending === rest) continue;
			await leaveDirection(database, filled);
		} else {
			const { failure } = worked;
			const verdict = judgeFailure(failure, window, provider.rules, progress.historyOf(window.measure));
			progress.noteFailure(window.measure, failure, verdict);
			if (verdict.kind === 'not_measured') await leaveDirection(database, filled);
			if (verdict.kind === 'history_floor') {
				const floor = addDays(window.from, 1);
				for (const { id } of filled) await raiseFloor(database, id, rules.kind, floor);
			}
			if (failure.class === 'consent') await endConsent(database, consent.id, 'revoked', context.now());
			pending = windowsAfter(verdict, window, rest, provider.rules);
			if (verdict.kind === 'failed' && verdict.then === 'stop') break;
		}
		await planRun(database, run, windowsDone + pending.length);
	}

	const wasAnswered = hasNothingToAsk || progress.wasAnswered;
	if (wasAnswered) await markSynced(database, device.id, context.now());

	return outcomeOf(progress.failures, wasAnswered);
}

/** The local date before which everything lies that is left. */
function newestEnd(pending: readonly ProviderWindow[]): string | undefined {
	return pending
		.map(({ to }) => to)
		.sort()
		.at(-1);
}

/** Whether anything was ever had of a channel. */
function isKnown({ coverage }: PlannedChannel): boolean {
	return [...coverage.values()].some(({ hasTotal, pointsReceived }) => hasTotal || pointsReceived > 0);
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
