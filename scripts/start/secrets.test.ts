import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readSecrets } from './secrets.ts';

it('makes the secrets once, for the owner’s eyes only', async () => {
	const folder = path.join(await mkdtemp(path.join(tmpdir(), 'kilowatch-secrets-')), 'kept');
	const first = await readSecrets(folder);
	expect(Buffer.from(first.encryptionKey, 'base64')).toHaveLength(32);
	expect(await readSecrets(folder)).toEqual(first);
	expect((await stat(path.join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
});

it('does not go on with a file that holds something else', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-secrets-'));
	await writeFile(path.join(folder, 'secrets.json'), '{"secret":"short"}');
	await expect(readSecrets(folder)).rejects.toThrow('secret');
});
