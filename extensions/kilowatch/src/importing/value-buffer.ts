import type { Quality } from '../domain/reading.ts';
import { qualities } from '../domain/reading.ts';
import type { CurvePoint, DailyValue, ValueSink } from '../providers/enedis-file/parse-rows.ts';
import type { FileMetric } from '../providers/enedis-file/quantity.ts';

/** A curve's value as it waits for its turn. */
export interface BufferedPoint {
	stampSeconds: number;
	stepSeconds: number;
	value: number;
	marks: 'start' | 'end';
	isPower: boolean;
	quality: Quality;
}

export interface BufferedSeries {
	metric: FileMetric;
	/** by date */
	totals: Map<string, DailyValue>;
	duplicates: { identical: number; conflicting: number };
	beyondRetention: { points: number; days: Set<number> };
	/** every interval once, oldest first, in pieces that fit in memory together with everything else */
	pieces(): Generator<BufferedPoint[]>;
}

export interface ValueBuffer extends ValueSink {
	series(): BufferedSeries[];
	refused(): { future: number; offGrid: number };
}

interface Bucket {
	length: number;
	stamps: Uint32Array;
	steps: Uint32Array;
	values: Float64Array;
	flags: Uint8Array;
}

const BUCKET_SECONDS = 7 * 86_400;
const FIRST_CAPACITY = 512;
const GROWTH = 1.25;
/** Points that are unpacked at a time. */
const PIECE_POINTS = 2_000;
/** Twice what a week can have by the minute: a fuller bucket has duplicates, which are then taken out. */
const MAX_BUCKET_ROWS = 20_480;

/**
 * Keeps a file's values until the last row is read, so that nothing is stored of a file that turns out to be wrong, and
 * so that its order does not matter. It takes 17 bytes for each interval that retention keeps, however many rows there
 * are: what is older is counted only.
 */
export function createValueBuffer(limits: {
	readingsFromSeconds: number;
	daysFrom: string;
	nowSeconds: number;
}): ValueBuffer {
	const all = new Map<FileMetric, BufferedSeries & { buckets: Map<number, Bucket> }>();
	const refused = { future: 0, offGrid: 0 };

	const seriesOf = (metric: FileMetric) => {
		const kept = all.get(metric);
		if (kept) return kept;
		const buckets = new Map<number, Bucket>();
		const duplicates = { identical: 0, conflicting: 0 };
		const made = {
			metric,
			totals: new Map<string, DailyValue>(),
			duplicates,
			beyondRetention: { points: 0, days: new Set<number>() },
			buckets,
			*pieces() {
				for (const key of [...buckets.keys()].sort((one, other) => one - other)) {
					const bucket = buckets.get(key);
					if (!bucket) continue;
					settle(bucket, duplicates);
					for (let from = 0; from < bucket.length; from += PIECE_POINTS) {
						const length = Math.min(PIECE_POINTS, bucket.length - from);
						yield Array.from({ length }, (_, index) => unpack(bucket, from + index));
					}
				}
			},
		};
		all.set(metric, made);

		return made;
	};

	return {
		point(point: CurvePoint) {
			const { stampSeconds } = point;
			const series = seriesOf(point.metric);
			if (stampSeconds > limits.nowSeconds) refused.future += 1;
			else if (stampSeconds % 60 !== 0) refused.offGrid += 1;
			else if (stampSeconds - (point.marks === 'end' ? 1 : 0) < limits.readingsFromSeconds) {
				series.beyondRetention.points += 1;
				series.beyondRetention.days.add(Math.floor(stampSeconds / 86_400));
			} else {
				const key = Math.floor(stampSeconds / BUCKET_SECONDS);
				const bucket = series.buckets.get(key) ?? emptyBucket();
				series.buckets.set(key, bucket);
				if (bucket.length >= MAX_BUCKET_ROWS) settle(bucket, series.duplicates);
				append(bucket, point);
			}
		},
		total(total: DailyValue) {
			const series = seriesOf(total.metric);
			const start = Date.parse(`${total.date}T00:00:00Z`) / 1000;
			const kept = series.totals.get(total.date);
			if (start > limits.nowSeconds) refused.future += 1;
			else if (total.date < limits.daysFrom) series.beyondRetention.days.add(start / 86_400);
			else {
				if (kept) series.duplicates[kept.value === total.value ? 'identical' : 'conflicting'] += 1;
				series.totals.set(total.date, total);
			}
		},
		series: () => [...all.values()],
		refused: () => refused,
	};
}

