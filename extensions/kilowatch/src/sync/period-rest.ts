import type { Measure, ProviderWindow } from '../providers/provider.ts';

/** Of each measure, the local date from which on a period asked for by hand is done. */
export type PeriodRest = readonly (readonly [Measure, string])[];

/**
 * How far a period is done, measure by measure: what it asks for is known already, so coverage does not tell.
 *
 * @param windows all that were planned, and `pending` those of them that are left, each newest first
 */
export function restOf(windows: readonly ProviderWindow[], pending: readonly ProviderWindow[]): PeriodRest {
	return [...new Set(windows.map(({ measure }) => measure))].map((measure) => {
		const own = (window: ProviderWindow) => window.measure === measure;
		const ends = pending.filter(own).map(({ to }) => to);
		const begin = windows.filter(own).map(({ from }) => from);

		return [measure, ends.toSorted().at(-1) ?? begin.toSorted()[0] ?? ''];
	});
}

/** The windows without what is done. */
export function withoutDone(windows: readonly ProviderWindow[], rest: PeriodRest): ProviderWindow[] {
	const until = new Map(rest);

	return windows.flatMap((window) => {
		const end = until.get(window.measure);
		if (end === undefined || window.to <= end) return [window];

		return window.from >= end ? [] : [{ ...window, to: end }];
	});
}
