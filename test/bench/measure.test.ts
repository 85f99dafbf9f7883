import { expect, test } from 'vitest';
import { Interrupted, measure, type MeasureOptions } from './measure.ts';

/** A clock that only the measured ways move. */
function setUp(options: Partial<MeasureOptions> = {}) {
	let nowMs = 0;
	const calls: string[] = [];
	const way = (name: string, durationMs: (round: number) => number, answer: (round: number) => unknown) => {
		return (round: number) => {
			calls.push(`${name}${round}`);
			nowMs += durationMs(round);

			return Promise.resolve(answer(round));
		};
	};

	return {
		calls,
		way,
		options: {
			warmUps: 1,
			rounds: 4,
			limitMs: Infinity,
			clock: () => nowMs,
			isStopping: () => false,
			...options,
		},
	};
}

test('each round begins with another way, and warm-ups do not count', async () => {
	const { calls, way, options } = setUp();
	const timings = await measure(
		{
			a: way('a', (round) => (round === 0 ? 1000 : round), String),
			b: way('b', () => 10, String),
		},
		options,
	);

	expect(calls).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2', 'b3', 'a3', 'a4', 'b4']);
	expect(timings.a.rounds).toBe(4);
	expect(timings.a.medianMs).toBe(2.5);
	expect(timings.a.p95Ms).toBeCloseTo(3.85, 9);
	expect(timings.b).toEqual({ rounds: 4, medianMs: 10, p95Ms: 10 });
});

test('a limit ends it, not before there are three rounds', async () => {
	const { way, options } = setUp({ rounds: 100, limitMs: 1 });
	const timings = await measure({ a: way('a', () => 10, String), b: way('b', () => 10, String) }, options);

	expect(timings.a.rounds).toBe(3);
});

test('ways that disagree are no comparison', async () => {
	const { way, options } = setUp();
	const measuring = measure(
		{
			sql: way('sql', () => 1, String),
			items: way(
				'items',
				() => 1,
				(round) => String(Math.min(round, 2)),
			),
		},
		options,
	);

	await expect(measuring).rejects.toThrow('items and sql disagree: "2" and "3"');
});

test('it can be stopped between two ways', async () => {
	const calls: string[] = [];
	const { options } = setUp({ isStopping: () => calls.length === 3 });
	const way = () => Promise.resolve(calls.push('called') > 0);

	await expect(measure({ a: way, b: way }, options)).rejects.toThrow(Interrupted);
	expect(calls).toHaveLength(3);
});
