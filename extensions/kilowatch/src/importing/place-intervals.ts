import type { Reading } from '../domain/reading.ts';
import type { BufferedPoint } from './value-buffer.ts';

/** Steps in which meters measure: every one that divides the hour by whole minutes. */
const isStep = (seconds: number) =>
	seconds >= 60 && seconds <= 3_600 && 3_600 % seconds === 0 && seconds % 60 === 0;

/** Enedis' own, where a lone point says nothing of its step. */
const USUAL_STEP_SECONDS = 1_800;

/**
 * Turns stamped values, oldest first, into readings of intervals. A step that the file does not say is the distance to
 * the neighbour, unless that is the hole of a value that is not there: a hole is told by a step that is longer than the
 * one before and not the next one's as well.
 */
export function* placeIntervals(pieces: Iterable<readonly BufferedPoint[]>): Generator<Reading> {
	let before: BufferedPoint | undefined;
	let waiting: BufferedPoint | undefined;
	let stepBefore = 0;

	for (const piece of pieces) {
		if (!waiting) stepBefore = usualStep(piece);
		for (const point of piece) {
			if (waiting) {
				const reading = readingOf(waiting, before, point, stepBefore);
				stepBefore = reading.durationSeconds;
				yield reading;
				before = waiting;
			}
			waiting = point;
		}
	}
	if (waiting) yield readingOf(waiting, before, undefined, stepBefore);
}

function readingOf(
	point: BufferedPoint,
	before: BufferedPoint | undefined,
	after: BufferedPoint | undefined,
	stepBefore: number,
): Reading {
	const toBefore = before ? point.stampSeconds - before.stampSeconds : Infinity;
	const toAfter = after ? after.stampSeconds - point.stampSeconds : Infinity;
	const [own, other] = point.marks === 'end' ? [toBefore, toAfter] : [toAfter, toBefore];
	const durationSeconds =
		point.stepSeconds > 0 ? Math.min(point.stepSeconds, own) : stepFrom(own, other, stepBefore);

	return {
		startSeconds: point.marks === 'end' ? point.stampSeconds - durationSeconds : point.stampSeconds,
		durationSeconds,
		value: point.isPower ? (point.value * durationSeconds) / 3_600 : point.value,
		quality: point.quality,
	};
}

function stepFrom(own: number, other: number, stepBefore: number): number {
	if (isStep(own) && (own === other || own <= stepBefore)) return own;
	if (isStep(other) && other <= stepBefore) return other;

	return stepBefore;
}

/** The most frequent distance, so that a hole right after the first point is none of its steps. */
function usualStep(points: readonly BufferedPoint[]): number {
	const counts = new Map<number, number>();
	for (const [index, { stampSeconds }] of points.entries()) {
		const distance = stampSeconds - (points[index - 1]?.stampSeconds ?? stampSeconds);
		if (isStep(distance)) counts.set(distance, (counts.get(distance) ?? 0) + 1);
	}
	const [usual] = [...counts].sort(([, one], [, other]) => other - one);

	return usual?.[0] ?? USUAL_STEP_SECONDS;
}
