import { describe, expect, test } from 'vitest';
import { readEvaluationOptions } from './options.ts';

describe('readEvaluationOptions', () => {
	test('reads each task', () => {
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
		expect(readEvaluationOptions(['--forecast', 'in.csv', '--out', 'out.jsonl'])).toEqual({
			task: 'forecast',
			file: 'in.csv',
			out: 'out.jsonl',
			country: undefined,
		});
		expect(readEvaluationOptions(['--score-forecasts', 'in.csv'])).toEqual({
			task: 'score-forecasts',
			file: 'in.csv',
			tuned: ['Cockatoo', 'Fox'],
			country: undefined,
		});
		expect(readEvaluationOptions(['--help'])).toEqual({ task: 'help' });
	});

	test.each([
		[[], 'Give a file'],
		[['--alerts', 'a', '--score', 'b'], 'Give a file'],
		[['--alerts', 'a'], '--alerts needs --out'],
		[['--forecast', 'a'], '--forecast needs --out'],
		[['--score', 'a', '--out', 'b'], '--out belongs to --alerts'],
		[['--score', 'a', '--seeds', 'x'], 'whole numbers'],
		[['--scores', 'a'], "Unknown option '--scores'"],
	])('refuses %j', (given, sentence) => {
		expect(() => readEvaluationOptions(given)).toThrow(sentence);
	});
});
