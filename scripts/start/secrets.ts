import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface Secrets {
	/** Directus' SECRET */
	secret: string;
	/** 32 bytes as base64 */
	encryptionKey: string;
}

/** The secrets of this folder's project, made at the first start. Throws when the file is not one of ours. */
export async function readSecrets(folder: string): Promise<Secrets> {
	const file = path.join(folder, 'secrets.json');
	const text = await readFile(file, 'utf8').catch(() => undefined);
	if (text !== undefined) return checkSecrets(JSON.parse(text), file);
	const secrets: Secrets = {
		secret: randomBytes(32).toString('base64url'),
		encryptionKey: randomBytes(32).toString('base64'),
	};
	await mkdir(folder, { recursive: true });
	await writeFile(file, `${JSON.stringify(secrets, null, '\t')}\n`, { mode: 0o600 });
	return secrets;
}

function checkSecrets(found: unknown, file: string): Secrets {
	const { secret, encryptionKey } = (found ?? {}) as Partial<Secrets>;
	if (typeof secret !== 'string' || secret.length < 32)
		throw new Error(`${file} has no secret of 32 characters.`);
	if (typeof encryptionKey !== 'string' || Buffer.from(encryptionKey, 'base64').length !== 32) {
		throw new Error(`${file} has no encryptionKey of 32 bytes.`);
	}
	return { secret, encryptionKey };
}
