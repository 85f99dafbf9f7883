/** The intervals of one channel by the ten thousand, as columns of numbers. Pure. */

/** Intervals in the order of their starts; the three have the same length. */
export interface IntervalSeries {
	/** seconds since 1970 UTC */
	starts: Float64Array;
	/** in seconds */
	durations: Float64Array;
	values: Float64Array;
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
