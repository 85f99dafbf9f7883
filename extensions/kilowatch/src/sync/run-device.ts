import { addDays, localDateOf, localDays, type LocalDay } from '../domain/local-days.ts';
import type {
	MeasuredSeries,
	MeasureRules,
	Provider,
	ProviderFailure,
	ProviderWindow,
} from '../providers/provider.ts';
import { endConsent } from '../storage/consents.ts';
import type { Database } from '../storage/database.ts';
import { ensureChannel, readDevice, type SyncedDevice } from '../storage/devices.ts';
import { readCoverage } from '../storage/readings/read-coverage.ts';
import { storeWindow } from '../storage/readings/store-window.ts';
import { advanceRun, planRun, type ClaimedRun, type RunResult } from '../storage/sync-runs.ts';
import { planWindows, type PlanRequest } from './planner.ts';
import { withoutRefused } from './history-floor.ts';

export interface RunContext {
	database: Database;
	providers: ReadonlyMap<string, Provider>;
	retentionMonths: PlanRequest['retentionMonths'];
	now: () => Date;
	/** waits for its turn before a call to the operator */
	pace: (provider: Provider) => Promise<void>;
	log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** What a device's pass over its windows came to. */
type Outcome = Pick<RunResult, 'status' | 'error_code' | 'error_message'>;

const succeeded: Outcome = { status: 'succeeded', error_code: null, error_message: null };

/** Coverage is read from here on: nobody's history or retention reaches further back. */
const BEGINNING = '1970-01-01';

/**
 * Works one run off: plans the device's windows, fetches each, stores each in a transaction of its own. No transaction
 * is open while the operator is asked. Whatever stops it half-way, what is stored stays and the next run goes on there.
 */
export async function runDevice(context: RunContext, run: ClaimedRun): Promise<Outcome> {
	const device = await readDevice(context.database, run.device);
	const ready = device && readyToSync(device, context.providers);
	if (!device || !ready) return notReady(device);

	const { provider, pointId, consent } = ready;
	const today = localDateOf(context.now().getTime() / 1000, provider.rules.timeZone);
	if (consent.validUntil && consent.validUntil < today) {
		await endConsent(context.database, consent.id, 'expired', context.now());

		return consentExpired(consent.validUntil);
	}

	const channel = await ensureChannel(context.database, device.id, 'consumption', 'total');
	const plan = planWindows({
		pointId,
		rules: provider.rules,
		consent,
		historyFloor: device.historyFloor,
		retentionMonths: context.retentionMonths,
		coverage: await readCoverage(context.database, channel, BEGINNING),
		period: run.period,
		now: context.now(),
	});
	await planRun(context.database, run.id, plan.length);

	let outcome = succeeded;
	let pending = plan;
	let wasAnswered = plan.length === 0;

	for (let windowsDone = 1; pending.length > 0; windowsDone++) {
		const [window, ...rest] = pending as [ProviderWindow, ...ProviderWindow[]];
		const result = await workWindow(context, device, provider, window, run.period === undefined);
		await advanceRun(context.database, run.id, { providerCalls: 1, rowsWritten: result.rowsWritten });
		pending = rest;
		wasAnswered ||= !result.failure;
		if (!result.failure) continue;

		const floor = provider.rules.historyFloorCodes[result.failure.code];
		if (floor) {
			if (floor === 'point') await keepFloor(context.database, device.id, window);
			pending = withoutRefused(window, rest);
			await planRun(context.database, run.id, windowsDone + pending.length);
			continue;
		}

		outcome = toOutcome(result.failure, outcome);
		if (result.failure.class === 'consent') {
			await endConsent(context.database, consent.id, 'revoked', context.now());
		}
		if (stopsRun(result.failure)) break;
		// What this measure's window was refused for, the next one would be, too.
		if (result.failure.class === 'bad_request') {
			pending = rest.filter(({ measure }) => measure !== window.measure);
			await planRun(context.database, run.id, windowsDone + pending.length);
		}
	}

	if (wasAnswered) await markSynced(context.database, device.id, context.now());

	return outcome;
}

async function workWindow(
	context: RunContext,
	device: SyncedDevice,
	provider: Provider,
	window: ProviderWindow,
	countAttempts: boolean,
): Promise<{ rowsWritten: number; failure?: ProviderFailure }> {
	const rules = provider.rules.measures[window.measure];
	await context.pace(provider);
	const answer = await provider.fetchWindow(window, AbortSignal.timeout(CALL_LIMIT_MS));

	if (answer.kind === 'failure' && answer.failure.class !== 'no_data') {
		context.log('A call to the operator failed', {
			device: device.id,
			class: answer.failure.class,
			code: answer.failure.code,
		});

		return { rowsWritten: 0, failure: answer.failure };
	}

	const series = answer.kind === 'data' ? answer.series : [];
	const days = localDays(window.from, window.to, provider.rules.timeZone);
	let rowsWritten = 0;

	for (const one of withHoles(series)) {
		const stored = await storeSeries(context, device, one, { days, rules, window, countAttempts });
		rowsWritten += stored;
	}

	return { rowsWritten };
}

/** An answer without consumption is still an answer: its days are holes, and the ledger has to say so. */
function withHoles(series: readonly MeasuredSeries[]): readonly MeasuredSeries[] {
	if (series.some(({ metric, register }) => metric === 'consumption' && register === 'total')) return series;

	return [...series, { metric: 'consumption', register: 'total', readings: [], dayTotals: [] }];
}

async function storeSeries(
	context: RunContext,
	device: SyncedDevice,
	series: MeasuredSeries,
	{
		days,
		rules,
		window,
		countAttempts,
	}: { days: LocalDay[]; rules: MeasureRules; window: ProviderWindow; countAttempts: boolean },
): Promise<number> {
	const channel = await ensureChannel(context.database, device.id, series.metric, series.register);
	const isCurve = window.measure === 'load_curve';
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
	};
}

function consentExpired(validUntil: string): Outcome {
	return {
		status: 'failed',
		error_code: 'consent_expired',
		error_message: `The consent ended on ${validUntil}; connect the meter again`,
	};
}

/** Failures that the next window would only repeat. */
function stopsRun(failure: ProviderFailure): boolean {
	return failure.class !== 'bad_request' && failure.class !== 'shape';
}

function toOutcome(failure: ProviderFailure, before: Outcome): Outcome {
	if (before.status !== 'succeeded') return before;
	const lasting: ProviderFailure['class'][] = ['consent', 'application', 'auth', 'shape', 'bad_request'];

	return {
		status: lasting.includes(failure.class) ? 'failed' : 'partial',
		error_code: failure.code,
		error_message: failure.message,
	};
}

/** The operator has nothing before this window, so nobody asks for that again. */
async function keepFloor(database: Database, device: string, window: ProviderWindow): Promise<void> {
	await database.query(
		'UPDATE iot_devices SET history_floor = greatest(history_floor, $2::date) WHERE id = $1',
		[device, addDays(window.from, 1)],
	);
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
