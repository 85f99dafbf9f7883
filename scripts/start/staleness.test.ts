import { mkdir, mkdtemp, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { isStale } from './staleness.ts';

let folder: string;

async function touch(file: string, seconds: number): Promise<string> {
	const place = path.join(folder, file);
	await mkdir(path.dirname(place), { recursive: true });
	await writeFile(place, '');
	await utimes(place, seconds, seconds);
	return place;
}

async function age(seconds: number, ...folders: string[]): Promise<void> {
	for (const name of folders) await utimes(path.join(folder, name), seconds, seconds);
}

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-stale-'));
});

it('tells a product that is missing or older than a source deep in a folder', async () => {
	const source = path.join(folder, 'source');
	await touch('source/deep/a.ts', 1000);
	await touch('source/b.ts', 2000);
	await age(500, 'source/deep', 'source');
	const product = path.join(folder, 'dist/api.js');
	expect(await isStale([source], [product])).toBe(true);
	await touch('dist/api.js', 1500);
	expect(await isStale([source], [product])).toBe(true);
	await touch('dist/api.js', 2000);
	expect(await isStale([source], [product])).toBe(false);
	expect(await isStale([source, path.join(folder, 'not-there.json')], [product])).toBe(false);
	expect(await isStale([source], [product, await touch('dist/app.js', 1999)])).toBe(true);
});

it('does not build anew for a test', async () => {
	const source = path.join(folder, 'source');
	await touch('source/a.ts', 1000);
	await touch('source/a.test.ts', 3000);
	await age(500, 'source');
	expect(await isStale([source], [await touch('dist/api.js', 2000)])).toBe(false);
});

it('tells a source that was removed', async () => {
	const source = path.join(folder, 'source');
	await touch('source/a.ts', 1000);
	await age(3000, 'source');
	expect(await isStale([source], [await touch('dist/api.js', 2000)])).toBe(true);
});
