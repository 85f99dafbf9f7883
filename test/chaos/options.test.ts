import { expect, test } from 'vitest';
import { UsageError } from '../../scripts/start/options.ts';
import { readChaosOptions } from './options.ts';
import { pickFrom } from '../support/random.ts';

test('by default twenty kills among four processes', () => {
	expect(readChaosOptions([])).toEqual({ help: false, kills: 20, processes: 4, seed: 1 });
});

test('flags set them', () => {
	expect(readChaosOptions(['--kills=3', '--processes', '2', '--seed', '0'])).toEqual({
		help: false,
		kills: 3,
		processes: 2,
		seed: 0,
	});
});

test.each([
	[['--kills', '0'], '--kills is a whole number from 1 to 100, not "0".'],
	[['--processes', '1'], '--processes is a whole number from 2 to 16, not "1".'],
	[['--seed', 'x'], '--seed is a whole number from 0 to 4294967295, not "x".'],
	[['--kill', '3'], /Unknown option '--kill'/],
])('%j is refused with a sentence', (flags, sentence) => {
	expect(() => readChaosOptions(flags)).toThrow(UsageError);
	expect(() => readChaosOptions(flags)).toThrow(sentence);
});

test('a seed picks the same, another one something else, and all of the range', () => {
	const picks = (seed: number) => Array.from({ length: 50 }, pickFrom(seed).bind(undefined, 4));

	expect(picks(3)).toEqual(picks(3));
	expect(picks(3)).not.toEqual(picks(4));
	expect(new Set(picks(3))).toEqual(new Set([0, 1, 2, 3]));
});
