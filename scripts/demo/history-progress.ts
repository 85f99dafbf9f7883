/** Where one meter's first sync stands. */
export interface MeterProgress {
	status: 'queued' | 'running' | 'succeeded' | 'partial' | 'failed';
	windowsDone: number;
	/** 0 until the run has been planned */
	windowsTotal: number;
}

/**
 * One line on how far the histories of all meters are, with the time left where it can be told.
 *
 * @param meters each meter's newest run
 * @param windowsPerSecond how fast it has been so far; 0 or less while that cannot be told
 */
export function describeProgress(meters: readonly MeterProgress[], windowsPerSecond: number): string {
	const done = meters.filter(({ status }) => status !== 'queued' && status !== 'running').length;
	const windowsDone = sum(meters.map((meter) => meter.windowsDone));
	const windowsTotal = expectedWindows(meters);
	const share = windowsTotal === 0 ? 0 : Math.floor((100 * windowsDone) / windowsTotal);
	const left =
		windowsPerSecond > 0 && windowsTotal > 0
			? `, ${describeDuration((windowsTotal - windowsDone) / windowsPerSecond)} left`
			: '';

	return `History: ${done} of ${meters.length} meters, ${share} % of the calls${left}.`;
}

/** Windows of all meters; one that waits is taken to need as many as those that are planned do on average. */
function expectedWindows(meters: readonly MeterProgress[]): number {
	const planned = meters.filter(({ windowsTotal }) => windowsTotal > 0);
	if (planned.length === 0) return 0;
	const known = sum(planned.map(({ windowsTotal }) => windowsTotal));
	const waiting = meters.filter(
		({ status, windowsTotal }) => status === 'queued' && windowsTotal === 0,
	).length;

	return Math.round(known + (waiting * known) / planned.length);
}

function describeDuration(seconds: number): string {
	if (seconds < 45) return 'less than a minute';
	const minutes = Math.round(seconds / 60);
	if (minutes < 2) return 'about a minute';
	if (minutes < 90) return `about ${minutes} minutes`;

	return `about ${Math.round(minutes / 60)} hours`;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
