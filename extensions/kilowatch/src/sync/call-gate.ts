import type { CallGate } from '../providers/http/call-gate.ts';
import { blockCalls, takeCall } from '../storage/call-limits.ts';
import type { Queryable } from '../storage/database.ts';

/** A turn further away than that is not waited for: the worker has others to serve meanwhile. */
const PATIENCE_MS = 10_000;

/**
 * The gate that all processes pass through: the turns are given in the database.
 *
 * @param sleep as `setTimeout` of `node:timers/promises`: rejects as soon as the signal aborts
 */
export function createCallGate(
	database: Queryable,
	now: () => Date,
	sleep: (durationMs: number, value: undefined, options: { signal: AbortSignal }) => Promise<unknown>,
): CallGate {
	return {
		async enter(limit, signal) {
			const { taken, waitMs } = await takeCall(database, limit, PATIENCE_MS);
			if (!taken) return new Date(now().getTime() + waitMs);
			// Who gives up while waiting has wasted a call, and makes none: the call itself sees the signal.
			if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => undefined);

			return undefined;
		},
		shut: (limit, until) => blockCalls(database, limit.name, until),
	};
}
