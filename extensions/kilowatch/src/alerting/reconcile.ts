import { groupOf } from '../domain/alerts/episode-book.ts';
import { ruleNames, type RuleName } from '../domain/alerts/rule-names.ts';
import { canonicalJson, type Json } from '../domain/canonical-json.ts';
import { addDays, localDateOf } from '../domain/local-days.ts';
import type { CloseReason } from '../shared/alert-rules.ts';
import type { AlertFacts, StoredAlert } from '../storage/alerts/stored-alerts.ts';
import { alertKey } from './alert-key.ts';
import { daysSince, type DescribedEpisode } from './describe-episode.ts';

/** What is to be written to an alert that is there. */
export type AlertChanges = Partial<AlertFacts> & {
	status?: StoredAlert['status'];
	closed_at?: Date | null;
	close_reason?: CloseReason | null;
};

export interface Reconciled {
	/** alerts to be made, with the status that they begin with */
	create: { id: string; episode: DescribedEpisode }[];
	/** alerts to be changed; `details` as in {@link DescribedEpisode}, `undefined` where they stay */
	change: { id: string; changes: AlertChanges; details?: AlertFacts | null }[];
}

/** An episode that ended longer ago when it is first seen is history: nobody is told of it. */
const NEWS_DAYS = 7;

/**
 * Compares what is found now with what is stored: an alert goes on with the episode of its kind that it overlaps, so a corrected
 * past never makes a second one; an episode that is not there any more closes its alert and says why; what is new becomes an
 * alert as far as it is news.
 */
export function reconcile({
	device,
	found,
	stored,
	today,
	timeZone,
	judgedFrom,
	changedFrom,
	goneReason,
	at,
}: {
	device: string;
	found: readonly DescribedEpisode[];
	/** the alerts of this meter that rules on its hours have made, by their beginning */
	stored: readonly StoredAlert[];
	/** local date */
	today: string;
	timeZone: string;
	/** local date; alerts that begin before are judged no more */
	judgedFrom: string;
	/**
	 * local date from which days are others than when it was last judged. What was found before is found by the days before, so it
	 * stands: where hours begin elsewhere, a rule may see it otherwise
	 */
	changedFrom: string;
	/** what it means when an episode is not found any more */
	goneReason: Exclude<CloseReason, 'normal'>;
	at: Date;
}): Reconciled {
	const spans = new Map(stored.map((alert) => [alert, spanOf(alert, timeZone)]));
	const matches = matchAlerts(found, stored, spans);
	const taken = new Set(stored.map(({ id }) => id));
	const result: Reconciled = { create: [], change: [] };

	for (const [alert, episode] of matches) {
		const span = spans.get(alert);
		const isPast = episode.endDate <= changedFrom && span !== undefined && span.to <= changedFrom;
		const change = changeOf(alert, episode, { at, today, isPast });
		if (change) result.change.push(change);
	}
	for (const alert of stored) {
		if (matches.has(alert)) continue;
		const { from, to } = spans.get(alert) ?? { from: '', to: '' };
		if (to <= changedFrom) {
			if (alert.status !== 'closed' && daysSince(to, today) > NEWS_DAYS) {
				result.change.push({ id: alert.id, changes: closing(at, 'normal') });
			}
			continue;
		}
		const isJudged = from >= judgedFrom;
		const changes = goneChanges(alert, isJudged ? goneReason : 'not_read', at, isJudged);
		if (changes) result.change.push({ id: alert.id, changes });
	}
	const matched = new Set(matches.values());
	for (const episode of found) {
		if (matched.has(episode) || !isNews(episode, today) || episode.endDate <= changedFrom) continue;
		// Part of what one alert told before a correction parted it.
		if (stored.some((alert) => isSame(alert, episode, spans))) continue;
		const id = freeKey(device, episode, taken);
		taken.add(id);
		result.create.push({ id, episode });
	}

	return result;
}

function isNews({ isClosed, endDate }: DescribedEpisode, today: string): boolean {
	return !isClosed || daysSince(endDate, today) <= NEWS_DAYS;
}

