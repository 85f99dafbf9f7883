import { Duration } from 'luxon';
import { labelSeconds } from './label-instants.ts';
import { UnexpectedShape } from '../unexpected-shape.ts';

interface DatedPoint {
	/** `YYYY-MM-DD HH:MM:SS` */
	d: string;
	/** ISO 8601 duration or seconds, where the operator sends one */
	p?: string | null | undefined;
}

/**
 * The step of each point in seconds: its own, else the distance to its nearest neighbour.
 *
 * @throws UnexpectedShape where neither gives a whole part of an hour: a wrong step would be a wrong energy
 */
export function pointSteps(points: readonly DatedPoint[]): number[] {
	const clock = [...new Set(points.map((point) => labelSeconds(point.d)))].sort((one, other) => one - other);
	const position = new Map(clock.map((second, index) => [second, index]));

	return points.map((point) => {
		const stepSeconds = point.p == null ? observedStep(labelSeconds(point.d)) : declaredStep(point.p);
		if (!Number.isInteger(stepSeconds) || stepSeconds < 60 || 3600 % stepSeconds !== 0) {
			throw new UnexpectedShape('unknown_step', `Enedis sent a point at ${point.d} whose step is not known`);
		}
		return stepSeconds;
	});

	function observedStep(second: number): number {
		const index = position.get(second) ?? 0;
		return Math.min(second - (clock[index - 1] ?? -Infinity), (clock[index + 1] ?? Infinity) - second);
	}
}

/** An ISO 8601 duration, `PT1H` as well as `PT60M`; older answers write the seconds alone. */
function declaredStep(text: string): number {
	if (/^\d+$/.test(text)) return Number(text);
	const duration = Duration.fromISO(text);
	return duration.isValid ? duration.as('seconds') : Number.NaN;
}
