import type { Episode } from '../domain/alerts/episode.ts';
import { groupOf } from '../domain/alerts/episode-book.ts';
import { HOURS_PER_DAY, type HourGrid } from '../domain/alerts/hour-grid.ts';
import { addDays, midnightSeconds } from '../domain/local-days.ts';
import { isWithinTheDay } from '../shared/alert-rules.ts';
import type { AlertFacts } from '../storage/alerts/stored-alerts.ts';
import { coarseExplanation, explainEpisode, type ExplainContext } from './explain-episode.ts';
import { dateOfHour, instantOfHour } from './local-instants.ts';

/** An episode as an alert would tell it. */
export interface DescribedEpisode {
	group: string;
	/** local dates of the first day and of the one after the last */
	firstDate: string;
	endDate: string;
	isClosed: boolean;
	readonly facts: AlertFacts;
	/** of a natural person: what `facts` leave out */
	readonly details: AlertFacts | null;
}

/**
 * What an alert tells of an episode. Of a natural person's meter it tells days, and what is finer lies apart: it depends on the
 * reader's rights, and the collection of alerts is open to everybody who may see buildings. The facts are put together where they
 * are asked for: most episodes are past and stand as they are.
 */
export function describeEpisode(
	episode: Episode,
	grid: HourGrid,
	context: ExplainContext & { timeZone: string; personal: boolean },
): DescribedEpisode {
	const firstDate = dateOfHour(grid.firstDate, episode.fromHour);
	const endDate = addDays(dateOfHour(grid.firstDate, episode.untilHour - 1), 1);
	let told: Pick<DescribedEpisode, 'facts' | 'details'> | undefined;
	const tell = () => (told ??= tellEpisode(episode, grid, { ...context, firstDate, endDate }));

	return {
		group: groupOf(episode.rule),
		firstDate,
		endDate,
		isClosed: episode.isClosed,
		get facts() {
			return tell().facts;
		},
		get details() {
			return tell().details;
		},
	};
}

function tellEpisode(
	episode: Episode,
	grid: HourGrid,
	context: ExplainContext & { timeZone: string; personal: boolean; firstDate: string; endDate: string },
): Pick<DescribedEpisode, 'facts' | 'details'> {
	const { rule, rules, severity, fromHour, untilHour, days } = episode;
	const { timeZone, personal, eurosPerKwh, firstDate, endDate } = context;
	const factor = rule === 'data-missing' ? 1 : 1000;
	const observed = rounded(episode.observed, factor);
	const expected = rounded(episode.expected, factor);
	const isOfEnergy = !rule.startsWith('data-') && rule !== 'subscribed-power';
	const above = isOfEnergy ? (episode.observed ?? 0) - (episode.expected ?? 0) : null;
	const explanation = explainEpisode(episode, grid, context);
	const fine: AlertFacts = {
		rule,
		rules: [...rules],
		severity,
		period_from: instantOfHour(grid.firstDate, fromHour, timeZone),
		period_until: instantOfHour(grid.firstDate, untilHour, timeZone),
		days,
		observed,
		expected,
		ratio: observed === null || !expected ? null : Number((observed / expected).toFixed(3)),
		energy_impact: rounded(above, 1000),
		cost_impact: above === null ? null : Number((above * eurosPerKwh).toFixed(2)),
		co2_impact: null,
		explanation,
	};
	if (!personal) return { facts: fine, details: null };

	const isWithin = isWithinTheDay(rule);
	const coarse: AlertFacts = {
		...fine,
		period_from: new Date(midnightSeconds(firstDate, timeZone) * 1000),
		period_until: new Date(midnightSeconds(endDate, timeZone) * 1000),
		...(isWithin && { observed: null, expected: null, ratio: null, energy_impact: null, cost_impact: null }),
		explanation: coarseExplanation({
			...explanation,
			...(isWithin && { cost: null, excess: null }),
		}),
	};

	return { facts: coarse, details: fine };
}

/** Days between the end of an episode and a date; negative while it lasts. */
export function daysSince(endDate: string, today: string): number {
	return Math.round(
		(Date.parse(`${today}T00:00:00Z`) - Date.parse(`${endDate}T00:00:00Z`)) / (HOURS_PER_DAY * 3_600_000),
	);
}

function rounded(value: number | null, factor: number): number | null {
	return value === null || !Number.isFinite(value) ? null : Math.round(value * factor);
}
