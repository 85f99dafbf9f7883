import type { SyncRunState } from '../../shared/http-contract/sync-runs.ts';

/** How far a run was, and when that was seen on this browser's own clock: the server's may go differently. */
export interface Sighting {
	atMs: number;
	windowsDone: number;
}

/** Before that much was seen of a run, its speed would be a guess. */
const MIN_SEEN_MS = 5000;
const MIN_SEEN_WINDOWS = 2;

const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_HOUR = 60;

/**
 * The seconds a run still takes if it goes on at the speed it was seen at.
 *
 * @param first the first look at it, at which it may have been under way already
 * @returns undefined while too little was seen to tell, and where nothing is left
 */
export function secondsLeft(
	{ windows_total: total, windows_done: done }: Pick<SyncRunState, 'windows_total' | 'windows_done'>,
	first: Sighting,
	nowMs: number,
): number | undefined {
	const seenMs = nowMs - first.atMs;
	const seenWindows = done - first.windowsDone;
	if (seenMs < MIN_SEEN_MS || seenWindows < MIN_SEEN_WINDOWS || done >= total) return undefined;

	return ((total - done) * seenMs) / seenWindows / 1000;
}

/**
 * The longer of what is measured and what the operator's limits make the rest take. Less than a minute of limits alone is
 * no news: then the operator's own speed decides, and it has to be seen first.
 *
 * @param measured what `secondsLeft` says
 * @param byLimits `seconds_left` of the run
 */
export function longerTime(
	measured: number | undefined,
	byLimits: number | null | undefined,
): number | undefined {
	if (measured !== undefined) return Math.max(measured, byLimits ?? 0);

	return byLimits != null && byLimits >= SECONDS_PER_MINUTE ? byLimits : undefined;
}

/** A time as roughly as it is known: `about 3 minutes`, never to the second. */
export function roughTime(
	seconds: number,
): { unit: 'underMinute' } | { unit: 'minutes' | 'hours'; count: number } {
	if (seconds < 0.75 * SECONDS_PER_MINUTE) return { unit: 'underMinute' };
	const minutes = Math.round(seconds / SECONDS_PER_MINUTE);
	if (minutes < 1.5 * MINUTES_PER_HOUR) return { unit: 'minutes', count: Math.max(1, minutes) };

	return { unit: 'hours', count: Math.round(minutes / MINUTES_PER_HOUR) };
}

/**
 * What of a run's progress is worth saying aloud: its state and each quarter of the way.
 *
 * @returns a key that changes when there is something new to say
 */
export function milestone({
	status,
	windows_total: total,
	windows_done: done,
}: Pick<SyncRunState, 'status' | 'windows_total' | 'windows_done'>): string {
	return status === 'running' && total > 0 ? `running ${Math.floor((4 * done) / total)}` : status;
}
