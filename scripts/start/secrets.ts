import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const schema = z.object({
	/** Directus' SECRET */
	secret: z.string().min(32),
	/** 32 bytes as base64 */
	encryptionKey: z.string().length(44),
});

export type Secrets = z.infer<typeof schema>;

/** The secrets of this folder's project, made at the first start. Throws when the file is not one of ours. */
export async function readSecrets(folder: string): Promise<Secrets> {
	const file = path.join(folder, 'secrets.json');
	const text = await readFile(file, 'utf8').catch(() => undefined);
	if (text !== undefined) return schema.parse(JSON.parse(text));
	const secrets: Secrets = {
		secret: randomBytes(32).toString('base64url'),
		encryptionKey: randomBytes(32).toString('base64'),
	};
	await mkdir(folder, { recursive: true });
	await writeFile(file, `${JSON.stringify(secrets, null, '\t')}\n`, { mode: 0o600 });
	return secrets;
}
