/** A channel's readings by the ten thousand: as stretches of readings that are alike, and packed into one value. Pure. */
import type { IntervalSeries } from './interval-series.ts';
import { qualities, sources, type Quality, type Source } from './reading.ts';

/** Readings of one channel that follow one another without a hole, equally long, of one quality and source. */
export interface ReadingStretch {
	/** the first one's start, whole seconds since 1970 UTC; each next one begins `durationSeconds` later */
	startSeconds: number;
	/** of each of them */
	durationSeconds: number;
	quality: Quality;
	source: Source;
	values: Float64Array;
}

/** Numbers that a packed stretch has before its values: start, duration, count, and quality and source in one. */
const HEADER = 4;

/**
 * Packs stretches into bytes: how many there are, each one's header, then all values. A curve without holes is little more
 * than its values.
 */
export function packStretches(stretches: readonly ReadingStretch[]): Uint8Array {
	const valuesAt = 1 + stretches.length * HEADER;
	const numbers = new Float64Array(valuesAt + countReadings(stretches));
	numbers[0] = stretches.length;
	let at = valuesAt;
	stretches.forEach(({ startSeconds, durationSeconds, quality, source, values }, index) => {
		const origin = qualities.indexOf(quality) * sources.length + sources.indexOf(source);
		numbers.set([startSeconds, durationSeconds, values.length, origin], 1 + index * HEADER);
		numbers.set(values, at);
		at += values.length;
	});

	return new Uint8Array(numbers.buffer);
}

/**
 * @param bytes as {@link packStretches} has made them
 * @throws RangeError when they are not
 */
export function unpackStretches(bytes: Uint8Array): ReadingStretch[] {
	// A copy: the bytes may begin where no number may, and a Buffer's `slice` is none.
	const numbers = new Float64Array(new Uint8Array(bytes).buffer);
	const stretches: ReadingStretch[] = [];
	const headersEnd = 1 + (numbers[0] ?? NaN) * HEADER;
	let at = headersEnd;
	for (let header = 1; header < headersEnd && header < numbers.length; header += HEADER) {
		const [startSeconds = NaN, durationSeconds = NaN, count = NaN, origin = NaN] = numbers.subarray(
			header,
			header + HEADER,
		);
		const quality = qualities[Math.floor(origin / sources.length)];
		const source = sources[origin % sources.length];
		if (quality === undefined || source === undefined) break;
		stretches.push({
			startSeconds,
			durationSeconds,
			quality,
			source,
			values: numbers.subarray(at, at + count),
		});
		at += count;
	}
	if (at !== numbers.length || stretches.length !== numbers[0]) {
		throw new RangeError('These bytes are no packed readings');
	}

	return stretches;
}

/** The readings that begin in a span; of the same values, without copying. */
export function stretchesWithin(
	stretches: readonly ReadingStretch[],
	fromSeconds: number,
	toSeconds: number,
): ReadingStretch[] {
	const within: ReadingStretch[] = [];
	for (const stretch of stretches) {
		const { startSeconds, durationSeconds, values } = stretch;
		// The first one that begins at or after a moment.
		const placeOf = (seconds: number) =>
			Math.min(values.length, Math.max(0, Math.ceil((seconds - startSeconds) / durationSeconds)));
		const first = placeOf(fromSeconds);
		const end = placeOf(toSeconds);
		if (first >= end) continue;
		within.push({
			...stretch,
			startSeconds: startSeconds + first * durationSeconds,
			values: values.subarray(first, end),
		});
	}

	return within;
}

export function countReadings(stretches: readonly ReadingStretch[]): number {
	return stretches.reduce((sum, { values }) => sum + values.length, 0);
}

/** The same as intervals, where it does not matter what is said of the values. */
export function intervalsOf(stretches: readonly ReadingStretch[]): IntervalSeries {
	const length = countReadings(stretches);
	const series = {
		starts: new Float64Array(length),
		durations: new Float64Array(length),
		values: new Float64Array(length),
	};
	let at = 0;
	for (const { startSeconds, durationSeconds, values } of stretches) {
		series.values.set(values, at);
		series.durations.fill(durationSeconds, at, at + values.length);
		for (let start = startSeconds, end = at + values.length; at < end; at += 1, start += durationSeconds) {
			series.starts[at] = start;
		}
	}

	return series;
}
