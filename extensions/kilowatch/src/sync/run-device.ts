import { addDays, localDateOf, localDays, type LocalDay } from '../domain/local-days.ts';
import type {
	Measure,
	MeasuredSeries,
	MeasureRules,
	Provider,
	ProviderFailure,
	ProviderWindow,
} from '../providers/provider.ts';
import { ensureChannel, readChannels, setChannelState } from '../storage/channels.ts';
import { endConsent } from '../storage/consents.ts';
import type { Database } from '../storage/database.ts';
import { raiseHistoryFloor, readDevice, type SyncedDevice } from '../storage/devices.ts';
import { readCoverage } from '../storage/readings/read-coverage.ts';
import { storeWindow } from '../storage/readings/store-window.ts';
import { advanceRun, planRun, type ClaimedRun, type RunResult } from '../storage/sync-runs.ts';
import { withoutRefused } from './history-floor.ts';
import { judgeFailure } from './judge-failure.ts';
import { fills, planWindows, withShorterWindows } from './planner.ts';
import { readContractIfDue } from './read-contract.ts';
import type { RunContext } from './run-context.ts';

/** What a device's pass over its windows came to. */
type Outcome = Omit<RunResult, 'finished_at'>;

/** Coverage is read from here on: nobody's history or retention reaches further back. */
const BEGINNING = '1970-01-01';

/**
 * Works one run off: reads the contract if it is due, plans the device's windows, fetches each, stores each in a
 * transaction of its own. No transaction is open while the operator is asked. Whatever stops it half-way, what is
 * stored stays and the next run goes on there.
 */
export async function runDevice(context: RunContext, run: ClaimedRun): Promise<Outcome> {
	const { database } = context;
	const found = await readDevice(database, run.device);
	const ready = found && readyToSync(found, context.providers);
	if (!found || !ready) return notReady(found);

	const { provider, pointId, consent } = ready;
	const today = localDateOf(context.now().getTime() / 1000, provider.rules.timeZone);
	if (consent.validUntil && consent.validUntil < today) {
		await endConsent(database, consent.id, 'expired', context.now());

		return consentExpired(consent.validUntil);
	}

	const device = await readContractIfDue(context, run.id, found, ready, CALL_LIMIT_MS);
	const channels = (await readChannels(database, device.id)).filter(({ state }) => state === 'active');
	let pending = planWindows({
		pointId,
		rules: provider.rules,
		consent,
		channels: await Promise.all(
			channels.map(async ({ id, metric, register }) => ({
				metric,
				register,
				coverage: await readCoverage(database, id, BEGINNING),
			})),
		),
		historyFloor: device.historyFloor,
		retentionMonths: context.retentionMonths,
		period: run.period,
		now: context.now(),
	});
	await planRun(database, run.id, pending.length);

	const failures: ProviderFailure[] = [];
	const shortened = new Set<Measure>();
	const shapeFailures = new Map<Measure, number>();
	let wasAnswered = pending.length === 0;

	for (let windowsDone = 1; pending.length > 0; windowsDone++) {
		const [window, ...rest] = pending as [ProviderWindow, ...ProviderWindow[]];
		const { measure } = window;
		const rules = rulesOf(provider, measure);
		const result = await workWindow(context, device, { provider, rules, window }, run.period === undefined);
		await advanceRun(database, run.id, { providerCalls: 1, rowsWritten: result.rowsWritten });
		pending = rest;
		if (!result.failure) {
			wasAnswered = true;
			continue;
		}

		const verdict = judgeFailure(result.failure, window, provider.rules, {
			isShortened: shortened.has(measure),
			shapeFailures: shapeFailures.get(measure) ?? 0,
		});
		if (verdict.kind === 'not_measured') {
			wasAnswered = true;
			for (const channel of channels) {
				if (fills(rules, channel)) await setChannelState(database, channel.id, 'not_measured');
			}
			pending = rest.filter((other) => !fills(rules, rulesOf(provider, other.measure)));
		} else if (verdict.kind === 'history_floor') {
			if (verdict.of === 'point') await raiseHistoryFloor(database, device.id, addDays(window.from, 1));
			pending = withoutRefused(window, rest);
		} else if (verdict.kind === 'too_long') {
			shortened.add(measure);
			pending = withShorterWindows(window, rest);
		} else {
			failures.push(result.failure);
			if (result.failure.class === 'shape') shapeFailures.set(measure, (shapeFailures.get(measure) ?? 0) + 1);
			if (result.failure.class === 'consent') {
				await endConsent(database, consent.id, 'revoked', context.now());
			}
			if (verdict.then === 'stop') break;
			if (verdict.then === 'leave_measure') pending = rest.filter((other) => other.measure !== measure);
		}
		await planRun(database, run.id, windowsDone + pending.length);
	}

	if (wasAnswered) await markSynced(database, device.id, context.now());

	return toOutcome(failures, wasAnswered);
}

