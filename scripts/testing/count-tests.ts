import type { SerializedError, TestModule } from 'vitest/node';
import { emptyResult, type PartResult } from './tally.ts';

/**
 * Counts what vitest ran. A file or suite that broke outside its tests, and an error that nobody caught, count as a failed test
 * each: else a hook that throws would only make tests disappear.
 */
export function countTests(
	testModules: readonly Pick<TestModule, 'children' | 'errors'>[],
	unhandledErrors: readonly SerializedError[],
): PartResult {
	const result = { ...emptyResult, skipped: [...emptyResult.skipped] };
	result.failed += unhandledErrors.length;
	for (const testModule of testModules) {
		if (testModule.errors().length > 0) result.failed++;
		for (const suite of testModule.children.allSuites()) {
			if (suite.errors().length > 0) result.failed++;
		}
		for (const test of testModule.children.allTests()) {
			const { state, ...details } = test.result();
			if (state === 'passed') result.passed++;
			else if (state === 'failed') result.failed++;
			else {
				const note = 'note' in details ? details.note : undefined;
				result.skipped.push({ name: test.fullName, reason: note ?? `no reason given (${test.fullName})` });
			}
		}
	}
	return result;
}
