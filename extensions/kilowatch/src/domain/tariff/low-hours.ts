/** When the lower of two prices holds: on the clock of a zone, on days of 23, 24 and 25 hours. Pure. */
import { clockOf, type LocalDay } from '../local-days.ts';
import type { MinuteSpan } from './off-peak-hours.ts';

/** Off-peak hours, or a two-rate tariff's night. */
export interface LowHours {
	/** on the legal clock, in order */
	spans: readonly MinuteSpan[];
	/** whether Saturday and Sunday are low all day */
	isWeekendLow: boolean;
}

/** Night and weekend of the Belgian two-rate tariff, where the day is from 7 to 22 on weekdays. */
export const belgianNight: LowHours = {
	spans: [
		{ from: 0, to: 420 },
		{ from: 1_320, to: 1_440 },
	],
	isWeekendLow: true,
};

/** A stretch of time in seconds since 1970 UTC; `endSeconds` is not included. */
export interface TimeSpan {
	startSeconds: number;
	endSeconds: number;
}

/** Whether two say the same hours. */
export function isSameHours(one: LowHours, other: LowHours): boolean {
	return keyOf(one) === keyOf(other);
}

/** Four schedules over eleven years of one zone; making a day's spans is cheap, but every meter asks for the same ones. */
const MAX_KEPT_DAYS = 16_000;
const kept = new Map<string, readonly TimeSpan[]>();

/**
 * The stretches of a local day in which the lower price holds, in order. The clock decides: where it skips an hour, that hour is
 * not there, and where it shows one twice, both are low or neither.
 */
export function lowSpansOf(day: LocalDay, hours: LowHours, zone: string): readonly TimeSpan[] {
	const key = `${zone} ${day.date} ${keyOf(hours)}`;
	const known = kept.get(key);
	if (known) return known;

	const spans =
		hours.isWeekendLow && isWeekend(day.date)
			? [{ startSeconds: day.startSeconds, endSeconds: day.endSeconds }]
			: stretchesOfOneOffset(day, zone).flatMap((stretch) => within(stretch, hours.spans));
	if (kept.size >= MAX_KEPT_DAYS) kept.clear();
	kept.set(key, spans);

	return spans;
}

function keyOf({ spans, isWeekendLow }: LowHours): string {
	return `${spans.map(({ from, to }) => `${from}-${to}`).join()} ${String(isWeekendLow)}`;
}

function isWeekend(date: string): boolean {
	const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();

	return weekday === 0 || weekday === 6;
}

/** Part of a day in which the clock runs evenly: `clockSeconds` is what it shows at the start, from the day's midnight. */
interface Stretch extends TimeSpan {
	clockSeconds: number;
}

function stretchesOfOneOffset(day: LocalDay, zone: string): Stretch[] {
	const midnight = Date.parse(`${day.date}T00:00:00Z`) / 1000;
	const offsetAt = (seconds: number): number => clockOf(seconds, zone).offsetMinutes * 60;
	const stretch = (startSeconds: number, endSeconds: number): Stretch => ({
		startSeconds,
		endSeconds,
		clockSeconds: startSeconds + offsetAt(startSeconds) - midnight,
	});
	const offset = offsetAt(day.startSeconds);
	if (offsetAt(day.endSeconds - 1) === offset) return [stretch(day.startSeconds, day.endSeconds)];

	// The last second with the old offset and the first with the new one.
	let before = day.startSeconds;
	let after = day.endSeconds - 1;
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		if (offsetAt(middle) === offset) before = middle;
		else after = middle;
	}

	return [stretch(day.startSeconds, after), stretch(after, day.endSeconds)];
}

function within(
	{ startSeconds, endSeconds, clockSeconds }: Stretch,
	spans: readonly MinuteSpan[],
): TimeSpan[] {
	return spans.flatMap(({ from, to }) => {
		const start = Math.max(startSeconds, startSeconds + from * 60 - clockSeconds);
		const end = Math.min(endSeconds, startSeconds + to * 60 - clockSeconds);

		return start < end ? [{ startSeconds: start, endSeconds: end }] : [];
	});
}
