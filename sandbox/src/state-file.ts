import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { shareSchema, type Share } from './enedis/shares.ts';

const sharesSchema = z.strictObject({ shares: z.array(shareSchema) });

/**
 * Shares of an earlier run; none when the file is not there yet.
 *
 * @throws Error when the file is not one that the sandbox wrote
 */
export function readShares(path: string): Share[] {
	return readState(path, sharesSchema)?.shares ?? [];
}

/** Keeps the shares, so that a restart does not take the application's consents away. */
export function writeShares(path: string, shares: readonly Share[]): void {
	writeState(path, { shares });
}

/**
 * What an earlier run has kept; `undefined` when the file is not there yet.
 *
 * @throws Error when the file is not one that the sandbox wrote
 */
export function readState<Schema extends z.ZodType>(
	path: string,
	schema: Schema,
): z.output<Schema> | undefined {
	if (!existsSync(path)) return undefined;
	try {
		return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
	} catch {
		throw new Error(`${path} is not a state file of the sandbox; delete it to start without shares`);
	}
}

/** All of it or what was there before, whenever the program ends. */
export function writeState(path: string, state: object): void {
	mkdirSync(dirname(path), { recursive: true });
	const draft = `${path}.new`;
	writeFileSync(draft, `${JSON.stringify(state, null, '\t')}\n`);
	renameSync(draft, path);
}
