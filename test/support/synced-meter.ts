/** A meter that is synced by an operator without HTTP, for tests of what a run does. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { datesBetween, localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { readBuildingDevices } from '../../extensions/kilowatch/src/insight/building-devices.ts';
import type {
	ContractOutcome,
	Provider,
	ProviderWindow,
	WindowOutcome,
} from '../../extensions/kilowatch/src/providers/provider.ts';
import type { ConsentScope } from '../../extensions/kilowatch/src/shared/names.ts';
import { ensureChannel, readChannels } from '../../extensions/kilowatch/src/storage/channels.ts';
import type { SyncPeriod } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import type { RunContext } from '../../extensions/kilowatch/src/sync/run-context.ts';
import { runDevice } from '../../extensions/kilowatch/src/sync/run-device.ts';
import { askAndClaim } from './claimed-run.ts';
import { createOperator, operatorMeasures } from './operator.ts';
import { createSchema, only, type SchemaForTest } from './schema.ts';
import { noTokens } from './no-tokens.ts';

export const zone = 'Europe/Paris';
/** the moment of every run that says no other: Monday in Paris, after the operator's publication */
export const noon = new Date('2026-11-23T11:00:00Z');
/** before this day the meter was not in service */
export const FLOOR = '2026-11-02';
/** three weeks, from the floor to the last published day */
export const published = datesBetween(FLOOR, '2026-11-23');

export let schema: SchemaForTest;
export let device: string;
let consent: string;
/** what the runs have logged */
export let logged: string[];

/** Each test of the file has a meter of its own, with a living consent and a channel of consumption. */
export function useSyncedMeter(): void {
	beforeAll(async () => {
		schema = await createSchema();
	});
	afterAll(() => schema.drop());
	beforeEach(async () => {
		logged = [];
		await schema.database.query('DELETE FROM iot_sync_runs');
		await schema.database.query(`UPDATE iot_devices SET status = 'stopped'`);
		({ device, consent } = await addMeter());
	});
}

async function addMeter() {
	const meter = await schema.addMeter(String(Math.random()).slice(2, 16).padEnd(14, '0'));
	await schema.database.query('UPDATE iot_devices SET history_floor = $2 WHERE id = $1', [
		meter.device,
		FLOOR,
	]);

	return meter;
}

/** What a willing operator sends of a window: half-hours of 100 Wh, days of 4,810 Wh, maxima at noon UTC. */
export function dataOf({ measure, from, to }: ProviderWindow): WindowOutcome {
	const { metric, register, kind } = operatorMeasures[measure];
	const days = localDays(from, to, zone);
	const readings =
		kind === 'totals'
			? []
			: days.flatMap(({ startSeconds, endSeconds }) =>
					Array.from({ length: (endSeconds - startSeconds) / 1800 }, (_, index) => ({
						startSeconds: startSeconds + index * 1800,
						durationSeconds: 1800,
						value: 100,
						quality: 'raw' as const,
					})),
				);
	const dayTotals =
		kind === 'curve'
			? []
			: days.map(({ date, startSeconds }) => ({
					date,
					value: 4810,
					...(metric === 'max_power' ? { peakSeconds: startSeconds + 13 * 3600 } : {}),
				}));

	return { kind: 'data', bytes: 1, series: [{ metric, register, readings, dayTotals }] };
}

/** An operator that sends everything but what `answer` says otherwise; `asked` are the calls it has had. */
export function operator(
	answer: (window: ProviderWindow) => WindowOutcome | undefined = () => undefined,
	contract?: ContractOutcome,
): Provider & { asked: string[] } {
	const asked: string[] = [];

	return {
		...createOperator({
			fetchWindow: (window) => {
				asked.push(`${window.measure} ${window.from} ${window.to}`);

				return Promise.resolve(answer(window) ?? dataOf(window));
			},
			...(contract
				? {
						fetchContract: () => {
							asked.push('contract');

							return Promise.resolve(contract);
						},
					}
				: {}),
		}),
		asked,
	};
}

export function context(provider: Provider, now = noon): RunContext {
	return {
		database: schema.database,
		providers: new Map([['enedis', provider]]),
		retentionMonths: { totals: 36, curve: 24 },
		slice: undefined,
		...noTokens,
		now: () => now,
		log: (message, facts) => logged.push(`${message} ${JSON.stringify(facts)}`),
	};
}

/** One run from being queued to its end; answers the row as it stands then. */
export async function syncOnce(
	provider: Provider,
	{ period, now }: { period?: SyncPeriod; now?: Date } = {},
) {
	const claimed = await askAndClaim(schema.database, { device, trigger: 'manual', period });
	const outcome = await runDevice(context(provider, now), claimed);
	if (outcome.status === 'unfinished') throw new Error('The run was put off');
	const { rows } = await schema.database.query<{
		windows_total: number;
		windows_done: number;
		provider_calls: number;
	}>(
		`UPDATE iot_sync_runs SET status = $2, error_code = $3, error_excerpt = $4 WHERE id = $1
		 RETURNING status, error_code, error_excerpt, windows_total, windows_done, provider_calls`,
		[claimed.id, outcome.status, outcome.error_code, outcome.error_excerpt],
	);

	return only(rows);
}

export async function allow(scopes: readonly ConsentScope[]) {
	await schema.database.query('UPDATE iot_consents SET scopes = $2 WHERE id = $1', [
		consent,
		JSON.stringify(scopes),
	]);
}

export async function addChannels(...metrics: ('max_power' | 'production')[]) {
	for (const metric of metrics) await ensureChannel(schema.database, device, metric, 'total');
}

/** The meter's days of a metric: what is in them, in order. */
export async function daysOf(metric: string) {
	const { rows } = await schema.database.query<{
		date: string;
		value: number | null;
		points: number;
		status: string;
		attempts: number;
		curve_attempts: number;
		peak_at: Date | null;
	}>(
		`SELECT day.date, day.value, day.points_received AS points, day.status, day.attempts, day.curve_attempts, day.peak_at
		 FROM iot_daily day JOIN iot_channels channel ON channel.id = day.channel
		 WHERE channel.device = $1 AND channel.metric = $2 ORDER BY day.date`,
		[device, metric],
	);

	return rows;
}

export async function states() {
	const channels = await readChannels(schema.database, device);

	return Object.fromEntries(channels.map(({ metric, state }) => [metric, state]));
}

export async function shown() {
	const devices = await readBuildingDevices(schema.database, schema.building);
	const found = devices.find(({ id }) => id === device);
	if (!found) throw new Error('The building does not show its meter');

	return found;
}
