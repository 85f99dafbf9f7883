import type { ConsentCallback, ConsentedPoint, Provider } from '../providers/provider.ts';
import { errorCodes } from '../shared/error-codes.ts';
import type { BuildingKey } from '../shared/http-contract.ts';
import {
	activateConsent,
	lockConsent,
	readConsent,
	refuseConsent,
	type StoredConsent,
} from '../storage/consents.ts';
import type { Database, Queryable } from '../storage/database.ts';
import { ensureChannel, findDeviceByPoint, readDevice, type SyncedDevice } from '../storage/devices.ts';
import type { OauthTransaction } from '../storage/oauth-transactions.ts';
import { queueRun } from '../storage/sync-runs.ts';
import type { Vault } from '../storage/vault/vault.ts';
import { ConsentError } from './consent-error.ts';
import { CONSENT_TEXT_VERSION } from './consent-text.ts';

export type FinishedConsent =
	| { kind: 'granted'; building: BuildingKey; device: string; run: string }
	| { kind: 'refused' | 'failed'; building: BuildingKey; code: string };

export interface FinishContext {
	database: Database;
	vault: Vault;
	now: () => Date;
}

/**
 * Ends a holder's way to the operator and back: asks the operator which points the consent opened, then, in one
 * transaction, names the device, seals the credentials, makes the channels and queues the first backfill.
 */
export async function finishConsent(
	{ database, vault, now }: FinishContext,
	provider: Provider,
	{ consent: consentId, startedBy }: OauthTransaction,
	callback: ConsentCallback,
): Promise<FinishedConsent> {
	const consent = await readConsent(database, consentId);
	const device = consent && (await readDevice(database, consent.device));
	if (!consent || !device || consent.status !== 'pending') {
		throw new ConsentError(errorCodes.consentState, 'This consent is not pending any more');
	}

	const outcome = await provider.completeConsent(callback, AbortSignal.timeout(CALLBACK_LIMIT_MS));
	const { building } = device;

	if (outcome.kind !== 'granted') {
		if (outcome.kind === 'refused') {
			await refuseConsent(database, consent.id, { at: now().toISOString(), code: outcome.failure.code });
		}

		return { kind: outcome.kind === 'refused' ? 'refused' : 'failed', building, code: outcome.failure.code };
	}

	const point = choosePoint(outcome.points, device);
	if (!point) return { kind: 'failed', building, code: 'other_point' };

	return database.transaction(async (connection) => {
		// The operator was asked meanwhile: another browser may have been quicker.
		const current = await lockConsent(connection, consent.id);
		if (current?.status !== 'pending') {
			throw new ConsentError(errorCodes.consentState, 'This consent is not pending any more');
		}
		const target = await takeDevice(connection, consent, device, point);
		if (!target) return { kind: 'failed', building, code: 'already_connected' };

		const at = now();
		await activateConsent(connection, consent.id, {
			device: target,
			externalId: outcome.externalId,
			validUntil: point.validUntil ?? null,
			at,
			proof: {
				at: at.toISOString(),
				text_version: CONSENT_TEXT_VERSION,
				started_by: startedBy,
				operator: provider.rules.name,
				external_id: outcome.externalId,
			},
		});
		await vault.put(
			connection,
			{ owner: `consent:${consent.id}`, field: 'credentials' },
			JSON.stringify({ externalId: outcome.externalId }),
		);
		await ensureChannel(connection, target, 'consumption', 'total');
		if (point.production) await ensureChannel(connection, target, 'production', 'total');
		const run = await queueRun(connection, { device: target, trigger: 'consent' });

		return { kind: 'granted', building, device: target, run };
	});
}

/** The operator's own answer may take its time; a browser waits for it. */
const CALLBACK_LIMIT_MS = 30_000;

/** The point that was meant: the device's own, or, where it has none yet, the one the holder chose. */
function choosePoint(points: readonly ConsentedPoint[], device: SyncedDevice): ConsentedPoint | undefined {
	return device.pointId === null ? points[0] : points.find(({ pointId }) => pointId === device.pointId);
}

/**
 * The device that gets the consent. A point that an unnamed device turns out to be may have a device in this building
 * already, stopped or never connected: then that one goes on, with its history, and the new one goes.
 *
 * @returns the device, or `undefined` when the point is connected elsewhere
 */
async function takeDevice(
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

	if (
		String(known.building) !== String(device.building) ||
		(known.consent && known.consent.status !== 'pending')
	) {
		return undefined;
	}

	if (known.consent) await connection.query('DELETE FROM iot_consents WHERE id = $1', [known.consent.id]);
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
