import { isDirectusError } from '@directus/errors';
import type { AlertWriter } from '../alerting/alert-writer.ts';
import type { ApiContext } from './directus.ts';

/**
 * Writes alerts by Directus' own service, with its events: Flows and subscribers hear of each, once, in the process that wrote it.
 * Nobody's name stands behind it, so Directus keeps no revisions of what a meter used.
 */
export function createAlertWriter({
	services,
	getSchema,
}: Pick<ApiContext, 'services' | 'getSchema'>): AlertWriter {
	const alerts = async () =>
		new services.ItemsService('iot_alerts', { schema: await getSchema(), accountability: null });

	return {
		async create(alert) {
			try {
				await (await alerts()).createOne({ ...alert });

				return 'created';
			} catch (error) {
				if (isDirectusError(error, 'RECORD_NOT_UNIQUE')) return 'known';
				throw error;
			}
		},
		async update(id, changes) {
			await (await alerts()).updateOne(id, { ...changes });
		},
	};
}
