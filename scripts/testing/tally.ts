/** What a part of the test run found. */
export interface PartResult {
	passed: number;
	failed: number;
	skipped: SkippedTest[];
}

export interface SkippedTest {
	name: string;
	reason: string;
}

export const emptyResult: PartResult = { passed: 0, failed: 0, skipped: [] };

export function addResults(results: PartResult[]): PartResult {
	return {
		passed: results.reduce((sum, { passed }) => sum + passed, 0),
		failed: results.reduce((sum, { failed }) => sum + failed, 0),
		skipped: results.flatMap(({ skipped }) => skipped),
	};
}

/** The last line of a test run. */
export function summaryLine({ passed, failed, skipped }: PartResult): string {
	return `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
}

/** Which parts failed, for whoever sees only the end of the output. */
export function failedParts(results: Partial<Record<string, PartResult>>): string[] {
	return Object.entries(results).flatMap(([part, result]) =>
		result === undefined || result.failed === 0 ? [] : [`${part}: ${result.failed} failed`],
	);
}

/** A run in which nothing passed has tested nothing. */
export function exitCode({ passed, failed }: PartResult): 0 | 1 {
	return failed > 0 || passed === 0 ? 1 : 0;
}

/** Why tests were skipped, each reason once, with how many. */
export function skipReasons(skipped: SkippedTest[]): string[] {
	const counts = new Map<string, number>();
	for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
	return [...counts].map(([reason, count]) => `${count} skipped: ${reason}`);
}

/**
 * A part that this machine cannot run. At a desk it counts as skipped, so that the rest can be worked with; in CI it has failed, as
 * nobody would notice.
 */
export function couldNotRun(part: string, reason: string, isCi: boolean): PartResult {
	return isCi
		? { ...emptyResult, failed: 1 }
		: { ...emptyResult, skipped: [{ name: part, reason: `${part} could not run: ${reason}` }] };
}
