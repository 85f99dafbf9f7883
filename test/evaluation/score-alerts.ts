import { HOURS_PER_DAY, type HourGrid } from '../../extensions/kilowatch/src/domain/alerts/hour-grid.ts';
import { faultKinds, type EventKind, type InjectedEvent } from './inject-events.ts';

/** An alert as scoring sees it: cells of the grid. */
export interface ScoredAlert {
	rule: string;
	/** first cell */
	from: number;
	/** cell after the last */
	until: number;
}

export interface Score {
	/** events of each kind, and how many were hit */
	kinds: Map<EventKind, { events: number; hits: number; byChance: number }>;
	/** episodes of consumption rules that started where nothing was put in */
	falseEpisodes: number;
	/** the same of `data-` rules: real holes and faults of the file among them */
	falseDataEpisodes: number;
	/** days on which an episode would have been false */
	quietDays: number;
}

/** After an event its traces may still be found. */
const SHADE_DAYS = 14;
/** Episodes that start within so many days of one that counts are not counted again. */
const SAME_EPISODE_DAYS = 7;
/** Before this day no rule can know a building; the days do not make a rate look better than it is. */
const FIRST_JUDGED_DAY = 28;

const isData = ({ rule }: ScoredAlert) => rule.startsWith('data-');

export function emptyScore(): Score {
	return { kinds: new Map(), falseEpisodes: 0, falseDataEpisodes: 0, quietDays: 0 };
}

/**
 * Scores the alerts of one series. An event is hit when an alert overlaps its days or the day after; faults of the data count
 * only when a `data-` rule says so, consumption only when another one does.
 *
 * @param undisturbed alerts of the same series without the events: those that overlap hit by chance
 */
export function scoreAlerts(
	hours: HourGrid,
	events: readonly InjectedEvent[],
	alerts: readonly ScoredAlert[],
	undisturbed: readonly ScoredAlert[] = [],
): Score {
	const score = emptyScore();
	for (const event of events) {
		const kind = score.kinds.get(event.kind) ?? { events: 0, hits: 0, byChance: 0 };
		kind.events += 1;
		if (alerts.some((alert) => isHit(event, alert))) kind.hits += 1;
		if (undisturbed.some((alert) => isHit(event, alert))) kind.byChance += 1;
		score.kinds.set(event.kind, kind);
	}
	score.falseEpisodes = countFalse(
		events,
		alerts.filter((alert) => !isData(alert)),
	);
	score.falseDataEpisodes = countFalse(events, alerts.filter(isData));
	for (let day = FIRST_JUDGED_DAY; day < hours.days; day++) {
		const cells = hours.kwh.subarray(day * HOURS_PER_DAY, (day + 1) * HOURS_PER_DAY);
		if (!isShaded(events, day) && cells.some((value) => !Number.isNaN(value))) score.quietDays += 1;
	}

	return score;
}

/** Adds one score to another. */
export function addScore(sum: Score, score: Score): void {
	sum.falseEpisodes += score.falseEpisodes;
	sum.falseDataEpisodes += score.falseDataEpisodes;
	sum.quietDays += score.quietDays;
	for (const [kind, { events, hits, byChance }] of score.kinds) {
		const total = sum.kinds.get(kind) ?? { events: 0, hits: 0, byChance: 0 };
		sum.kinds.set(kind, {
			events: total.events + events,
			hits: total.hits + hits,
			byChance: total.byChance + byChance,
		});
	}
}

function isHit({ kind, firstDay, lastDay }: InjectedEvent, alert: ScoredAlert): boolean {
	const isFault = (faultKinds as readonly EventKind[]).includes(kind);
	if (isFault !== isData(alert)) return false;

	return alert.from < (lastDay + 2) * HOURS_PER_DAY && alert.until > firstDay * HOURS_PER_DAY;
}

function countFalse(events: readonly InjectedEvent[], alerts: readonly ScoredAlert[]): number {
	let count = 0;
	let counted = -Infinity;
	for (const { from } of alerts.toSorted((one, other) => one.from - other.from)) {
		const day = Math.floor(from / HOURS_PER_DAY);
		if (isShaded(events, day) || day - counted <= SAME_EPISODE_DAYS) continue;
		count += 1;
		counted = day;
	}

	return count;
}

function isShaded(events: readonly InjectedEvent[], day: number): boolean {
	return events.some(({ firstDay, lastDay }) => day >= firstDay && day <= lastDay + SHADE_DAYS);
}
