import { isDeepStrictEqual } from 'node:util';
import { summarize, type Timing } from './statistics.ts';

/** One way to do a thing; gives what all ways must agree on, so that a wrong answer is never a quick one. */
export type Way = (round: number) => Promise<unknown>;

export interface MeasureOptions {
	/** rounds before the measured ones */
	warmUps: number;
	rounds: number;
	/** no further round is begun after it, once there are enough for a median */
	limitMs: number;
	/** milliseconds of a clock that never goes back */
	clock: () => number;
	/** told after each way whether to go on */
	isStopping: () => boolean;
}

const FEWEST_ROUNDS = 3;

/** The measuring was ended from outside; nothing was found out. */
export class Interrupted extends Error {
	override readonly name = 'Interrupted';
}

/**
 * Does the same thing in several ways, side by side: each round does all of them, and each round begins with another one, so
 * that whatever else the machine does meets all alike.
 *
 * @throws Error when two ways of one round disagree
 */
export async function measure<Name extends string>(
	ways: Readonly<Record<Name, Way>>,
	{ warmUps, rounds, limitMs, clock, isStopping }: MeasureOptions,
): Promise<Record<Name, Timing>> {
	const names = Object.keys(ways) as Name[];
	const durations = new Map(names.map((name): [Name, number[]] => [name, []]));
	const endAt = clock() + limitMs;

	for (let round = 0; round < warmUps + rounds; round += 1) {
		const measured = round - warmUps;
		if (measured >= FEWEST_ROUNDS && clock() > endAt) break;
		const answers = new Map<Name, unknown>();
		const first = round % names.length;
		for (const name of [...names.slice(first), ...names.slice(0, first)]) {
			if (isStopping()) throw new Interrupted('Interrupted');
			const startedAt = clock();
			answers.set(name, await ways[name](round));
			if (measured >= 0) durations.get(name)?.push(clock() - startedAt);
		}
		checkAgreement(answers);
	}

	return Object.fromEntries(names.map((name) => [name, summarize(durations.get(name) ?? [])])) as Record<
		Name,
		Timing
	>;
}

function checkAgreement(answers: ReadonlyMap<string, unknown>): void {
	const [[firstName, firstAnswer] = ['', undefined], ...others] = answers;
	for (const [name, answer] of others) {
		if (!isDeepStrictEqual(answer, firstAnswer)) {
			throw new Error(
				`${firstName} and ${name} disagree: ${JSON.stringify(firstAnswer)} and ${JSON.stringify(answer)}`,
			);
		}
	}
}
