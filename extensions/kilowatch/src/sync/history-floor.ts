import { addDays, datesBetween } from '../domain/local-days.ts';
import type { ProviderWindow } from '../providers/provider.ts';

/**
 * What is left to ask after the operator has refused a window because it reaches back before its history: it refuses
 * the whole window, though only its older part is too old. So the window is halved, newer half first, and no other
 * window of the measure is left to start where the refused one did, or before.
 *
 * @param refused the window that was refused
 * @param rest the windows after it
 */
export function withoutRefused(refused: ProviderWindow, rest: readonly ProviderWindow[]): ProviderWindow[] {
	const floor = addDays(refused.from, 1);
	const half = Math.ceil(datesBetween(refused.from, refused.to).length / 2);
	const middle = addDays(refused.from, half);
	const halves = [
		{ ...refused, from: middle },
		{ ...refused, from: floor, to: middle },
	];

	return [...halves, ...rest]
		.map((window) =>
			window.measure === refused.measure && window.from < floor ? { ...window, from: floor } : window,
		)
		.filter((window) => window.from < window.to);
}
