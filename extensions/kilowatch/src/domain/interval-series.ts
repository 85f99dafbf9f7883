/** The intervals of one channel by the ten thousand: as columns of numbers, and packed into one value. Pure. */

/** Intervals in the order of their starts; the three have the same length. */
export interface IntervalSeries {
	/** seconds since 1970 UTC */
	starts: Float64Array;
	/** in seconds */
	durations: Float64Array;
	values: Float64Array;
}

export const emptySeries: IntervalSeries = {
	starts: new Float64Array(0),
	durations: new Float64Array(0),
	values: new Float64Array(0),
};

/**
 * Packs a series into bytes: how many stretches it has, each stretch as first start, step and count, then all values. A stretch
 * is intervals of one length that follow one another, so a curve without holes is little more than its values.
 */
export function packSeries({ starts, durations, values }: IntervalSeries): Uint8Array {
	const stretches: number[] = [];
	let expected = NaN;
	let step = NaN;
	for (let index = 0; index < starts.length; index += 1) {
		const start = starts[index] ?? NaN;
		const duration = durations[index] ?? NaN;
		if (start !== expected || duration !== step) {
			stretches.push(start, duration, 0);
			step = duration;
		}
		stretches[stretches.length - 1] = (stretches.at(-1) ?? 0) + 1;
		expected = start + duration;
	}
	const numbers = new Float64Array(1 + stretches.length + values.length);
	numbers[0] = stretches.length / 3;
	numbers.set(stretches, 1);
	numbers.set(values, 1 + stretches.length);

	return new Uint8Array(numbers.buffer);
}

/**
 * @param bytes as {@link packSeries} has made them
 * @throws RangeError when they are not
 */
export function unpackSeries(bytes: Uint8Array): IntervalSeries {
	// A copy: the bytes may begin where no number may, and a Buffer's `slice` is none.
	const numbers = new Float64Array(new Uint8Array(bytes).buffer);
	const valuesAt = 1 + (numbers[0] ?? NaN) * 3;
	let count = 0;
	for (let at = 3; at < valuesAt && at < numbers.length; at += 3) count += numbers[at] ?? NaN;
	if (valuesAt + count !== numbers.length) throw new RangeError('These bytes are no packed series');
	const values = numbers.subarray(valuesAt);
	const starts = new Float64Array(values.length);
	const durations = new Float64Array(values.length);
	let index = 0;
	for (let at = 1; at < valuesAt; at += 3) {
		const first = numbers[at] ?? NaN;
		const step = numbers[at + 1] ?? NaN;
		const end = index + (numbers[at + 2] ?? 0);
		durations.fill(step, index, end);
		for (let start = first; index < end; index += 1, start += step) starts[index] = start;
	}

	return { starts, durations, values };
}

/** The intervals that begin in a span; of `series`, without copying. */
export function withinSpan(
	{ starts, durations, values }: IntervalSeries,
	fromSeconds: number,
	toSeconds: number,
): IntervalSeries {
	const from = firstAtLeast(starts, fromSeconds);
	const to = firstAtLeast(starts, toSeconds);

	return {
		starts: starts.subarray(from, to),
		durations: durations.subarray(from, to),
		values: values.subarray(from, to),
	};
}

/** Series of one channel that follow one another, as one. */
export function joinSeries(parts: readonly IntervalSeries[]): IntervalSeries {
	const [only] = parts;
	if (only !== undefined && parts.length === 1) return only;
	const length = parts.reduce((sum, { starts }) => sum + starts.length, 0);
	const joined = {
		starts: new Float64Array(length),
		durations: new Float64Array(length),
		values: new Float64Array(length),
	};
	let at = 0;
	for (const { starts, durations, values } of parts) {
		joined.starts.set(starts, at);
		joined.durations.set(durations, at);
		joined.values.set(values, at);
		at += starts.length;
	}

	return joined;
}

/** Intervals that two series have both, with one and the same length, and their sums. */
export function addSeries(one: IntervalSeries, other: IntervalSeries): IntervalSeries {
	const length = Math.min(one.starts.length, other.starts.length);
	const sum = {
		starts: new Float64Array(length),
		durations: new Float64Array(length),
		values: new Float64Array(length),
	};
	let count = 0;
	for (let left = 0, right = 0; left < one.starts.length && right < other.starts.length;) {
		const start = one.starts[left] ?? NaN;
		const otherStart = other.starts[right] ?? NaN;
		if (start < otherStart) left += 1;
		else if (otherStart < start) right += 1;
		else {
			const duration = one.durations[left] ?? NaN;
			if (duration === other.durations[right]) {
				sum.starts[count] = start;
				sum.durations[count] = duration;
				sum.values[count] = (one.values[left] ?? NaN) + (other.values[right] ?? NaN);
				count += 1;
			}
			left += 1;
			right += 1;
		}
	}

	return {
		starts: sum.starts.subarray(0, count),
		durations: sum.durations.subarray(0, count),
		values: sum.values.subarray(0, count),
	};
}

/** The first place whose value is not below a limit, in an ascending column. */
function firstAtLeast(column: Float64Array, limit: number): number {
	let low = 0;
	let high = column.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((column[middle] ?? NaN) < limit) low = middle + 1;
		else high = middle;
	}

	return low;
}
