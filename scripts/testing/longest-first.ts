import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest, as their paths end: two run at once, and whoever begins one of these last works alone at the end. Vitest
 * itself knows how long a file took the last time, but in CI there was no last time.
 */
const longest = [
	// Waits for what a killed process has left to be given to the other one.
	'e2e/several-processes.test.ts',
	'e2e/image.test.ts',
	'e2e/commands.test.ts',
	'e2e/personas.test.ts',
	'e2e/erasure.test.ts',
	'e2e/schema.test.ts',
	'e2e/first-meter.test.ts',
	'src/main.test.ts',
];

/** Starts the files that take longest first, of each of vitest's projects. */
export default class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const byProject = Map.groupBy(await super.sort(files), ({ project }) => project);

		return [...byProject.values()].flatMap((group) =>
			group.toSorted((one, other) => rankOf(one.moduleId) - rankOf(other.moduleId)),
		);
	}
}

function rankOf(file: string): number {
	const rank = longest.findIndex((end) => file.endsWith(`/${end}`));

	return rank === -1 ? longest.length : rank;
}
