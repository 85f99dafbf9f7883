import { sources, type Reading, type Source } from './reading.ts';

/** A reading that is stored already. */
export interface KeptReading extends Reading {
	source: Source;
}

/** What is to be done so that new readings stand beside the kept ones without any energy counted twice. */
export interface Merge {
	/** readings that are new or change what is kept; those that would change nothing are not in it */
	write: Reading[];
	/** starts of kept intervals that new ones of another step take the place of */
	removeStarts: number[];
}

/**
 * Merges new readings of a channel with the kept ones around them. A less trusted source neither overwrites a better one
 * nor is put across it.
 *
 * @param kept every kept reading that may overlap a new one, in any order
 * @param fresh readings of one source, in any order
 */
export function mergeReadings(
	kept: readonly KeptReading[],
	fresh: readonly Reading[],
	source: Source,
): Merge {
	if (kept.length === 0) return { write: [...fresh], removeStarts: [] };

	const keptByStart = kept.toSorted(byStart);
	const write: Reading[] = [];
	const removeStarts = new Set<number>();
	let first = 0;

	for (const reading of fresh.toSorted(byStart)) {
		while (first < keptByStart.length && endOf(keptByStart[first]) <= reading.startSeconds) first += 1;
		const overlapped: KeptReading[] = [];
		for (let index = first; index < keptByStart.length; index += 1) {
			const other = keptByStart[index];
			if (other === undefined || other.startSeconds >= endOf(reading)) break;
			if (endOf(other) > reading.startSeconds) overlapped.push(other);
		}
		if (overlapped.some((other) => sources.indexOf(other.source) < sources.indexOf(source))) continue;

		const same = overlapped.find((other) => other.startSeconds === reading.startSeconds);
		if (same === undefined || isChanged(same, reading, source)) write.push(reading);
		for (const other of overlapped) if (other !== same) removeStarts.add(other.startSeconds);
	}

	// A row that is written anew needs no removal.
	for (const { startSeconds } of write) removeStarts.delete(startSeconds);

	return { write, removeStarts: [...removeStarts] };
}

function byStart(a: Reading, b: Reading): number {
	return a.startSeconds - b.startSeconds;
}

function endOf(reading: Reading | undefined): number {
	return reading === undefined ? Infinity : reading.startSeconds + reading.durationSeconds;
}

function isChanged(kept: KeptReading, reading: Reading, source: Source): boolean {
	return (
		kept.value !== reading.value ||
		kept.durationSeconds !== reading.durationSeconds ||
		kept.quality !== reading.quality ||
		kept.source !== source
	);
}
