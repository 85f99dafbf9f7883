import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Whether any product is missing, or older than any source. Sources are files and folders (all within), products files;
 * tests are no sources.
 */
export async function isStale(sources: string[], products: string[]): Promise<boolean> {
	const built = await Promise.all(products.map(changedAt));
	const oldestProduct = Math.min(...built);
	const newestSource = Math.max(...(await Promise.all(sources.map(newestIn))));
	return oldestProduct < newestSource;
}

async function newestIn(place: string): Promise<number> {
	const found = await stat(place).catch(() => undefined);
	if (found === undefined) return 0;
	if (!found.isDirectory()) return /\.test\.[a-z]+$/.test(place) ? 0 : found.mtimeMs;
	const names = await readdir(place);
	// The folder's own time tells of removed and renamed files.
	const times = await Promise.all(names.map((name) => newestIn(path.join(place, name))));
	return Math.max(found.mtimeMs, ...times);
}

async function changedAt(file: string): Promise<number> {
	return stat(file).then(
		({ mtimeMs }) => mtimeMs,
		() => Number.NEGATIVE_INFINITY,
	);
}
