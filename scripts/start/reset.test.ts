import { mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { removeKept } from './reset.ts';

it('removes data, wherever it is, and keeps the unpacked Debian and a test run', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-reset-'));
	for (const name of [
		'debian/srv/abc/data',
		'debian/usr',
		'test/embedded-data',
		'project/uploads',
		'embedded-data',
	]) {
		await mkdir(path.join(folder, name), { recursive: true });
	}
	await symlink(path.join(folder, 'debian/srv/abc/data'), path.join(folder, 'debian-data'));
	await writeFile(path.join(folder, 'secrets.json'), '{}');
	await removeKept(folder);
	expect((await readdir(folder)).sort()).toEqual(['debian', 'test']);
	expect((await readdir(path.join(folder, 'debian'))).sort()).toEqual(['srv', 'usr']);
	expect(await readdir(path.join(folder, 'debian/srv/abc'))).toEqual([]);
	expect(await readdir(path.join(folder, 'test'))).toEqual(['embedded-data']);
});

it('has nothing to do where nothing was kept', async () => {
	await expect(removeKept(path.join(tmpdir(), 'kilowatch-never-was'))).resolves.toBeUndefined();
});
