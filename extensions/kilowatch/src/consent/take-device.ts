import type { ConsentedPoint } from '../providers/provider.ts';
import { requestConsent, type StoredConsent } from '../storage/consents.ts';
import type { Queryable } from '../storage/database.ts';
import { findDeviceByPoint, insertDevice, type SyncedDevice } from '../storage/devices.ts';
import { moveInvitations } from '../storage/invitations.ts';

/**
 * The device that gets the consent it was asked for. A point that an unnamed device turns out to be may have a device
 * in this building already, stopped or never connected: then that one goes on, with its history, and the new one goes.
 *
 * @returns the device, or `undefined` when the point is connected elsewhere
 */
export async function takeDevice(
	connection: Queryable,
	consent: StoredConsent,
	device: SyncedDevice,
	point: ConsentedPoint,
): Promise<string | undefined> {
	const known = await findDeviceByPoint(connection, consent.provider, point.pointId);
	if (!known || known.id === device.id) {
		await connection.query(`UPDATE iot_devices SET point_id = $2, status = 'active' WHERE id = $1`, [
			device.id,
			point.pointId,
		]);

		return device.id;
	}
	if (!isFree(known, device)) return undefined;

	await forgetPending(connection, known);
	await moveInvitations(connection, device.id, known.id);
	await connection.query('UPDATE iot_consents SET device = $2 WHERE device = $1', [device.id, known.id]);
	await connection.query(
		`WITH gone AS (DELETE FROM iot_devices WHERE id = $1 RETURNING label, personal)
		 UPDATE iot_devices SET status = 'active', personal = iot_devices.personal OR gone.personal,
			label = coalesce(iot_devices.label, gone.label)
		 FROM gone WHERE iot_devices.id = $2`,
		[device.id, known.id],
	);

	return known.id;
}

/**
 * A device and a consent of its own for one more point that the holder's consent opened, beside the device it was asked
 * for: in the same building, to the same scopes, after the same texts.
 *
 * @returns `undefined` when the point is connected already
 */
export async function addDevice(
	connection: Queryable,
	consent: StoredConsent,
	beside: SyncedDevice,
	point: ConsentedPoint,
): Promise<{ device: string; consent: string } | undefined> {
	const known = await findDeviceByPoint(connection, consent.provider, point.pointId);
	if (known && !isFree(known, beside)) return undefined;

	if (known) await forgetPending(connection, known);
	const { building, personal } = beside;
	const device =
		known?.id ??
		(await insertDevice(connection, {
			building,
			provider: consent.provider,
			pointId: point.pointId,
			label: null,
			personal,
		}));
	await connection.query(
		`UPDATE iot_devices SET status = 'active', personal = personal OR $2 WHERE id = $1`,
		[device, personal],
	);
	const { provider, scopes, textVersion, requestedBy } = consent;

	return {
		device,
		consent: await requestConsent(connection, { device, provider, scopes, textVersion, requestedBy }),
	};
}

/** Whether a known device may take a consent that was asked for beside it: of the same building, without a living one. */
function isFree(known: SyncedDevice, { building }: SyncedDevice): boolean {
	return (
		String(known.building) === String(building) && (!known.consent || known.consent.status === 'pending')
	);
}

async function forgetPending(connection: Queryable, { consent }: SyncedDevice): Promise<void> {
	if (consent) await connection.query('DELETE FROM iot_consents WHERE id = $1', [consent.id]);
}