interface Span {
	from: string;
	/** not included */
	to: string;
}

function spanOf({ period_from, period_until }: StoredAlert, timeZone: string): Span {
	const from = localDateOf(period_from.getTime() / 1000, timeZone);
	const until = period_until === null ? undefined : localDateOf(period_until.getTime() / 1000 - 1, timeZone);

	return { from, to: addDays(until ?? from, 1) };
}

const isRuleOfHours = (rule: string): rule is RuleName => ruleNames.some((known) => known === rule);

function isSame(
	alert: StoredAlert,
	{ group, firstDate, endDate }: DescribedEpisode,
	spans: ReadonlyMap<StoredAlert, Span>,
): boolean {
	const span = spans.get(alert);
	if (!span || !isRuleOfHours(alert.rule) || groupOf(alert.rule) !== group) return false;

	return span.from < endDate && firstDate < span.to;
}

/** Each alert with its episode, the latest first: where a correction has parted one, its alert goes on with the part that may live. */
function matchAlerts(
	found: readonly DescribedEpisode[],
	stored: readonly StoredAlert[],
	spans: ReadonlyMap<StoredAlert, Span>,
): Map<StoredAlert, DescribedEpisode> {
	const matches = new Map<StoredAlert, DescribedEpisode>();
	const left = new Set(stored);
	for (const episode of [...found].reverse()) {
		// Of two alerts that have become one episode the older one goes on: people know it.
		const alert = [...left].find((one) => isSame(one, episode, spans));
		if (!alert) continue;
		left.delete(alert);
		matches.set(alert, episode);
	}

	return matches;
}

function changeOf(
	alert: StoredAlert,
	episode: DescribedEpisode,
	{ at, today, isPast }: { at: Date; today: string; isPast: boolean },
): Reconciled['change'][number] | undefined {
	// What a person has closed stays as it was then.
	if (alert.status === 'closed' && alert.close_reason === null) return undefined;
	const changes: AlertChanges = isPast ? {} : differences(alert, episode.facts);
	if (episode.isClosed) {
		if (alert.status !== 'closed') Object.assign(changes, closing(at, 'normal'));
		else if (alert.close_reason !== 'normal') changes.close_reason = 'normal';
	} else if (alert.status === 'closed' && isNews(episode, today)) {
		Object.assign(changes, { status: 'open', closed_at: null, close_reason: null });
	}
	const isDetailed = !isPast && text(alert.details) !== text(episode.details);
	if (Object.keys(changes).length === 0 && !isDetailed) return undefined;

	return { id: alert.id, changes, ...(isDetailed && { details: episode.details }) };
}

/** The facts that are others than those that are stored. */
function differences(alert: StoredAlert, facts: AlertFacts): AlertChanges {
	const changed = (Object.keys(facts) as (keyof AlertFacts)[]).filter(
		(name) => text(alert[name]) !== text(facts[name]),
	);

	return Object.fromEntries(changed.map((name) => [name, facts[name]]));
}

function goneChanges(
	{ status, close_reason }: StoredAlert,
	reason: Exclude<CloseReason, 'normal'>,
	at: Date,
	isJudged: boolean,
): AlertChanges | undefined {
	if (status !== 'closed') return closing(at, reason);

	// It is over either way; only that it would not have come is worth saying.
	return isJudged && close_reason === 'normal' && reason === 'corrected'
		? { close_reason: reason }
		: undefined;
}

function closing(at: Date, reason: CloseReason): AlertChanges {
	return { status: 'closed', closed_at: at, close_reason: reason };
}

function freeKey(device: string, { group, firstDate }: DescribedEpisode, taken: ReadonlySet<string>): string {
	let id = alertKey(device, group, firstDate);
	for (let place = 2; taken.has(id); place++) id = alertKey(device, `${group} ${place}`, firstDate);

	return id;
}

/** The same for a value and for what `jsonb` has made of it. */
function text(value: unknown): string {
	return canonicalJson(JSON.parse(JSON.stringify(value ?? null)) as Json);
}