function emptyBucket(): Bucket {
	return {
		length: 0,
		stamps: new Uint32Array(FIRST_CAPACITY),
		steps: new Uint32Array(FIRST_CAPACITY),
		values: new Float64Array(FIRST_CAPACITY),
		flags: new Uint8Array(FIRST_CAPACITY),
	};
}

/** Flags of a point in one byte: what its stamp marks, whether it is a power, its quality. */
const MARKS_START = 1;
const IS_POWER = 2;
const QUALITY_SHIFT = 2;

function append(bucket: Bucket, point: CurvePoint): void {
	if (bucket.length === bucket.stamps.length) {
		const capacity = Math.ceil(bucket.length * GROWTH);
		bucket.stamps = grown(bucket.stamps, new Uint32Array(capacity));
		bucket.steps = grown(bucket.steps, new Uint32Array(capacity));
		bucket.values = grown(bucket.values, new Float64Array(capacity));
		bucket.flags = grown(bucket.flags, new Uint8Array(capacity));
	}
	const at = bucket.length;
	bucket.length += 1;
	bucket.stamps[at] = point.stampSeconds;
	bucket.steps[at] = point.stepSeconds;
	bucket.values[at] = point.value;
	bucket.flags[at] =
		(point.marks === 'start' ? MARKS_START : 0) |
		(point.isPower ? IS_POWER : 0) |
		(qualities.indexOf(point.quality) << QUALITY_SHIFT);
}

function grown<Column extends Uint32Array | Float64Array | Uint8Array>(old: Column, larger: Column): Column {
	larger.set(old);

	return larger;
}

function unpack(bucket: Bucket, index: number): BufferedPoint {
	const flags = bucket.flags[index] ?? 0;

	return {
		stampSeconds: bucket.stamps[index] ?? 0,
		stepSeconds: bucket.steps[index] ?? 0,
		value: bucket.values[index] ?? 0,
		marks: flags & MARKS_START ? 'start' : 'end',
		isPower: (flags & IS_POWER) !== 0,
		quality: qualities[flags >> QUALITY_SHIFT] ?? 'raw',
	};
}

/** Sorts a bucket by time and leaves each interval once: the last row of the file counts. */
function settle(bucket: Bucket, duplicates: BufferedSeries['duplicates']): void {
	const { length, stamps, steps, values, flags } = bucket;
	if (isAscending(stamps, length)) return;
	const order = Uint32Array.from({ length }, (_, index) => index).sort(
		(one, other) => (stamps[one] ?? 0) - (stamps[other] ?? 0) || one - other,
	);
	const sorted = {
		stamps: new Uint32Array(length),
		steps: new Uint32Array(length),
		values: new Float64Array(length),
		flags: new Uint8Array(length),
	};
	let kept = 0;
	for (const index of order) {
		const stamp = stamps[index] ?? 0;
		const value = values[index] ?? 0;
		if (kept > 0 && sorted.stamps[kept - 1] === stamp) {
			kept -= 1;
			duplicates[sorted.values[kept] === value ? 'identical' : 'conflicting'] += 1;
		}
		sorted.stamps[kept] = stamp;
		sorted.steps[kept] = steps[index] ?? 0;
		sorted.values[kept] = value;
		sorted.flags[kept] = flags[index] ?? 0;
		kept += 1;
	}
	Object.assign(bucket, sorted, { length: kept });
}

/** Most files are in order, and then there is nothing to do. */
function isAscending(stamps: Uint32Array, length: number): boolean {
	for (let index = 1; index < length; index += 1) {
		if ((stamps[index] ?? 0) <= (stamps[index - 1] ?? 0)) return false;
	}

	return true;
}
