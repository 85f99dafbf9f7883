import { expect, test } from 'vitest';
import { z } from 'zod';
import { isEmailAddress } from './email-address.ts';

test.each([
	['a@b.fr', true],
	['first.last+meter@mail.example.com', true],
	['jürgen@müller.de', false],
	['a..b@c.fr', false],
	['', false],
	['a@b', false],
	['a@b.fr,c@d.fr', false],
	['A <a@b.fr>', false],
	['a b@c.fr', false],
	['a@b.fr\r\nBcc: c@d.fr', false],
	[`a@${'b'.repeat(300)}.fr`, false],
])('%j: %s', (text, isRight) => {
	expect(isEmailAddress(text)).toBe(isRight);
	expect(z.email().max(254).safeParse(text).success).toBe(isRight);
});
