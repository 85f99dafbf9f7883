import { addDays } from '../domain/local-days.ts';
import type { ProviderWindow } from '../providers/provider.ts';
import { newestFirst } from './planner.ts';

/** What people look at each morning, and what may come when there is room for it; both newest first. */
export interface Lanes {
	fresh: ProviderWindow[];
	backfill: ProviderWindow[];
}

/**
 * Splits planned windows so that a new meter's years never keep yesterday of the others waiting: what touches any of the
 * last published days goes first.
 *
 * @param lastPublished newest local date that the operator has published
 * @param freshDays how many days up to it, itself included, are fresh
 */
export function splitLanes(windows: readonly ProviderWindow[], lastPublished: string, freshDays = 7): Lanes {
	const firstFresh = addDays(lastPublished, 1 - freshDays);
	// The end of a window is the day after its last one.
	const isFresh = ({ to }: ProviderWindow) => to > firstFresh;

	return {
		fresh: newestFirst(windows.filter(isFresh)),
		backfill: newestFirst(windows.filter((window) => !isFresh(window))),
	};
}
