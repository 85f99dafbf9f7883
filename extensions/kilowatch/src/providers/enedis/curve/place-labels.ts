import { labelDate, labelInstants, labelSeconds } from './label-instants.ts';
import { UnexpectedShape } from '../../http/unexpected-shape.ts';

export interface LabelledPoint {
	/** wall clock at the interval's end, `YYYY-MM-DD HH:MM:SS` */
	label: string;
	stepSeconds: number;
}

export interface PlacedPoint {
	/** interval end, seconds since 1970 UTC */
	endSeconds: number;
	/** whether the pass of autumn's repeated hour was guessed */
	ambiguous: boolean;
}

type Direction = 'ascending' | 'descending' | 'unknown';

/**
 * Puts wall-clock labels without offset on the time line, in the order given.
 *
 * Only autumn's repeated hour needs more than a calendar. There the array's own order tells the two passes of a label
 * apart: the first is summer time, in a descending array the second. Where that order says nothing, or only one of the
 * two is there, the pass is guessed and marked.
 *
 * @throws UnexpectedShape for labels that cannot be, and for a label of the repeated hour that comes three times
 */
export function placeLabels(points: readonly LabelledPoint[], zone: string): PlacedPoint[] {
	const candidates = points.map((point) => labelInstants(point.label, zone));
	const placed = candidates.map(([first, second]): PlacedPoint | undefined =>
		second === undefined ? { endSeconds: first, ambiguous: false } : undefined,
	);
	const changingDates = new Set(
		points.filter((_, index) => !placed[index]).map((point) => labelDate(point.label)),
	);
	for (const date of changingDates) placeChangingDay(date, points, candidates, placed);

	return placed.map((point) => {
		if (!point) throw new UnexpectedShape('unplaced_label', 'Enedis sent points we cannot put in order');
		return point;
	});
}

function placeChangingDay(
	date: string,
	points: readonly LabelledPoint[],
	candidates: readonly ([number] | [number, number])[],
	placed: (PlacedPoint | undefined)[],
): void {
	const day = points
		.map((point, index) => ({ ...point, index }))
		.filter(({ label }) => labelDate(label) === date);
	const direction = directionOf(
		day.filter(({ index }) => placed[index]).map(({ label }) => labelSeconds(label)),
	);
	if (direction === 'descending') day.reverse();
	if (direction === 'unknown') day.sort((one, other) => labelSeconds(one.label) - labelSeconds(other.label));

	const repeated = day.filter(({ index }) => !placed[index]);
	for (const label of new Set(repeated.map((point) => point.label))) {
		const [first, second, third] = repeated.filter((point) => point.label === label);
		if (third) {
			throw new UnexpectedShape('repeated_label', `Enedis sent more than two points dated ${label}`);
		}
		if (!first || !second) continue;
		const [summer, winter] = candidates[first.index] ?? [];
		if (summer === undefined || winter === undefined) continue;
		placed[first.index] = { endSeconds: summer, ambiguous: direction === 'unknown' };
		placed[second.index] = { endSeconds: winter, ambiguous: direction === 'unknown' };
	}

	day.forEach((point, position) => {
		if (placed[point.index]) return;
		const previous = day[position - 1];
		const next = day[position + 1];
		const nextEnd = next && placed[next.index]?.endSeconds;
		placed[point.index] = {
			endSeconds: guessPass({
				candidates: candidates[point.index] ?? [],
				stepSeconds: point.stepSeconds,
				previousEnd: previous && placed[previous.index]?.endSeconds,
				nextStart: next && nextEnd !== undefined ? nextEnd - next.stepSeconds : undefined,
			}),
			ambiguous: true,
		};
	});
}

/** One pass alone: after the previous point, best right after it, else right before the next, else the first pass. */
function guessPass(point: {
	candidates: readonly number[];
	stepSeconds: number;
	previousEnd: number | undefined;
	nextStart: number | undefined;
}): number {
	const { candidates, stepSeconds, previousEnd = -Infinity, nextStart } = point;
	const later = candidates.filter((instant) => instant > previousEnd);
	const possible = later.length > 0 ? later : candidates;
	const guess =
		possible.find((instant) => instant - stepSeconds === previousEnd) ??
		possible.find((instant) => instant === nextStart) ??
		possible[0];
	if (guess === undefined) throw new RangeError('A label has at least one instant');
	return guess;
}

function directionOf(clockSeconds: readonly number[]): Direction {
	const steps = clockSeconds
		.slice(1)
		.map((second, index) => Math.sign(second - (clockSeconds[index] ?? second)));
	const rises = steps.includes(1);
	const falls = steps.includes(-1);
	if (rises === falls) return 'unknown';
	return rises ? 'ascending' : 'descending';
}
