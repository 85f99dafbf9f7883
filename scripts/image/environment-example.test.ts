import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { rootFolder } from '../paths.ts';

async function namesIn(file: string, pattern: RegExp): Promise<string[]> {
	const text = await readFile(path.join(rootFolder, file), 'utf8');
	return [...new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''))];
}

it.each([
	['extensions/kilowatch/src/api/environment.ts', /^\t([A-Z][A-Z0-9_]+):/gm],
	['docker-compose.yml', /\$\{([A-Z_]+)/g],
])('.env.example documents every variable of %s', async (file, pattern) => {
	const documented = await namesIn('.env.example', /^(?:# )?([A-Z][A-Z0-9_]+)=/gm);
	const used = await namesIn(file, pattern);
	expect(used.length).toBeGreaterThan(5);
	expect(used.filter((name) => !documented.includes(name))).toEqual([]);
});
