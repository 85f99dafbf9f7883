/** Where a progress is shown: a terminal, or a file that a scheduler reads later. */
export interface ProgressOutput {
	write(text: string): unknown;
	isTTY?: boolean;
	columns?: number;
}

export interface Progress {
	/** how much is done, from 0 to 1 */
	share: number;
	/** what else is known of it: `3 of 7 meters · 412 rows` */
	facts: string;
}

/** How far a long work is: on a terminal one line that is drawn again, elsewhere a line every few seconds. */
export interface ProgressLine {
	show(progress: Progress): void;
	/** a line beside the progress */
	say(line: string): void;
	/** leaves the last state to be read */
	end(): void;
}

const REDRAW_MS = 100;
const LINE_MS = 5_000;
const BAR_WIDTH = 20;
const USUAL_COLUMNS = 80;
/** Before that much was seen, a speed would be a guess. */
const MIN_SEEN_MS = 3_000;
/** Back to the line's beginning, and the line emptied. */
const CLEAR_LINE = '\r\u001B[2K';

/** @param now in milliseconds; only differences count */
export function createProgressLine(output: ProgressOutput, now: () => number): ProgressLine {
	const isTerminal = output.isTTY === true;
	const pauseMs = isTerminal ? REDRAW_MS : LINE_MS;
	let first: { atMs: number; share: number } | undefined;
	let writtenMs = now() - (isTerminal ? pauseMs : 0);
	/** what was not yet written for its turn had not come */
	let pending: string | undefined;
	let drawn = '';

	const write = (line: string) => {
		drawn = line;
		output.write(isTerminal ? `${CLEAR_LINE}${line}` : `${line}\n`);
		pending = undefined;
		writtenMs = now();
	};

	return {
		show({ share, facts }) {
			first ??= { atMs: now(), share };
			const left = secondsLeft(share - first.share, 1 - share, now() - first.atMs);
			const line = [
				`${bar(share)} ${Math.floor(100 * share)} %`,
				facts,
				...(left === undefined ? [] : [`${durationText(left)} left`]),
			].join(' · ');
			pending = isTerminal ? line.slice(0, (output.columns ?? USUAL_COLUMNS) - 1) : line;
			if (now() - writtenMs >= pauseMs) write(pending);
		},
		say(line) {
			output.write(isTerminal ? `${CLEAR_LINE}${line}\n${drawn}` : `${line}\n`);
		},
		end() {
			if (pending !== undefined && pending !== drawn) write(pending);
			if (isTerminal && drawn !== '') output.write('\n');
		},
	};
}

/** What the rest takes at the speed that was seen; `undefined` while too little was. */
function secondsLeft(doneSince: number, rest: number, seenMs: number): number | undefined {
	if (seenMs < MIN_SEEN_MS || doneSince <= 0 || rest <= 0) return undefined;

	return (rest * seenMs) / doneSince / 1000;
}

function bar(share: number): string {
	const full = Math.floor(BAR_WIDTH * share);

	return `[${'#'.repeat(full)}${'-'.repeat(BAR_WIDTH - full)}]`;
}

/** A time as roughly as it is known: `about 3 minutes`, never to the second. */
export function durationText(seconds: number): string {
	if (seconds < 45) return 'less than a minute';
	const minutes = Math.max(1, Math.round(seconds / 60));
	if (minutes < 90) return `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;

	return `about ${Math.round(minutes / 60)} hours`;
}
