import { HOURS_PER_DAY, type HourGrid } from '../domain/alerts/hour-grid.ts';
import { addDays, localDateOf } from '../domain/local-days.ts';
import type { DueSeries, SeriesKind } from '../storage/alerts/alert-due.ts';
import {
	readHourBlocks,
	writeHourBlocks,
	type HourBlock,
	type KeptSeries,
} from '../storage/alerts/alert-hours.ts';
import { readLocalHours, readSpreadDays } from '../storage/alerts/local-hours.ts';
import type { Database } from '../storage/database.ts';
import { packHours, unpackHours } from './packed-hours.ts';
import { usableZone } from './usable-zone.ts';

/** At least so many days are kept of each series, as far as there are any, and judged. */
export const LOOK_BACK_DAYS = 400;
/**
 * And at most so many more. What was found to be usual depends, a little, on where the hours begin: so that does not move each
 * night, but from time to time.
 */
const STEP_DAYS = 64;
/** Days at the end of which nothing has come yet are waited for so long. */
const GRACE_DAYS = 3;
/** A day has a load curve from so many readings on. */
const LEAST_POINTS = 20;
/** So many series are read from the beginning at a time: each is twenty thousand readings. */
const WHOLE_AT_ONCE = 8;

/** A series to be judged, with its hours. */
export interface SeriesHours {
	due: DueSeries;
	timeZone: string;
	today: string;
	kind: SeriesKind;
	/** whether its hours are others than those it was judged by until now */
	isRebuilt: boolean;
	grid: HourGrid;
}

interface Plan {
	due: DueSeries;
	timeZone: string;
	today: string;
	kind: SeriesKind;
	/** first day of the grid, as far as is known before it is read */
	firstDate: string;
	/** first day to be read anew, and the one after the last */
	readFrom: string;
	untilDate: string;
	isRebuilt: boolean;
}

/**
 * Brings the kept hours of some series up to date and hands them out. Only the days that may have changed are read from the
 * readings; all of them where nothing is kept or what is kept is of another zone or kind.
 *
 * @returns none for a series of which nothing is known
 */
export async function bringHours(
	database: Database,
	due: readonly DueSeries[],
	now: Date,
): Promise<SeriesHours[]> {
	const plans = due.flatMap((series) => planOf(series, now) ?? []);
	const kept = groupBlocks(
		await readHourBlocks(
			database,
			plans.filter(({ isRebuilt }) => !isRebuilt).map(({ due: { channel } }) => channel),
		),
	);
	const fresh = await readFresh(database, plans);
	const series = plans.flatMap((plan): SeriesHours[] => {
		const grid = gridOf(plan, kept.get(plan.due.channel) ?? [], fresh.get(plan.due.channel));

		return grid ? [{ ...plan, grid }] : [];
	});
	const planned = new Map(plans.map((plan) => [plan.due, plan]));
	const blocks = series.flatMap(({ due: one, grid }) =>
		packHours(one.channel, grid, planned.get(one)?.readFrom ?? grid.firstDate),
	);
	await database.transaction((connection) => writeHourBlocks(connection, series.map(keptOf), blocks));

	return series;
}

function planOf(due: DueSeries, now: Date): Plan | undefined {
	const timeZone = usableZone(due.timeZone);
	const today = localDateOf(now.getTime() / 1000, timeZone);
	const earliest = addDays(today, -LOOK_BACK_DAYS);
	const untilDate = untilOf(due, today);
	if (untilDate === undefined || untilDate <= earliest) return undefined;
	const kind = due.mostPoints >= LEAST_POINTS ? 'hours' : 'days';
	const known = { due, timeZone, today, kind, untilDate } as const;
	if (due.kept?.timeZone !== timeZone || due.kept.kind !== kind) {
		return { ...known, firstDate: earliest, readFrom: earliest, isRebuilt: true };
	}
	const isLong = due.kept.firstDate < addDays(earliest, -STEP_DAYS);
	const firstDate = earlier(isLong ? earliest : due.kept.firstDate, later(due.fromDate, earliest));
	const readFrom = later(earlier(due.fromDate, due.kept.untilDate), firstDate);

	return { ...known, firstDate, readFrom, isRebuilt: false };
}

/**
 * Days are judged as they become complete. Of the last days that have not, the rest is waited for; then they are judged as they
 * are, and a meter that is read and tells nothing has a hole.
 */
