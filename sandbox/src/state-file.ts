import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { shareSchema, type Share } from './enedis/shares.ts';

const stateSchema = z.strictObject({ shares: z.array(shareSchema) });

/**
 * Shares of an earlier run; none when the file is not there yet.
 *
 * @throws Error when the file is not one that the sandbox wrote
 */
export function readShares(path: string): Share[] {
	if (!existsSync(path)) return [];
	try {
		return stateSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).shares;
	} catch {
		throw new Error(`${path} is not a state file of the sandbox; delete it to start without shares`);
	}
}

/** Keeps the shares, so that a restart does not take the application's consents away. */
export function writeShares(path: string, shares: readonly Share[]): void {
	mkdirSync(dirname(path), { recursive: true });
	const draft = `${path}.new`;
	writeFileSync(draft, `${JSON.stringify({ shares }, null, '\t')}\n`);
	renameSync(draft, path);
}
