/** Whether a meter measures in such a step: every one that divides the hour by whole minutes. */
export function isStep(seconds: number): boolean {
	return seconds >= 60 && seconds <= 3_600 && 3_600 % seconds === 0 && seconds % 60 === 0;
}

/**
 * The step of a point that does not say it: the distance to its neighbour, unless that is the hole of a value that is
 * not there. A hole is told by a distance that is longer than the step before and is not the next one's as well.
 *
 * @param own distance to the neighbour on the side of its interval, in seconds
 * @param other distance to the neighbour on the other side
 * @param stepBefore step of the point before it
 */
export function stepFrom(own: number, other: number, stepBefore: number): number {
	if (isStep(own) && (own === other || own <= stepBefore)) return own;
	if (isStep(other) && other <= stepBefore) return other;

	return stepBefore;
}

/**
 * The most frequent distance between neighbours that can be a step, so that a hole right after the first point is none.
 *
 * @param ascendingSeconds moments in order
 * @returns `undefined` where no distance can be a step
 */
export function usualStep(ascendingSeconds: readonly number[]): number | undefined {
	const counts = new Map<number, number>();
	for (const [index, seconds] of ascendingSeconds.entries()) {
		const distance = seconds - (ascendingSeconds[index - 1] ?? seconds);
		if (isStep(distance)) counts.set(distance, (counts.get(distance) ?? 0) + 1);
	}
	const [usual] = [...counts].sort(([, one], [, other]) => other - one);

	return usual?.[0];
}
