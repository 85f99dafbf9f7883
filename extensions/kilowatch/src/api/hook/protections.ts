import { errorCodes } from '../../shared/error-codes.ts';
import type { EventContext, RegisterFunctions } from '../directus.ts';
import { kilowatchError } from '../errors.ts';
import type { Runtime } from '../runtime.ts';
import { filterPermitted } from './permitted.ts';

/**
 * Refuses what would lose measured data by a click, with a sentence that says what to do instead: deleting readings,
 * days, or a channel, device or building that something hangs on, and any change of the audit log.
 */
export function registerProtections(
	register: Pick<RegisterFunctions, 'filter'>,
	runtime: Pick<Runtime, 'installation' | 'database' | 'environment'>,
): void {
	const refuse = (collection: string, action: 'create' | 'update' | 'delete', reason: string) => {
		filterPermitted(register, collection, action, () => {
			throw kilowatchError(errorCodes.protected, reason);
		});
	};
	refuse(
		'iot_readings',
		'delete',
		'Readings are not deleted one by one: archive the device, or erase its data through its consent',
	);
	refuse(
		'iot_daily',
		'delete',
		'Days are not deleted one by one: archive the device, or erase its data through its consent',
	);
	refuse('iot_audit', 'create', 'The audit log is written by Kilowatch alone');
	refuse('iot_audit', 'update', 'The audit log is append-only');
	refuse('iot_audit', 'delete', 'The audit log is append-only');

	for (const [collection, rules] of Object.entries(deletions)) {
		filterPermitted(register, collection, 'delete', async (keys, _, { database }) => {
			// Where Kilowatch could not be installed, `buildings` is the project's own and nothing of ours hangs on it.
			if (runtime.installation.error !== null) return keys;
			const holding = await findHolding(database, rules.held, keys as (string | number)[]);
			if (holding) throw kilowatchError(errorCodes.protected, rules.reason(holding));

			return keys;
		});
	}
}

interface Deletion {
	/** what may point at a row of the collection, by which column, and what people call it */
	held: readonly (readonly [collection: string, column: string, name: string])[];
	reason: (holding: string) => string;
}

/** Directus answers a broken foreign key of a deletion with a 500 that says nothing. */
const deletions: Readonly<Record<string, Deletion>> = {
	iot_channels: {
		held: [
			['iot_readings', 'channel', 'readings'],
			['iot_daily', 'channel', 'days'],
			['iot_alerts', 'channel', 'alerts'],
		],
		reason: (holding) =>
			`This channel has ${holding}. Archive the device, or erase its data through its consent`,
	},
	iot_devices: {
		held: [
			['iot_channels', 'device', 'channels'],
			['iot_consents', 'device', 'consents'],
			['iot_sync_runs', 'device', 'sync runs'],
			['iot_alerts', 'device', 'alerts'],
		],
		reason: (holding) => `This device has ${holding}. Archive it, or erase its data through its consent`,
	},
	iot_tariffs: {
		held: [
			['iot_devices', 'tariff', 'devices'],
			['buildings', 'electricity_tariff', 'buildings'],
		],
		reason: (holding) =>
			`This tariff prices ${holding}, whose past costs would go with it. Give them another one first`,
	},
	buildings: {
		held: [
			['iot_devices', 'building', 'devices'],
			['iot_alerts', 'building', 'alerts'],
			['iot_reports', 'building', 'reports'],
			['iot_advice', 'building', 'advice'],
		],
		reason: (holding) =>
			`This building has ${holding}. Archive its devices, or erase their data and delete what is left first`,
	},
};

/** The first kind of rows that point at one of the keys; `undefined` when nothing does. */
async function findHolding(
	database: EventContext['database'],
	held: Deletion['held'],
	keys: readonly (string | number)[],
): Promise<string | undefined> {
	for (const [collection, column, name] of held) {
		const row: unknown = await database(collection).whereIn(column, keys).first(column);
		if (row) return name;
	}

	return undefined;
}
