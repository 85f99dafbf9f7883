import type { Queryable } from '../storage/database.ts';
import { readDevice, type SyncedDevice } from '../storage/devices.ts';
import { lockPoint } from './point-lock.ts';

/**
 * A device, kept from being connected by others until the transaction ends; to be asked for before any of its consents is
 * locked, for whoever connects a meter does it in that order.
 */
export async function lockDevice(connection: Queryable, device: string): Promise<SyncedDevice | undefined> {
	const found = await readDevice(connection, device);
	if (!found) return undefined;
	await lockPoint(connection, found.provider, found.pointId ?? found.id);

	return readDevice(connection, device);
}
