import { expect, it } from 'vitest';
import { countTests } from './count-tests.ts';

type Module = Parameters<typeof countTests>[0][number];

function testModule(tests: object[], { errors = 0, suiteErrors = [] as number[] } = {}): Module {
	const broken = (count: number) => ({
		errors: () => Array.from({ length: count }, () => new Error('broken')),
	});
	return {
		...broken(errors),
		children: {
			allTests: () => tests.map((result, index) => ({ fullName: `test ${index}`, result: () => result })),
			allSuites: () => suiteErrors.map(broken),
		},
	} as unknown as Module;
}

it('counts tests by how they ended, with the reason of a skip', () => {
	const first = testModule([{ state: 'passed' }, { state: 'failed' }, { state: 'skipped', note: 'no data' }]);
	const second = testModule([{ state: 'passed' }, { state: 'skipped' }]);
	expect(countTests([first, second], [])).toEqual({
		passed: 2,
		failed: 1,
		skipped: [
			{ name: 'test 2', reason: 'no data' },
			{ name: 'test 1', reason: 'no reason given (test 1)' },
		],
	});
});

it('counts what broke outside a test as failed', () => {
	const hookBroke = testModule([{ state: 'skipped' }], { suiteErrors: [0, 2] });
	const fileBroke = testModule([], { errors: 1 });
	expect(countTests([hookBroke, fileBroke], [{ message: 'nobody caught this' }]).failed).toBe(3);
});

it('starts from nothing every time', () => {
	countTests([testModule([{ state: 'skipped' }])], []);
	expect(countTests([], [])).toEqual({ passed: 0, failed: 0, skipped: [] });
});
