import { addDays, datesBetween, localDateOf, localHourOf, subtractMonths } from '../domain/local-days.ts';
import { refillDelaysSeconds } from '../domain/refill.ts';
import type { Measure, MeasureRules, ProviderRules, ProviderWindow } from '../providers/provider.ts';
import type { ConsentScope } from '../shared/names.ts';
import type { DayCoverage } from '../storage/readings/read-coverage.ts';
import type { SyncPeriod } from '../storage/sync-runs.ts';

export interface PlanRequest {
	pointId: string;
	rules: ProviderRules;
	/** what the holder allowed, and until which local date, inclusive */
	consent: { scopes: readonly ConsentScope[]; validUntil: string | null };
	/** local date before which the operator has nothing of this point */
	historyFloor: string | null;
	/** our own retention in months: what it would drop is never fetched */
	retentionMonths: Readonly<Record<Measure, number>>;
	coverage: ReadonlyMap<string, DayCoverage>;
	/** a period asked for by hand: its days are asked again, known or not */
	period: SyncPeriod | undefined;
	now: Date;
}

/**
 * Which calls a device needs: pure, and the only place that decides it. Yesterday before the backfill, then newest
 * first; only days that are missing or incomplete and due, never past the consent, the operator's history, our own
 * retention, or the last published day.
 */
export function planWindows(request: PlanRequest): ProviderWindow[] {
	const { rules, pointId, consent } = request;
	const measures = (Object.keys(rules.measures) as Measure[]).filter((measure) =>
		consent.scopes.includes(rules.measures[measure].scope),
	);
	const windows = measures.flatMap((measure) =>
		cutIntoWindows(wantedDates(measure, request), rules.measures[measure]).map((span) => ({
			measure,
			pointId,
			...span,
		})),
	);

	return windows.sort((one, other) => (one.to < other.to ? 1 : one.to > other.to ? -1 : 0));
}

/** The newest local date that the operator has published. */
export function lastPublishedDate(rules: ProviderRules, now: Date): string {
	const seconds = now.getTime() / 1000;
	const today = localDateOf(seconds, rules.timeZone);
	const isPublished = localHourOf(seconds, rules.timeZone) >= rules.publicationHour;

	return addDays(today, isPublished ? -1 : -2);
}

/** The oldest local date the operator answers for and we may keep. */
function firstDate(measure: Measure, { rules, historyFloor, retentionMonths, now }: PlanRequest): string {
	const today = localDateOf(now.getTime() / 1000, rules.timeZone);
	const { months, days } = rules.measures[measure].history;
	const floors = [
		addDays(subtractMonths(today, months), -days),
		subtractMonths(today, retentionMonths[measure]),
		historyFloor ?? '',
	];

	return floors.reduce((latest, floor) => (floor > latest ? floor : latest));
}

/** Dates to ask for, newest first. */
function wantedDates(measure: Measure, request: PlanRequest): string[] {
	const { rules, consent, period, now, coverage } = request;
	const limits = [lastPublishedDate(rules, now), consent.validUntil, period && addDays(period.to, -1)];
	const last = limits.reduce<string>((least, limit) => (limit && limit < least ? limit : least), '9999');
	const first = firstDate(measure, request);
	const from = period && period.from > first ? period.from : first;

	return datesBetween(from, addDays(last, 1))
		.filter((date) => period !== undefined || isWanted(measure, coverage.get(date), now))
		.reverse();
}

function isWanted(measure: Measure, day: DayCoverage | undefined, now: Date): boolean {
	if (!day || isNeverAsked(measure, day)) return true;
	if (day.attempts > refillDelaysSeconds.length) return false;
	if (day.nextAttemptAt && day.nextAttemptAt > now) return false;

	return measure === 'daily' ? !day.hasTotal : day.pointsReceived < day.pointsExpected;
}

/** A day made by one measure's window says nothing of the other, until that has been asked for, too. */
function isNeverAsked(measure: Measure, day: DayCoverage): boolean {
	return measure === 'load_curve' && day.pointsExpected === 0;
}

/** Joins neighbouring dates, newest first, into windows no longer than the operator allows. */
function cutIntoWindows(newestFirst: readonly string[], { windowDays }: MeasureRules): SyncPeriod[] {
	const windows: SyncPeriod[] = [];
	let daysInOpen = 0;

	for (const date of newestFirst) {
		const open = windows.at(-1);
		const next = addDays(date, 1);
		if (open?.from === next && daysInOpen < windowDays) {
			open.from = date;
			daysInOpen++;
		} else {
			windows.push({ from: date, to: next });
			daysInOpen = 1;
		}
	}

	return windows;
}
