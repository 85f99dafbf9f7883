import { z } from 'zod';
import type { ApiContext } from '../directus.ts';

/** What Directus allows without a licence. */
const CORE_COLLECTIONS = 25;

/** The entitlement in a licence token: base, overage and addon; −1 is unlimited. */
const payloadSchema = z.object({ e: z.object({ c: z.array(z.number()).min(1).max(3) }) });

/**
 * How many collections the project's licence allows; `null` is unlimited. Reads the token that Directus keeps and has
 * verified: a forged one would gain nothing here, for Directus itself then locks the project.
 */
export async function readAllowedCollections({
	env,
	services,
	getSchema,
}: Pick<ApiContext, 'env' | 'services' | 'getSchema'>): Promise<number | null> {
	const settings = new services.SettingsService({ schema: await getSchema() });
	const { license_token: stored } = await settings.readSingleton({ fields: ['license_token'] });

	return allowedCollections(env.LICENSE_TOKEN ?? stored);
}

/** Tables that Directus is told to overlook; they do not count. */
export function excludedTables(env: ApiContext['env']): string[] {
	const excluded: unknown = env.DB_EXCLUDE_TABLES;

	return Array.isArray(excluded) ? excluded.map(String) : [];
}

/** The number in a licence token (a JWT); without a readable one that of the unlicensed tier. */
export function allowedCollections(token: unknown): number | null {
	const payload = typeof token === 'string' ? token.split('.')[1] : undefined;
	if (payload === undefined) return CORE_COLLECTIONS;

	const parsed = payloadSchema.safeParse(parseJson(Buffer.from(payload, 'base64url').toString()));
	if (!parsed.success) return CORE_COLLECTIONS;
	const parts = parsed.data.e.c;

	return parts.includes(-1) ? null : parts.reduce((sum, part) => sum + part, 0);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
