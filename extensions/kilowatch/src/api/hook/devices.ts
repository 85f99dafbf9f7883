import { z } from 'zod';
import { errorCodes } from '../../shared/error-codes.ts';
import { mayReadPersonalData } from '../access.ts';
import type { ApiContext, RegisterFunctions } from '../directus.ts';
import { kilowatchError } from '../errors.ts';
import type { Runtime } from '../runtime.ts';
import { filterPermitted } from './permitted.ts';

const written = z.looseObject({ personal: z.boolean().optional() });

/** What a device's readings are read by: another one would be another meter in the same channels. */
const identity = ['provider', 'point_id'] as const;

/**
 * Keeps two things of a device from being changed by the way: that its holder is a natural person, which only somebody
 * who may see personal data takes back, and, once it has been connected, which meter it is.
 */
export function registerDeviceRules(
	register: Pick<RegisterFunctions, 'filter'>,
	{ services, getSchema }: Pick<ApiContext, 'services' | 'getSchema'>,
	runtime: Pick<Runtime, 'database' | 'environment'>,
): void {
	filterPermitted(register, 'iot_devices', 'update', async (payload, meta, { database, accountability }) => {
		const caller = {
			accountability,
			services,
			schema: await getSchema(),
			connection: runtime.database,
			scope: runtime.environment.KILOWATCH_SCOPE,
		};
		if (written.safeParse(payload).data?.personal === false && !(await mayReadPersonalData(caller))) {
			throw kilowatchError(
				errorCodes.protected,
				'Only who may see personal data (policy "Kilowatch personal data") can say that a holder is not a natural person',
			);
		}

		const changed = identity.filter((field) => field in (payload as object));
		const connected: unknown =
			changed.length > 0 &&
			(await database('iot_consents')
				.whereIn('device', meta.keys as string[])
				.whereNot('status', 'pending')
				.first('id'));
		if (connected) {
			throw kilowatchError(
				errorCodes.protected,
				`The ${changed.join(', ')} of a connected device cannot be changed: archive it and connect the other meter`,
			);
		}

		return payload;
	});
}
