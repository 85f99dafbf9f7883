import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { removeDataFolder } from '../database/data-folder.ts';

/** The unpacked Debian is no data and takes a minute to fetch; a test run has its own folder. */
const keptNames = /^(debian|debian\.partial-\d+|test)$/;

/** Removes everything that `npm start` kept in the folder. */
export async function removeKept(folder: string): Promise<void> {
	for (const name of await readdir(folder).catch(() => [])) {
		const place = path.join(folder, name);
		if (name.endsWith('-data')) await removeDataFolder(place);
		else if (!keptNames.test(name)) await rm(place, { recursive: true, force: true });
	}
}
