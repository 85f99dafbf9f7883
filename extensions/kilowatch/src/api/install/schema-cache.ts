import type { ApiContext } from '../directus.ts';

/** Directus keeps what it has read of tables, fields and permissions; all of it is read anew. */
export async function clearSchemaCache({ services, getSchema }: ApiContext): Promise<void> {
	const accountability = { user: null, role: null, roles: [], admin: true, app: true, ip: null };
	const utils = new services.UtilsService({ schema: await getSchema(), accountability });
	await utils.clearCache({ system: true });
}
