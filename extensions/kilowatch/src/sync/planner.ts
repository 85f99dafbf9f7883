import type { Metric, Register } from '../domain/metrics.ts';
import { addDays, datesBetween, localDateOf, localHourOf, subtractMonths } from '../domain/local-days.ts';
import { refillDelaysSeconds } from '../domain/refill.ts';
import {
	measures,
	type MeasureRules,
	type ProviderRules,
	type ProviderWindow,
} from '../providers/provider.ts';
import type { ConsentScope } from '../shared/names.ts';
import type { DayCoverage } from '../storage/readings/read-coverage.ts';
import type { SyncPeriod } from '../storage/sync-runs.ts';
import { cutIntoWindows } from './cut-windows.ts';

export interface PlanRequest {
	pointId: string;
	rules: ProviderRules;
	/** what the holder allowed, and until which local date, inclusive */
	consent: { scopes: readonly ConsentScope[]; validUntil: string | null };
	/** the channels to be filled, with what is known of their days; a measure without a channel is not asked for */
	channels: readonly PlannedChannel[];
	/** local date before which there is nothing of this point at all */
	historyFloor: string | null;
	/** our own retention in months: what it would drop is never fetched */
	retentionMonths: Readonly<Record<MeasureRules['kind'], number>>;
	/** a period asked for by hand: its days are asked again, known or not */
	period: SyncPeriod | undefined;
	now: Date;
}

export interface PlannedChannel {
	metric: Metric;
	register: Register;
	/** local dates before which the operator has said that it has none of it; asked by hand, it is asked all the same */
	floors: Readonly<Record<MeasureRules['kind'], string | null>>;
	/** by date; a day that is not in it was never asked for */
	coverage: Pick<ReadonlyMap<string, DayCoverage>, 'get'>;
}

/**
 * Which calls a device needs: pure, and the only place that decides it. Yesterday before the backfill, then newest
 * first; only for days that are missing or incomplete and due, never past the consent, the operator's history, our own
 * retention, or the last published day. A call that is made anyway reads the days just before again, for operators
 * correct their values late, and deliver days late that were given up.
 */
export function planWindows(request: PlanRequest): ProviderWindow[] {
	const { rules, pointId, consent, channels } = request;

	return newestFirst(
		measures.flatMap((measure) => {
			const measureRules = rules.measures[measure];
			const channel = measureRules && channels.find((one) => fills(measureRules, one));
			if (!channel || !consent.scopes.includes(measureRules.scope)) return [];

			const { kind, windowDays, correctionDays } = measureRules;
			const isWanted = (date: string) =>
				request.period !== undefined || isMissing(kind, channel.coverage.get(date), request.now);

			return cutIntoWindows(allowedDates(measureRules, channel, request), windowDays, {
				isWanted,
				correctionDays,
			}).map((span) => ({ measure, pointId, ...span }));
		}),
	);
}

/** Whether a measure brings what a channel holds. */
export function fills(rules: MeasureRules, channel: { metric: Metric; register: Register }): boolean {
	return rules.metric === channel.metric && rules.register === channel.register;
}

/**
 * What is left to ask of a measure after the operator has refused a window as too long: the same days in windows one
 * day shorter than the refused one, so that the refused one comes without its oldest day first and no day is lost.
 *
 * @param rest the windows after the refused one, of any measure
 */
export function withShorterWindows(
	refused: ProviderWindow,
	rest: readonly ProviderWindow[],
): ProviderWindow[] {
	const windowDays = datesBetween(refused.from, refused.to).length - 1;
	const isSame = ({ measure }: ProviderWindow) => measure === refused.measure;
	const dates = [refused, ...rest.filter(isSame)]
		.flatMap(({ from, to }) => datesBetween(from, to))
		.sort()
		.reverse();
	const { measure, pointId } = refused;
	const shorter = cutIntoWindows(dates, windowDays).map((span) => ({ measure, pointId, ...span }));

	return newestFirst([...shorter, ...rest.filter((window) => !isSame(window))]);
}

/** The newest local date that the operator has published. */
export function lastPublishedDate(rules: ProviderRules, now: Date): string {
	const seconds = now.getTime() / 1000;
	const today = localDateOf(seconds, rules.timeZone);
	const isPublished = localHourOf(seconds, rules.timeZone) >= rules.publicationHour;

	return addDays(today, isPublished ? -1 : -2);
}

/** The oldest local date the operator answers for and we may keep. */
function firstDate(
	{ kind, history }: MeasureRules,
	{ floors: channelFloors }: PlannedChannel,
	request: PlanRequest,
): string {
	const { rules, historyFloor, retentionMonths, period, now } = request;
	const today = localDateOf(now.getTime() / 1000, rules.timeZone);
	const floors = [
		addDays(subtractMonths(today, history.months), -history.days),
		subtractMonths(today, retentionMonths[kind]),
		historyFloor ?? '',
		(period === undefined && channelFloors[kind]) || '',
	];

	return floors.reduce((latest, floor) => (floor > latest ? floor : latest));
}

/** Dates that may be asked for, newest first. */
function allowedDates(measure: MeasureRules, channel: PlannedChannel, request: PlanRequest): string[] {
	const { rules, consent, period, now } = request;
	const limits = [lastPublishedDate(rules, now), consent.validUntil, period && addDays(period.to, -1)];
	const last = limits.reduce<string>((least, limit) => (limit && limit < least ? limit : least), '9999');
	const first = firstDate(measure, channel, request);
	const from = period && period.from > first ? period.from : first;

	return datesBetween(from, addDays(last, 1)).reverse();
}

/** Whether a day is not known, or incomplete and due. */
function isMissing(kind: MeasureRules['kind'], day: DayCoverage | undefined, now: Date): boolean {
	if (!day) return true;
	if (isComplete(kind, day)) return false;
	const { count, nextAt } = day.attempts[kind];

	return count <= refillDelaysSeconds.length && (nextAt === undefined || nextAt <= now);
}

/** A day of which no curve was ever asked for or had expects no points: it is not complete for that. */
function isComplete(kind: MeasureRules['kind'], day: DayCoverage): boolean {
	return kind === 'totals'
		? day.hasTotal
		: day.pointsExpected > 0 && day.pointsReceived >= day.pointsExpected;
}

/** Of windows that end alike, the measures’ own order stays. */
export function newestFirst(windows: readonly ProviderWindow[]): ProviderWindow[] {
	return windows.toSorted((one, other) => (one.to < other.to ? 1 : one.to > other.to ? -1 : 0));
}
