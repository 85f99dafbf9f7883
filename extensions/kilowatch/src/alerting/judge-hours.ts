import type { Episode } from '../domain/alerts/episode.ts';
import type { HourGrid } from '../domain/alerts/hour-grid.ts';
import { judgeSeries, type SeriesContext } from '../domain/alerts/judge-series.ts';
import type { AlertSettings } from '../domain/alerts/settings.ts';
import type { SeriesKind } from '../storage/alerts/alert-due.ts';

/** The episodes of a series, by the rules that its kind allows. */
export function judgeHours(
	grid: HourGrid,
	kind: SeriesKind,
	settings: AlertSettings,
	context: SeriesContext,
): Episode[] {
	return judgeSeries(grid, kind === 'hours' ? settings : settingsOfDays(settings), context);
}

const madeOf = new WeakMap<AlertSettings, AlertSettings>();

/** The same settings with the rules off that need hours. The others see of a day spread evenly what they see of any day. */
function settingsOfDays(settings: AlertSettings): AlertSettings {
	const made = madeOf.get(settings);
	if (made) return made;
	const off = { enabled: false } as const;
	const ofDays: AlertSettings = {
		...settings,
		'day-surge': { ...settings['day-surge'], ...off },
		'night-base-load': { ...settings['night-base-load'], ...off },
		'short-spike': { ...settings['short-spike'], ...off },
		'subscribed-power': { ...settings['subscribed-power'], ...off },
		'data-flat': { ...settings['data-flat'], ...off },
	};
	madeOf.set(settings, ofDays);

	return ofDays;
}
