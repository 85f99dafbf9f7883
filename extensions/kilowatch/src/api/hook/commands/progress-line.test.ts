import { beforeEach, describe, expect, test } from 'vitest';
import { createProgressLine, durationText } from './progress-line.ts';

let written: string[];
let nowMs: number;

beforeEach(() => {
	written = [];
	nowMs = 1_000;
});

function line(output: { isTTY?: boolean; columns?: number } = {}) {
	return createProgressLine({ ...output, write: (text) => written.push(text) }, () => nowMs);
}

describe('without a terminal', () => {
	test('there is a line every five seconds, and the last state at the end', () => {
		const progress = line();
		for (let done = 0; done <= 7; done++) {
			progress.show({ share: done / 10, facts: `${done} of 10 meters` });
			nowMs += 1_000;
		}
		progress.end();

		expect(written).toEqual([
			'[##########----------] 50 % · 5 of 10 meters · less than a minute left\n',
			'[##############------] 70 % · 7 of 10 meters · less than a minute left\n',
		]);
	});

	test('a state that is written already is not written again', () => {
		const progress = line();
		nowMs += 5_000;
		progress.show({ share: 1, facts: '1 of 1 meters' });
		progress.show({ share: 1, facts: '1 of 1 meters' });
		progress.end();

		expect(written).toEqual(['[####################] 100 % · 1 of 1 meters\n']);
	});

	test('nothing is written where nothing was shown', () => {
		line().end();

		expect(written).toEqual([]);
	});
});

describe('on a terminal', () => {
	test('one line is drawn again, not more often than eyes can see', () => {
		const progress = line({ isTTY: true });
		progress.show({ share: 0, facts: '0 rows' });
		nowMs += 20;
		progress.show({ share: 0.1, facts: '10 rows' });
		nowMs += 100;
		progress.show({ share: 0.2, facts: '20 rows' });
		progress.end();

		expect(written).toEqual([
			'\r\u001B[2K[--------------------] 0 % · 0 rows',
			'\r\u001B[2K[####----------------] 20 % · 20 rows',
			'\n',
		]);
	});

	test('a line beside it stays above it', () => {
		const progress = line({ isTTY: true });
		progress.show({ share: 0, facts: '0 rows' });
		progress.say('Nobody works.');

		expect(written.at(-1)).toBe('\r\u001B[2KNobody works.\n[--------------------] 0 % · 0 rows');
	});

	test('it never wraps', () => {
		line({ isTTY: true, columns: 40 }).show({ share: 0.5, facts: 'x'.repeat(100) });

		expect(written[0]?.replace('\r\u001B[2K', '')).toHaveLength(39);
	});
});

test('the time left is told from what was seen, not from what was done before', () => {
	const progress = line();
	progress.show({ share: 0.5, facts: '' });
	nowMs += 60_000;
	progress.show({ share: 0.6, facts: '' });

	expect(written).toEqual(['[############--------] 60 % ·  · about 4 minutes left\n']);
});

test.each([
	[0, 'less than a minute'],
	[44, 'less than a minute'],
	[50, 'about 1 minute'],
	[200, 'about 3 minutes'],
	[5_399, 'about 2 hours'],
	[36_000, 'about 10 hours'],
])('%d seconds are %s', (seconds, text) => {
	expect(durationText(seconds)).toBe(text);
});
