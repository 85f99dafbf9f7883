import { describe, expect, it } from 'vitest';
import { addResults, couldNotRun, exitCode, failedParts, skipReasons, summaryLine } from './tally.ts';

const skipped = (name: string, reason: string) => ({ name, reason });

it('sums the parts up in one line', () => {
	const sum = addResults([
		{ passed: 3, failed: 0, skipped: [skipped('a', 'no data')] },
		{ passed: 40, failed: 2, skipped: [skipped('b', 'no data'), skipped('c', 'no edition')] },
	]);
	expect(summaryLine(sum)).toBe('43 passed, 2 failed, 3 skipped');
	expect(skipReasons(sum.skipped)).toEqual(['2 skipped: no data', '1 skipped: no edition']);
	expect(summaryLine(addResults([]))).toBe('0 passed, 0 failed, 0 skipped');
});

it('names the parts that failed', () => {
	const clean = { passed: 3, failed: 0, skipped: [] };
	expect(failedParts({ lint: clean, e2e: { ...clean, failed: 2 } })).toEqual(['e2e: 2 failed']);
	expect(failedParts({ lint: clean })).toEqual([]);
});

it.each([
	[5, 0, 0],
	[5, 1, 1],
	[0, 0, 1],
])('%i passed and %i failed ends with %i', (passed, failed, code) => {
	expect(exitCode({ passed, failed, skipped: [] })).toBe(code);
});

describe('a part that could not run', () => {
	it('has failed in CI', () => {
		expect(couldNotRun('browser', 'no Chromium', true)).toEqual({ passed: 0, failed: 1, skipped: [] });
	});

	it('is skipped elsewhere, and says why', () => {
		expect(couldNotRun('browser', 'no Chromium', false)).toEqual({
			passed: 0,
			failed: 0,
			skipped: [{ name: 'browser', reason: 'browser could not run: no Chromium' }],
		});
	});
});
