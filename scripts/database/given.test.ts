import { expect, test } from 'vitest';
import { Unavailable } from '../process/unavailable.ts';
import { freePort } from '../process/ports.ts';
import { giveDatabase } from './given.ts';

test('a given database that does not answer is a sentence with its place and what to do, without the password', async () => {
	const port = await freePort();
	const failure = await giveDatabase({
		DB_HOST: '127.0.0.1',
		DB_PORT: String(port),
		DB_PASSWORD: 'secret',
		DB_DATABASE: 'project',
	}).catch((error: unknown) => error);

	expect(failure).toBeInstanceOf(Unavailable);
	const { message } = failure as Unavailable;
	expect(message).toContain(`DB_HOST (127.0.0.1:${port}/project) did not answer: connect ECONNREFUSED`);
	expect(message).toContain('Mend the DB_* variables');
	expect(message).not.toContain('secret');
});
