import { Duration } from 'luxon';
import { isStep, stepFrom, usualStep } from '../../../domain/interval-step.ts';
import { labelSeconds } from './label-instants.ts';
import { UnexpectedShape } from '../../http/unexpected-shape.ts';

interface DatedPoint {
	/** `YYYY-MM-DD HH:MM:SS` */
	d: string;
	/** ISO 8601 duration or seconds, where the operator sends one */
	p?: string | null | undefined;
}

/**
 * The step of each point in seconds: its own, else what its neighbours say. A point after a hole has the step of those
 * before the hole, not the hole's length.
 *
 * @throws UnexpectedShape where neither gives a whole part of an hour: a wrong step would be a wrong energy
 */
export function pointSteps(points: readonly DatedPoint[]): number[] {
	const declaredStep = createDurations();
	const declared = new Map<number, number>();
	for (const { d, p } of points) if (p != null) declared.set(labelSeconds(d), declaredStep(p));
	const observed = declared.size < points.length ? observedSteps(points, declared) : declared;

	return points.map(({ d, p }) => {
		const stepSeconds = p == null ? (observed.get(labelSeconds(d)) ?? Number.NaN) : declaredStep(p);
		if (!isStep(stepSeconds)) {
			throw new UnexpectedShape('unknown_step', `Enedis sent a point at ${d} whose step is not known`);
		}

		return stepSeconds;
	});
}

/** Steps by label, from the distances between labels; a step that is declared is taken as it is. */
function observedSteps(
	points: readonly DatedPoint[],
	declared: ReadonlyMap<number, number>,
): Map<number, number> {
	const clock = [...new Set(points.map((point) => labelSeconds(point.d)))].sort((one, other) => one - other);
	const steps = new Map<number, number>();
	let stepBefore = usualStep(clock) ?? Number.NaN;
	for (const [index, second] of clock.entries()) {
		const own = second - (clock[index - 1] ?? -Infinity);
		const other = (clock[index + 1] ?? Infinity) - second;
		stepBefore = declared.get(second) ?? stepFrom(own, other, stepBefore);
		steps.set(second, stepBefore);
	}

	return steps;
}

/** Reads each duration once: an answer says the same one of hundreds of points. */
function createDurations(): (text: string) => number {
	const read = new Map<string, number>();

	return (text) => {
		const seconds = read.get(text) ?? durationSeconds(text);
		read.set(text, seconds);

		return seconds;
	};
}

/** An ISO 8601 duration, `PT1H` as well as `PT60M`; older answers write the seconds alone. */
function durationSeconds(text: string): number {
	if (/^\d+$/.test(text)) return Number(text);
	const duration = Duration.fromISO(text);
	return duration.isValid ? duration.as('seconds') : Number.NaN;
}
