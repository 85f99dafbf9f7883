import { describe, expect, test } from 'vitest';
import { readEvaluationOptions } from './options.ts';

describe('readEvaluationOptions', () => {
	test('reads both tasks', () => {
		expect(readEvaluationOptions(['--alerts', 'in.csv', '--out', 'out.jsonl', '--country', 'FR'])).toEqual({
			task: 'alerts',
			file: 'in.csv',
			out: 'out.jsonl',
			country: 'FR',
		});
		expect(readEvaluationOptions(['--score', 'in.csv', '--seeds', '7,8', '--tuned', 'A'])).toEqual({
			task: 'score',
			file: 'in.csv',
			seeds: [7, 8],
			tuned: ['A'],
			country: undefined,
		});
		expect(readEvaluationOptions(['--help'])).toEqual({ task: 'help' });
	});

	test.each([
		[[], 'Give a file'],
		[['--alerts', 'a', '--score', 'b'], 'Give a file'],
		[['--alerts', 'a'], '--alerts needs --out'],
		[['--score', 'a', '--out', 'b'], '--out belongs to --alerts'],
		[['--score', 'a', '--seeds', 'x'], 'whole numbers'],
		[['--scores', 'a'], "Unknown option '--scores'"],
	])('refuses %j', (given, sentence) => {
		expect(() => readEvaluationOptions(given)).toThrow(sentence);
	});
});
