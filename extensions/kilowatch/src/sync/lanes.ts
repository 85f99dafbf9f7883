import { addDays } from '../domain/local-days.ts';
import type { ProviderWindow } from '../providers/provider.ts';

/** Placeholder until the planner's lanes land. */
export function splitLanes(
	windows: readonly ProviderWindow[],
	lastPublished: string,
	freshDays = 7,
): { fresh: ProviderWindow[]; backfill: ProviderWindow[] } {
	const since = addDays(lastPublished, 1 - freshDays);

	return {
		fresh: windows.filter(({ to }) => to > since),
		backfill: windows.filter(({ to }) => to <= since),
	};
}