interface Call {
	provider: Provider;
	rules: MeasureRules;
	window: ProviderWindow;
}

function rulesOf({ rules }: Provider, measure: Measure): MeasureRules {
	const found = rules.measures[measure];
	if (!found) throw new Error(`${rules.name} has no measure ${measure}`);

	return found;
}

async function workWindow(
	context: RunContext,
	device: SyncedDevice,
	{ provider, rules, window }: Call,
	countAttempts: boolean,
): Promise<{ rowsWritten: number; failure?: ProviderFailure }> {
	await context.pace(provider);
	const answer = await provider.fetchWindow(window, AbortSignal.timeout(CALL_LIMIT_MS));

	if (answer.kind === 'failure' && answer.failure.class !== 'no_data') {
		context.log('A call to the operator failed', {
			device: device.id,
			measure: window.measure,
			class: answer.failure.class,
			code: answer.failure.code,
		});

		return { rowsWritten: 0, failure: answer.failure };
	}

	const series = answer.kind === 'data' ? answer.series : [];
	const days = localDays(window.from, window.to, provider.rules.timeZone);
	let rowsWritten = 0;

	for (const one of withHoles(series, rules)) {
		rowsWritten += await storeSeries(context, device, one, { days, rules, countAttempts });
	}

	return { rowsWritten };
}

/** An answer without what was asked for is still an answer: its days are holes, and the ledger has to say so. */
function withHoles(series: readonly MeasuredSeries[], rules: MeasureRules): readonly MeasuredSeries[] {
	if (series.some((one) => fills(rules, one))) return series;

	return [...series, { metric: rules.metric, register: rules.register, readings: [], dayTotals: [] }];
}

async function storeSeries(
	context: RunContext,
	device: SyncedDevice,
	series: MeasuredSeries,
	{ days, rules, countAttempts }: { days: LocalDay[]; rules: MeasureRules; countAttempts: boolean },
): Promise<number> {
	const channel = await ensureChannel(context.database, device.id, series.metric, series.register);
	const isCurve = rules.kind === 'curve';
	const stored = await storeWindow(context.database, {
		channel,
		metric: series.metric,
		source: 'operator',
		days,
		readings: series.readings,
		dayTotals: series.dayTotals,
		usualStepSeconds: isCurve ? rules.usualStepSeconds : undefined,
		asked: countAttempts ? { totals: !isCurve, curve: isCurve, at: context.now() } : undefined,
	});

	if (stored.refused > 0) {
		context.log('The operator sent values that cannot be true', {
			device: device.id,
			metric: series.metric,
			refused: stored.refused,
		});
	}

	return stored.rowsWritten;
}

/** A call longer than that is given up, whatever the provider's own limits are. */
const CALL_LIMIT_MS = 60_000;

function readyToSync(device: SyncedDevice, providers: RunContext['providers']) {
	const provider = providers.get(device.provider);
	const { consent, pointId, status } = device;
	if (!provider || status !== 'active' || !pointId) return undefined;
	if (!consent || consent.status === 'pending') return undefined;

	return { provider, pointId, consent };
}

function notReady(device: SyncedDevice | undefined): Outcome {
	return {
		status: 'failed',
		error_code: 'not_connected',
		error_message: device
			? `The meter has no living consent or its provider ${device.provider} is not configured`
			: 'The meter is gone',
		error_excerpt: null,
	};
}

function consentExpired(validUntil: string): Outcome {
	return {
		status: 'failed',
		error_code: 'consent_expired',
		error_message: `The consent ended on ${validUntil}; connect the meter again`,
		error_excerpt: null,
	};
}

/** Failures that do not pass by themselves. */
const lasting: readonly ProviderFailure['class'][] = [
	'consent',
	'application',
	'auth',
	'shape',
	'bad_request',
];

/** The first failure tells what is wrong; the excerpt is that of the first answer that was not understood. */
function toOutcome(failures: readonly ProviderFailure[], wasAnswered: boolean): Outcome {
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

async function markSynced(database: Database, device: string, at: Date): Promise<void> {
	await database.query(
		`UPDATE iot_devices SET last_sync_at = $2, last_reading_at = coalesce((
			SELECT max(newest."timestamp" + make_interval(secs => newest.duration))
			FROM iot_channels channel
			CROSS JOIN LATERAL (
				SELECT "timestamp", duration FROM iot_readings
				WHERE channel = channel.id ORDER BY "timestamp" DESC LIMIT 1
			) newest
			WHERE channel.device = $1
		), last_reading_at) WHERE id = $1`,
		[device, at],
	);
}
