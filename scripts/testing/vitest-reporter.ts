import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';
import { countTests } from './count-tests.ts';

/** Leaves the counts of a run in the file that `KILOWATCH_TEST_RESULT` names, for `npm test` to add up. */
export default class CountingReporter implements Reporter {
	onTestRunEnd: NonNullable<Reporter['onTestRunEnd']> = (testModules, unhandledErrors) => {
		const file = process.env.KILOWATCH_TEST_RESULT;
		if (file) writeFileSync(file, JSON.stringify(countTests(testModules, unhandledErrors)));
	};
}
