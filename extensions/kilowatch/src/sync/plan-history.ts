import { backfillSeconds } from '../domain/backfill-estimate.ts';
import { keptMonths } from '../domain/kept-months.ts';
import { localDateOf, subtractMonths } from '../domain/local-days.ts';
import type { Provider, ProviderRules, ProviderWindow } from '../providers/provider.ts';
import type { ProviderName } from '../shared/names.ts';
import { readCallsLeft } from '../storage/call-limits.ts';
import type { Queryable } from '../storage/database.ts';
import { readDevice, type SyncedDevice } from '../storage/devices.ts';
import type { SyncPeriod } from '../storage/sync-runs.ts';
import { readCoveredChannels } from './covered-channels.ts';
import { planWindows, type PlanRequest } from './planner.ts';
import type { RunContext } from './run-context.ts';

/** What a meter's history still takes, before anything is asked. */
export interface PlannedHistory {
	device: string;
	provider: ProviderName;
	/** calls at most: the contract or the operator may say that there is less */
	calls: number;
	/** what the run is to be asked for; `undefined` is all that is missing */
	period: SyncPeriod | undefined;
}

type PlanContext = Pick<RunContext, 'providers' | 'retentionMonths' | 'now'> & { database: Queryable };

/**
 * Plans what a connected meter lacks, of the last months only where they are given: then its period reaches from the oldest to
 * the newest day that lacks something, for a run asks either for all that is missing or for a whole period.
 *
 * @returns `undefined` where nothing is missing; no calls where the meter cannot be asked, and its run is to say why
 */
export async function planHistory(
	{ database, providers, retentionMonths, now }: PlanContext,
	device: string,
	months: number | undefined,
): Promise<PlannedHistory | undefined> {
	const found = await readDevice(database, device);
	if (!found) return undefined;
	const provider = providers.get(found.provider);
	if (!provider || !found.pointId || !found.consent) {
		return { device, provider: found.provider, calls: 0, period: undefined };
	}

	const { covered } = await readCoveredChannels(database, device);
	const request: PlanRequest = {
		pointId: found.pointId,
		rules: provider.rules,
		consent: found.consent,
		channels: covered,
		historyFloor: found.historyFloor,
		retentionMonths: keptMonths(retentionMonths, found.personal),
		period: undefined,
		now: now(),
	};
	const missing = planWindows(request);
	if (months === undefined) return history(found, missing, undefined);

	const today = localDateOf(request.now.getTime() / 1000, provider.rules.timeZone);
	// Days that only come along with others are not missing.
	const lacking = planWindows({ ...request, rules: withoutCorrections(provider.rules) });
	const period = missingSince(lacking, subtractMonths(today, months));

	return period && history(found, planWindows({ ...request, period }), period);
}

function withoutCorrections(rules: ProviderRules): ProviderRules {
	const measures = Object.entries(rules.measures).map(([name, measure]) => [
		name,
		{ ...measure, correctionDays: 0 },
	]);

	return { ...rules, measures: Object.fromEntries(measures) as ProviderRules['measures'] };
}

function history(
	{ id, provider }: SyncedDevice,
	{ length: calls }: readonly ProviderWindow[],
	period: SyncPeriod | undefined,
): PlannedHistory | undefined {
	return calls === 0 ? undefined : { device: id, provider, calls, period };
}

/** From the oldest to the newest day from `since` on that is missing. */
function missingSince(missing: readonly ProviderWindow[], since: string): SyncPeriod | undefined {
	const recent = missing.filter(({ to }) => to > since);
	const from = recent
		.map((window) => (window.from < since ? since : window.from))
		.sort()
		.at(0);
	const to = recent
		.map((window) => window.to)
		.sort()
		.at(-1);

	return from !== undefined && to !== undefined ? { from, to } : undefined;
}

/**
 * How long so many calls take under the provider's limits, as they stand now. Which of its APIs a call goes to is not told
 * apart: where APIs count apart, the time is rather too long.
 */
export async function readCallSeconds(
	connection: Queryable,
	{ callLimits }: Provider,
	calls: number,
): Promise<number> {
	const ahead = await Promise.all(
		callLimits.map(async (limit) => {
			const { callsLeft } = await readCallsLeft(connection, limit);

			return { limit, calls, usedThisHour: limit.callsPerHour - callsLeft };
		}),
	);

	return Math.ceil(backfillSeconds(ahead));
}
