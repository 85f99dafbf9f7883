import { backfillSeconds } from '../domain/backfill-estimate.ts';
import type { CallLimit } from '../domain/call-limit.ts';
import type { Measure, Provider } from '../providers/provider.ts';
import type { HistoryEstimate } from '../shared/http-contract/consents.ts';
import type { SyncRunState } from '../shared/http-contract/sync-runs.ts';
import type { ConsentScope } from '../shared/names.ts';
import { readCallsLeft } from '../storage/call-limits.ts';
import type { Queryable } from '../storage/database.ts';
import { estimateBackfill } from './estimate-backfill.ts';
import type { PlanRequest } from './planner.ts';

/** Calls to one API. */
interface CallsToMake {
	limit: CallLimit;
	calls: number;
}

/** What a new meter's history takes, as the provider's limits stand now. */
export async function readHistoryEstimate(
	connection: Queryable,
	provider: Provider,
	meter: { scopes: readonly ConsentScope[]; retentionMonths: PlanRequest['retentionMonths'] },
	now: Date,
): Promise<HistoryEstimate> {
	const byApi = new Map<string, CallsToMake>();
	let total = 0;
	for (const [measure, calls] of estimateBackfill(provider.rules, meter.scopes, meter.retentionMonths, now)) {
		const limit = provider.callLimitOf(measure);
		byApi.set(limit.name, { limit, calls: (byApi.get(limit.name)?.calls ?? 0) + calls });
		total += calls;
	}

	return { calls: total, seconds: await readSeconds(connection, [...byApi.values()], now) };
}

/**
 * What the windows that are left of a run take at least. Which measures they are is not kept, so each API of the
 * provider's measures is taken to bring all of them: where APIs count apart, the time is rather too long.
 *
 * @param provider of the run's device; undefined where it is not configured
 * @returns null where nothing is known of it, and where nothing is waited for any more
 */
export async function readSecondsLeft(
	connection: Queryable,
	provider: Provider | undefined,
	run: Pick<SyncRunState, 'status' | 'trigger' | 'windows_total' | 'windows_done' | 'not_before'>,
	now: Date,
): Promise<number | null> {
	const { status, trigger, windows_total: total, windows_done: done, not_before: notBefore } = run;
	const isFinished = status !== 'queued' && status !== 'running';
	if (!provider || isFinished || trigger === 'file' || total === 0) return null;
	const calls = Math.max(0, total - done);
	const byApi = new Map(
		(Object.keys(provider.rules.measures) as Measure[]).map((measure) => {
			const limit = provider.callLimitOf(measure);

			return [limit.name, { limit, calls }];
		}),
	);
	const seconds = await readSeconds(connection, [...byApi.values()], now);

	return notBefore === null ? seconds : Math.max(seconds, secondsUntil(new Date(notBefore), now));
}

async function readSeconds(connection: Queryable, apis: readonly CallsToMake[], now: Date): Promise<number> {
	const ahead = await Promise.all(
		apis
			.filter(({ calls }) => calls > 0)
			.map(async ({ limit, calls }) => {
				const { callsLeft, blockedUntil } = await readCallsLeft(connection, limit);

				return { limit, calls, usedThisHour: limit.callsPerHour - callsLeft, blockedUntil };
			}),
	);
	const blocked = ahead.map(({ blockedUntil }) => (blockedUntil ? secondsUntil(blockedUntil, now) : 0));

	return Math.ceil(Math.max(backfillSeconds(ahead), ...blocked));
}

function secondsUntil(moment: Date, now: Date): number {
	return Math.ceil((moment.getTime() - now.getTime()) / 1000);
}
