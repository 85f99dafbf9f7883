import { access, mkdir, mkdtemp, readlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { linkDataFolder, removeDataFolder } from './data-folder.ts';

async function exists(file: string): Promise<boolean> {
	return access(file).then(
		() => true,
		() => false,
	);
}

it('leads to the files elsewhere, and removing takes both', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-data-'));
	const link = path.join(folder, 'kept', 'debian-data');
	const elsewhere = path.join(folder, 'root', 'srv', 'data');
	expect(await linkDataFolder(link, elsewhere)).toBe(elsewhere);
	await mkdir(elsewhere);
	await writeFile(path.join(elsewhere, 'PG_VERSION'), '17');
	expect(await readlink(link)).toBe(elsewhere);
	expect(await linkDataFolder(link, elsewhere)).toBe(elsewhere);
	expect(await exists(path.join(link, 'PG_VERSION'))).toBe(true);

	await removeDataFolder(link);
	expect(await exists(elsewhere)).toBe(false);
	expect(await exists(link)).toBe(false);
});

it('is the folder itself where it can be reached', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-data-'));
	const link = path.join(folder, 'embedded-data');
	expect(await linkDataFolder(link, undefined)).toBe(link);
	await mkdir(link);
	await removeDataFolder(link);
	expect(await exists(link)).toBe(false);
});