function untilOf(
	{ lastKnownDate, lastSeenDate, status, kept }: DueSeries,
	today: string,
): string | undefined {
	if (lastSeenDate === null && kept === null) return undefined;
	const waited = addDays(today, -GRACE_DAYS);
	const until = [
		lastKnownDate && addDays(lastKnownDate, 1),
		lastSeenDate && earlier(addDays(lastSeenDate, 1), waited),
		status === 'active' ? waited : null,
		lastSeenDate === null && kept ? earlier(kept.untilDate, waited) : null,
	]
		.filter((date) => date !== null)
		.sort()
		.at(-1);

	return until === undefined ? undefined : earlier(until, today);
}

/** Series of one zone and kind whose days begin near each other are read together. */
async function readFresh(database: Database, plans: readonly Plan[]): Promise<Map<number, Fresh>> {
	const fresh = new Map<number, Fresh>();
	for (const group of groupPlans(plans)) {
		const [first] = group;
		if (!first) continue;
		const from = group.map(({ readFrom }) => readFrom).sort()[0] ?? first.readFrom;
		const to =
			group
				.map(({ untilDate }) => untilDate)
				.sort()
				.at(-1) ?? first.untilDate;
		if (from >= to) continue;
		const channels = group.map(({ due: { channel } }) => channel);
		const span = { from, to, timeZone: first.timeZone };
		const grids =
			first.kind === 'hours'
				? await readLocalHours(database, channels, span)
				: await readSpreadDays(database, channels, span);
		for (const [channel, kwh] of grids) fresh.set(channel, { from, kwh });
	}

	return fresh;
}

interface Fresh {
	from: string;
	kwh: Float64Array;
}

function* groupPlans(plans: readonly Plan[]): Generator<Plan[]> {
	const groups = new Map<string, Plan[]>();
	for (const plan of plans) {
		const isLong = addDays(plan.readFrom, 31) < plan.untilDate;
		const key = `${plan.timeZone} ${plan.kind} ${isLong}`;
		groups.set(key, [...(groups.get(key) ?? []), plan]);
	}
	for (const [key, group] of groups) {
		const most = key.endsWith('true') ? WHOLE_AT_ONCE : group.length;
		for (let at = 0; at < group.length; at += most) yield group.slice(at, at + most);
	}
}

function gridOf(plan: Plan, blocks: readonly HourBlock[], fresh: Fresh | undefined): HourGrid | undefined {
	const { firstDate, readFrom, untilDate, isRebuilt } = plan;
	const { kwh, days } = unpackHours(isRebuilt ? [] : blocks, { firstDate, untilDate });
	const firstFresh = daysBetween(firstDate, readFrom) * HOURS_PER_DAY;
	if (firstFresh < kwh.length) {
		kwh.fill(NaN, firstFresh);
		if (fresh) {
			const skipped = daysBetween(fresh.from, readFrom) * HOURS_PER_DAY;
			kwh.set(fresh.kwh.subarray(skipped, skipped + kwh.length - firstFresh), firstFresh);
		}
	}

	return fromFirstKnown({ firstDate, days, kwh });
}

/** Without the days before anything was measured. */
function fromFirstKnown({ firstDate, kwh }: HourGrid): HourGrid | undefined {
	const first = kwh.findIndex((value) => !Number.isNaN(value));
	if (first < 0) return undefined;
	const skipped = Math.floor(first / HOURS_PER_DAY);
	const known = kwh.subarray(skipped * HOURS_PER_DAY);

	return { firstDate: addDays(firstDate, skipped), days: known.length / HOURS_PER_DAY, kwh: known };
}

function keptOf({ due, timeZone, kind, grid }: SeriesHours): KeptSeries {
	const { kept } = due;
	const firstDate = grid.firstDate;
	const untilDate = addDays(firstDate, grid.days);
	const isTrimmed = kept !== null && (firstDate !== kept.firstDate || untilDate < kept.untilDate);

	return { channel: due.channel, timeZone, kind, firstDate, untilDate, isTrimmed };
}

function groupBlocks(blocks: readonly HourBlock[]): Map<number, HourBlock[]> {
	const groups = new Map<number, HourBlock[]>();
	for (const block of blocks) {
		const group = groups.get(block.channel);
		if (group) group.push(block);
		else groups.set(block.channel, [block]);
	}

	return groups;
}

function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function earlier(one: string, other: string): string {
	return one < other ? one : other;
}

function later(one: string, other: string): string {
	return one > other ? one : other;
}
