import { expect, test } from 'vitest';
import { isNamed } from './json-answer.ts';

const tag = 'W/"abc-1_2"';

test.each([
	[tag, true],
	['"abc-1_2"', true],
	['"other", W/"abc-1_2"', true],
	['W/"other","abc-1_2" ', true],
	['*', true],
	[' * ', true],
	['"other"', false],
	['abc-1_2', false],
	['"ABC-1_2"', false],
	['', false],
	[undefined, false],
])('If-None-Match: %s', (header, expected) => {
	expect(isNamed(tag, header)).toBe(expected);
});
