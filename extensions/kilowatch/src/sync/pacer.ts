import type { Provider } from '../providers/provider.ts';

/**
 * Spaces calls to each provider evenly in this process, so that a backfill does not run into the operator's limit per
 * second. Turns are given in the order in which they are asked for.
 *
 * @param sleep waits for milliseconds
 */
export function createPacer(
	spacingMs: number,
	now: () => Date,
	sleep: (milliseconds: number) => Promise<unknown>,
): (provider: Provider) => Promise<void> {
	const nextTurnAt = new Map<string, number>();

	return async (provider) => {
		const at = now().getTime();
		const turn = Math.max(at, nextTurnAt.get(provider.rules.name) ?? at);
		nextTurnAt.set(provider.rules.name, turn + spacingMs);
		if (turn > at) await sleep(turn - at);
	};
}
