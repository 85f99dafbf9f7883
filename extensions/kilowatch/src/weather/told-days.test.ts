import { expect, test } from 'vitest';
import { judgeDays, readToldDays } from './told-days.ts';

const kept = { from: '2024-01-01', to: '2026-11-25' };
const bytes = (text: string) => new TextEncoder().encode(text);

test('a file with semicolons and decimal commas', () => {
	const told = readToldDays(bytes('date;mean;min;max\r\n2026-01-01;3,5;-1,25;8\r\n\r\n2026-01-02;;−4;2\r\n'));
	expect(judgeDays(told, kept)).toEqual({
		days: [
			{ date: '2026-01-01', mean: 3.5, min: -1.25, max: 8 },
			{ date: '2026-01-02', mean: undefined, min: -4, max: 2 },
		],
		refused: [],
	});
});

test('a file with commas, without means, in another order of columns', () => {
	const told = readToldDays(bytes('Max,Date,Min\n8.5,2026-01-01,-1\n'));
	expect(judgeDays(told, kept).days).toEqual([{ date: '2026-01-01', mean: undefined, min: -1, max: 8.5 }]);
});

test.each([
	['', /empty/],
	['date;min;max', /no day/],
	['date;min\n2026-01-01;1', /no column max/],
	['date;min;max;humidity\n2026-01-01;1;2;3', /unknown column humidity/],
	['date;min;max;min\n2026-01-01;1;2;3', /column min twice/],
	['date;min;max\n"2026-01-01;1;2', /quotation marks/],
	[`date;min;max\n${'2026-01-01;1;2\n'.repeat(4_001)}`, /4001 days/],
])('%j is no file of days', (text, reason) => {
	expect(() => readToldDays(bytes(text))).toThrow(reason);
});

test('each line that cannot be taken says why, and which it is', () => {
	const told = readToldDays(
		bytes(
			[
				'date;mean;min;max',
				'2026-01-01;3;1;5',
				'2026-01-01;3;1;5',
				'1.1.2026;3;1;5',
				'2026-02-30;3;1;5',
				'2026-11-25;3;1;5',
				'2023-12-31;3;1;5',
				'2026-01-02;3;one;5',
				'2026-01-03;3;;5',
				'2026-01-04;3;1;80.1',
				'2026-01-05;3;-40.1;5',
				'2026-01-06;6;1;5',
				'2026-01-07;;5;1',
				'2026-01-08;3;1;5;9',
			].join('\n'),
		),
	);
	const { days, refused } = judgeDays(told, kept);
	expect(days).toHaveLength(1);
	expect(refused.map(({ line, code }) => [line, code])).toEqual([
		[3, 'twice'],
		[4, 'date'],
		[5, 'date'],
		[6, 'not_over'],
		[7, 'too_old'],
		[8, 'unreadable'],
		[9, 'unreadable'],
		[10, 'implausible'],
		[11, 'implausible'],
		[12, 'order'],
		[13, 'order'],
		[14, 'unreadable'],
	]);
});

test.each([
	[null],
	[42],
	[{ date: '2026-01-01', min: 1 }],
	[{ date: '2026-01-01', min: '1', max: 2 }],
	[{ date: '2026-01-01', min: 1, max: 2, source: 'file' }],
	[{ date: '2026-01-01', min: Number.NaN, max: 2 }],
])('%j is no day', (told) => {
	expect(judgeDays([{ line: 1, told }], kept).refused).toEqual([
		expect.objectContaining({ code: 'unreadable' }),
	]);
});
