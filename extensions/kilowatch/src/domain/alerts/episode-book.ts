import type { Episode } from './episode.ts';
import type { Finding } from './finding.ts';
import type { RuleName } from './rule-names.ts';
import type { AlertSettings } from './settings.ts';
import { severityOf } from './severity.ts';

/** What runs on at night raises the day and, by and by, the week: one cause, one alert. */
const groups: Partial<Record<RuleName, string>> = {
	'day-surge': 'consumption',
	'night-base-load': 'consumption',
	'week-drift': 'consumption',
};

/** The kind of episode that a rule's findings belong to: a series has one of a kind at a time. */
export const groupOf = (rule: RuleName): string => groups[rule] ?? rule;

/** Whether a finding says that the whole day's consumption was not as usual, so that later days are not compared with it. */
export function isOfConsumption({ rule }: Finding): boolean {
	return groupOf(rule) === 'consumption';
}

const NONE: readonly Episode[] = [];

interface Tracked {
	episode: Episode;
	lastDay: number;
	/** known days since the last one with a finding */
	normalDays: number;
}

/** Makes episodes of findings: opens, extends, closes when normal has returned, and goes on with the old one within a cool-down. */
export class EpisodeBook {
	readonly #latest = new Map<string, Tracked>();
	readonly #settings: AlertSettings;

	constructor(settings: AlertSettings) {
		this.#settings = settings;
	}

	/**
	 * Takes in one day, also one without findings.
	 *
	 * @param isKnown whether enough of the day is known to call it normal
	 * @returns the episodes that are new or have changed
	 */
	takeDay(day: number, findings: readonly Finding[], isKnown: boolean): readonly Episode[] {
		if (findings.length === 0 && !this.#isAnyOpen()) return NONE;
		const changed = new Set<Episode>();
		const raised = findings.some(isOfConsumption);
		for (const [group, ofGroup] of byGroup(findings)) {
			// A spike of a day that is raised anyway is part of what raised it.
			if (group === 'short-spike' && raised) continue;
			changed.add(this.#take(group, day, ofGroup));
		}
		for (const tracked of this.#latest.values()) {
			if (tracked.lastDay === day || tracked.episode.isClosed || !isNormal(tracked, isKnown)) continue;
			tracked.normalDays += 1;
			if (tracked.normalDays < this.#settings.episodes.normalDays) continue;
			tracked.episode.isClosed = true;
			changed.add(tracked.episode);
		}

		return [...changed];
	}

	#isAnyOpen(): boolean {
		for (const { episode } of this.#latest.values()) if (!episode.isClosed) return true;

		return false;
	}

	#take(group: string, day: number, findings: readonly Finding[]): Episode {
		const widest = findings.reduce((one, other) => (excessOf(other) > excessOf(one) ? other : one));
		const tracked = this.#latest.get(group);
		const goesOn =
			tracked !== undefined &&
			(!tracked.episode.isClosed || day - tracked.lastDay <= this.#settings.episodes.coolDownDays);
		const episode = goesOn ? tracked.episode : newEpisode(widest);
		for (const { rule, fromHour, untilHour } of findings) {
			if (!episode.rules.includes(rule)) episode.rules.push(rule);
			episode.fromHour = Math.min(episode.fromHour, fromHour);
			episode.untilHour = Math.max(episode.untilHour, untilHour);
		}
		const combine = widest.rule === 'subscribed-power' ? Math.max : plus;
		episode.observed = combined(episode.observed, widest.observed, combine);
		episode.expected = combined(
			episode.expected,
			widest.expected,
			widest.rule === 'subscribed-power' ? Math.max : plus,
		);
		episode.days += 1;
		episode.isClosed = false;
		episode.findings.push(widest);
		episode.severity = severityOf(episode, this.#settings);
		this.#latest.set(group, { episode, lastDay: day, normalDays: 0 });

		return episode;
	}
}

/** Missing data return to normal when they are there again, all else on days that are known. */
function isNormal({ episode }: Tracked, isKnown: boolean): boolean {
	return isKnown || episode.rule === 'data-missing';
}

function newEpisode({ rule, fromHour, untilHour }: Finding): Episode {
	return {
		rule,
		rules: [],
		severity: 'minor',
		fromHour,
		untilHour,
		observed: null,
		expected: null,
		days: 0,
		isClosed: false,
		findings: [],
	};
}

function byGroup(findings: readonly Finding[]): Map<string, Finding[]> {
	const found = new Map<string, Finding[]>();
	for (const finding of findings) {
		const group = groupOf(finding.rule);
		found.set(group, [...(found.get(group) ?? []), finding]);
	}

	return found;
}

function excessOf({ observed, expected }: Finding): number {
	return (observed ?? 0) - (expected ?? 0);
}

const plus = (one: number, other: number) => one + other;

function combined(
	one: number | null,
	other: number | null,
	combine: (one: number, other: number) => number,
): number | null {
	if (one === null || other === null) return one ?? other;

	return combine(one, other);
}
