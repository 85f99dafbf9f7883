/** A reading before it is stored: a channel's value over one interval. */
export interface Reading {
	/** interval start, whole seconds since 1970 UTC */
	startSeconds: number;
	/** length of the interval in seconds */
	durationSeconds: number;
	/** in the unit of the channel's metric (`domain/metrics.ts`) */
	value: number;
	quality: Quality;
}

/** An operator's own total over one local day. */
export interface DayTotal {
	/** local date, `YYYY-MM-DD` */
	date: string;
	/** in the unit of the channel's metric */
	value: number;
	/** of a maximum: the moment at which it was reached, whole seconds since 1970 UTC */
	peakSeconds?: number;
}

/** What the source says of a value; new ones go to the end, for their places are stored. `ambiguous`: one pass of autumn's repeated hour was missing, so the other was guessed. */
export const qualities = ['raw', 'corrected', 'estimated', 'validated', 'ambiguous'] as const;

export type Quality = (typeof qualities)[number];

/** Where a value came from; an earlier one in this list is never overwritten by a later one. Their places are stored, too. */
export const sources = ['operator', 'file', 'push'] as const;

export type Source = (typeof sources)[number];
