import type { Quality } from '../../domain/reading.ts';

/** The points of an answer of either generation, unsorted, after all that can be checked without knowing the time. */
export interface MeasuredPoints {
	points: MeasuredPoint[];
	quality: Quality;
}

export interface MeasuredPoint {
	/** a number as text; null is a hole, not zero */
	v: string | null;
	/** a day's date; of a curve the wall clock at the interval's end, of a maximum that of its moment */
	d: string;
	/** the step of a curve's interval, as an ISO 8601 duration or in seconds */
	p?: string | null | undefined;
}
