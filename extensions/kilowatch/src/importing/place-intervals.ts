import { stepFrom, usualStep } from '../domain/interval-step.ts';
import type { Reading } from '../domain/reading.ts';
import type { BufferedPoint } from './value-buffer.ts';

/** Enedis' own, where a lone point says nothing of its step. */
const USUAL_STEP_SECONDS = 1_800;

/**
 * Turns stamped values, oldest first, into readings of intervals. A step that the file does not say is found from the
 * neighbours.
 */
export function* placeIntervals(pieces: Iterable<readonly BufferedPoint[]>): Generator<Reading> {
	let before: BufferedPoint | undefined;
	let waiting: BufferedPoint | undefined;
	let stepBefore = 0;

	for (const piece of pieces) {
		if (!waiting) stepBefore = usualStep(piece.map(({ stampSeconds }) => stampSeconds)) ?? USUAL_STEP_SECONDS;
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
