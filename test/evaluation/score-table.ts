import { eventKinds, type EventKind } from './inject-events.ts';
import type { Score } from './score-alerts.ts';
import type { RuleScore } from './score-rules.ts';

/** Episodes in 100 building-days that may be false. */
const MOST_FALSE = 1.5;

/** What must be found, and what should be, of 100 events. */
const bars: Readonly<Record<EventKind, { must: number; goal: number }>> = {
	'day-surge': { must: 55, goal: 65 },
	sustained: { must: 56, goal: 65 },
	'night-base': { must: 75, goal: 80 },
	spike: { must: 64, goal: 70 },
	'unit-error': { must: 95, goal: 98 },
	flat: { must: 95, goal: 98 },
	gap: { must: 95, goal: 98 },
	zero: { must: 95, goal: 98 },
};

export interface ScoreLine extends RuleScore {
	name: string;
}

/** A Markdown table: of each kind of event the share that was hit, in brackets how much of it chance alone would have hit. */
export function formatScores(lines: readonly ScoreLine[]): string {
	const header = [
		'%',
		...eventKinds.map((kind) => kind.replace('-', ' ')),
		'false per 100 days, with events / without',
		'of them about data',
	];
	const rows = lines.map(({ name, injected, control }) => [
		name,
		...eventKinds.map((kind) => shareOf(injected, kind)),
		`${per100Days(injected, 'falseEpisodes')} / ${per100Days(control, 'falseEpisodes')}`,
		`${per100Days(injected, 'falseDataEpisodes')} / ${per100Days(control, 'falseDataEpisodes')}`,
	]);
	const bar = (name: string, of: 'must' | 'goal') => [
		name,
		...eventKinds.map((kind) => String(bars[kind][of])),
		`≤ ${MOST_FALSE} / ${MOST_FALSE}`,
		'',
	];
	const table = [header, header.map(() => '---'), ...rows, bar('must', 'must'), bar('goal', 'goal')];

	return table.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The kinds that stay below their bar, or a rate above its own, as sentences; none when all is reached. */
export function shortfalls({ name, injected, control }: ScoreLine, of: 'must' | 'goal'): string[] {
	const low = eventKinds.flatMap((kind) => {
		const reached = percentOf(injected, kind);
		const bar = bars[kind][of];

		return reached === undefined || reached >= bar
			? []
			: [`${name}: ${kind} ${reached.toFixed(1)} of ${bar} %`];
	});
	const high = [injected, control].flatMap((score) => {
		const rate = rateOf(score, 'falseEpisodes');

		return rate <= MOST_FALSE ? [] : [`${name}: ${rate.toFixed(2)} false episodes, not ${MOST_FALSE}`];
	});

	return [...low, ...high];
}

export function percentOf(score: Score, kind: EventKind): number | undefined {
	const found = score.kinds.get(kind);

	return found === undefined ? undefined : (100 * found.hits) / found.events;
}

function rateOf(score: Score, of: 'falseEpisodes' | 'falseDataEpisodes'): number {
	return score.quietDays === 0 ? 0 : (100 * score[of]) / score.quietDays;
}

function shareOf(score: Score, kind: EventKind): string {
	const found = score.kinds.get(kind);
	if (found === undefined) return '–';

	return `${(percentOf(score, kind) ?? 0).toFixed(0)} (${((100 * found.byChance) / found.events).toFixed(0)})`;
}

function per100Days(score: Score, of: 'falseEpisodes' | 'falseDataEpisodes'): string {
	return rateOf(score, of).toFixed(2);
}
