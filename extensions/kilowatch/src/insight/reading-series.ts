import type { ReadingStretch } from '../domain/reading-stretches.ts';
import type { Quality, Source } from '../domain/reading.ts';

/** A reading as it is stored; instants and lengths in seconds. */
export interface RawRow {
	channel: number;
	start: number;
	duration: number;
	value: number;
	quality: Quality;
	source: Source;
}

/** Readings of a channel that follow one another without a hole, equally long, of one quality and source. */
export interface AlikeReadings extends Omit<RawRow, 'value'> {
	/** the first one's, and so on */
	values: number[];
}

/** The first readings of a channel's stretches, a row each. */
export function rowsOf(channel: number, stretches: readonly ReadingStretch[], limit: number): RawRow[] {
	const rows: RawRow[] = [];
	for (const { startSeconds, durationSeconds, values, quality, source } of stretches) {
		for (let place = 0; place < values.length && rows.length < limit; place += 1) {
			const start = startSeconds + place * durationSeconds;
			rows.push({ channel, start, duration: durationSeconds, value: values[place] ?? NaN, quality, source });
		}
	}

	return rows;
}

/**
 * Puts readings together into stretches: a curve of half-hours is one, whatever its length, unless something in it is different.
 *
 * @param rows by instant, those of several channels mixed
 * @returns by their first instant, then channel, as the rows were
 */
export function seriesOf(rows: readonly RawRow[]): AlikeReadings[] {
	const all: AlikeReadings[] = [];
	const latest = new Map<number, { stretch: AlikeReadings; end: number }>();
	for (const row of rows) {
		const before = latest.get(row.channel);
		const end = row.start + row.duration;
		if (before?.end === row.start && isAlike(before.stretch, row)) {
			before.stretch.values.push(row.value);
			before.end = end;
			continue;
		}
		const { value, ...alike } = row;
		const stretch = { ...alike, values: [value] };
		all.push(stretch);
		latest.set(row.channel, { stretch, end });
	}

	return all;
}

function isAlike(one: Omit<AlikeReadings, 'values'>, other: Omit<AlikeReadings, 'values'>): boolean {
	return one.duration === other.duration && one.quality === other.quality && one.source === other.source;
}
