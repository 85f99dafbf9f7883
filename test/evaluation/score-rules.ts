import { alertSettings, type AlertSettings } from '../../extensions/kilowatch/src/domain/alerts/settings.ts';
import type { Episode } from '../../extensions/kilowatch/src/domain/alerts/episode.ts';
import {
	judgeSeries,
	type SeriesContext,
} from '../../extensions/kilowatch/src/domain/alerts/judge-series.ts';
import type { BuildingHours } from './hourly-file.ts';
import { injectEvents } from './inject-events.ts';
import { addScore, emptyScore, scoreAlerts, type Score, type ScoredAlert } from './score-alerts.ts';

/** What rules make of some buildings. */
export interface RuleScore {
	/** with the events of all seeds */
	injected: Score;
	/** of the same buildings as they are */
	control: Score;
}

/** As they are without any setting. */
export const usualSettings: AlertSettings = alertSettings.parse({});

/** Only the plain rule, above 120 % of the mean of 30 days, with the same rules about data. */
export const plainSettings: AlertSettings = alertSettings.parse({
	'above-average': { enabled: true },
	'day-surge': { enabled: false },
	'night-base-load': { enabled: false },
	'week-drift': { enabled: false },
	'short-spike': { enabled: false },
});

/**
 * Puts events into each building, once with each seed, and scores what the rules find of them.
 *
 * @param buildings all of a file's: a building's events depend on its place among them
 * @param counts which of them are scored
 */
export function scoreRules(
	buildings: readonly BuildingHours[],
	counts: (building: string) => boolean,
	{ settings, seeds, context }: { settings: AlertSettings; seeds: readonly number[]; context: SeriesContext },
): RuleScore {
	const injected = emptyScore();
	const control = emptyScore();
	for (const [place, { building, hours }] of buildings.entries()) {
		if (!counts(building)) continue;
		const undisturbed = judgeSeries(hours, settings, context).map(toScored);
		addScore(control, scoreAlerts(hours, [], undisturbed));
		for (const seed of seeds) {
			const series = injectEvents(hours, seed * 1000 + place);
			const alerts = judgeSeries(series.hours, settings, context).map(toScored);
			addScore(injected, scoreAlerts(series.hours, series.events, alerts, undisturbed));
		}
	}

	return { injected, control };
}

function toScored({ rule, fromHour, untilHour }: Episode): ScoredAlert {
	return { rule, from: fromHour, until: untilHour };
}
