import { addDays, datesBetween } from '../domain/local-days.ts';
import type { ProviderRules, ProviderWindow } from '../providers/provider.ts';
import { withoutRefused } from './history-floor.ts';
import type { Verdict } from './judge-failure.ts';
import { fills, withShorterWindows } from './planner.ts';

/**
 * What is left to ask after a window has failed. Pure; no day is lost but those that the verdict gives up.
 *
 * @param rest the windows after it, newest first
 */
export function windowsAfter(
	verdict: Verdict,
	window: ProviderWindow,
	rest: readonly ProviderWindow[],
	rules: ProviderRules,
): readonly ProviderWindow[] {
	switch (verdict.kind) {
		case 'not_measured':
			return withoutDirection(window, rest, rules);
		case 'history_floor':
			return withoutRefused(window, rest);
		case 'too_long':
			return withShorterWindows(window, rest);
		case 'unreadable':
			return [...inHalves(window), ...rest];
		case 'again':
			// Another one's turn first, where there is one: a moment later the trouble may be over.
			return [...rest.slice(0, 1), window, ...rest.slice(1)];
		case 'failed':
			if (verdict.then === 'stop') return [];
			return verdict.then === 'go_on' ? rest : rest.filter(({ measure }) => measure !== window.measure);
	}
}

/** Of what is left, that which fills other channels than the window does. */
export function withoutDirection(
	window: ProviderWindow,
	rest: readonly ProviderWindow[],
	{ measures }: ProviderRules,
): readonly ProviderWindow[] {
	const own = measures[window.measure];

	return rest.filter(({ measure }) => {
		const other = measures[measure];

		return !own || !other || !fills(own, other);
	});
}

/** Newer half first. */
function inHalves(window: ProviderWindow): ProviderWindow[] {
	const days = datesBetween(window.from, window.to).length;
	const middle = addDays(window.from, Math.floor(days / 2));

	return [
		{ ...window, from: middle },
		{ ...window, to: middle },
	];
}
