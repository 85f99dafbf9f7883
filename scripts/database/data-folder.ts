import { createHash } from 'node:crypto';
import { lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * Where a cluster's files are. A server under another account, or in another root, may not reach `link`: then the files
 * are in `elsewhere`, and `link` leads there.
 */
export async function linkDataFolder(link: string, elsewhere: string | undefined): Promise<string> {
	const target = await linkTarget(link);
	if (elsewhere === undefined) {
		if (target !== undefined) await rm(link);
		return link;
	}
	await mkdir(path.dirname(elsewhere), { recursive: true, mode: 0o755 });
	if (target !== elsewhere) {
		await rm(link, { recursive: true, force: true });
		await mkdir(path.dirname(link), { recursive: true });
		await symlink(elsewhere, link);
	}
	return elsewhere;
}

/** Removes a cluster's files, wherever they are. */
export async function removeDataFolder(link: string): Promise<void> {
	const target = await linkTarget(link);
	if (target !== undefined) await rm(target, { recursive: true, force: true });
	await rm(link, { recursive: true, force: true });
}

/** A short name for a folder, the same every time. */
export function folderName(folder: string): string {
	return createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 12);
}

async function linkTarget(link: string): Promise<string | undefined> {
	const found = await lstat(link).catch(() => undefined);
	return found?.isSymbolicLink() === true ? readlink(link) : undefined;
}
