import type { Database } from '../storage/database.ts';
import { listExistingFiles } from '../storage/erasure/reports.ts';
import type { ApiContext } from './directus.ts';

/**
 * Deletes files of Directus from its database and its storage, with the thumbnails and other copies that it has made of them.
 * Nothing of it is told in Directus' own history, which would keep their names.
 */
export async function removeFiles(
	{ services, getSchema }: Pick<ApiContext, 'services' | 'getSchema'>,
	database: Database,
	files: readonly string[],
): Promise<void> {
	const existing = await listExistingFiles(database, files);
	if (existing.length === 0) return;
	const service = new services.FilesService({ schema: await getSchema(), accountability: null });
	await service.deleteMany(existing);
}
