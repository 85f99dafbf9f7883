import type { Provider } from '../providers/provider.ts';
import type { ProviderName } from '../shared/names.ts';

/** For a provider whose limit is not known. */
const USUAL_CALLS_PER_SECOND = 1;

/**
 * Spaces calls to each provider evenly in this process, so that a backfill does not run into the operator's limit per
 * second. Turns are given in the order in which they are asked for.
 *
 * @param callsPerSecond by provider
 * @param sleep waits for milliseconds
 */
export function createPacer(
	callsPerSecond: Readonly<Partial<Record<ProviderName, number>>>,
	now: () => Date,
	sleep: (milliseconds: number) => Promise<unknown>,
): (provider: Provider) => Promise<void> {
	const nextTurnAt = new Map<ProviderName, number>();

	return async ({ rules: { name } }) => {
		const at = now().getTime();
		const turn = Math.max(at, nextTurnAt.get(name) ?? at);
		nextTurnAt.set(name, turn + 1000 / (callsPerSecond[name] ?? USUAL_CALLS_PER_SECOND));
		if (turn > at) await sleep(turn - at);
	};
}
