import type { Provider } from '../providers/provider.ts';
import { errorCodes } from '../shared/error-codes.ts';
import type { BuildingKey } from '../shared/http-contract.ts';
import type { ConsentScope, ProviderName } from '../shared/names.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import { requestConsent } from '../storage/consents.ts';
import type { Database, Queryable } from '../storage/database.ts';
import {
	describeDevice,
	findDeviceByPoint,
	findUnnamedDevice,
	insertDevice,
	type SyncedDevice,
} from '../storage/devices.ts';
import { ConsentError } from './consent-error.ts';
import { CONSENT_TEXT_VERSION } from './consent-text.ts';
import { lockPoint } from './point-lock.ts';

export interface MeterToConnect {
	building: BuildingKey;
	pointId: string | undefined;
	scopes: readonly ConsentScope[];
	label: string | undefined;
	/** the holder is a natural person */
	personal: boolean;
	requestedBy: string | null;
}

/**
 * Makes the device and the pending consent from which the holder goes to the operator. The same request again gives
 * the same answer; a meter that is connected already is a conflict.
 *
 * @throws ConsentError
 */
export async function connectMeter(
	database: Database,
	provider: Provider,
	meter: MeterToConnect,
): Promise<{ device: string; consent: string }> {
	const { name, isPointId, needsPointId = false } = provider.rules;
	if (meter.pointId === undefined && needsPointId) {
		throw new ConsentError(errorCodes.pointId, `A meter of ${name} is connected by its point id`);
	}
	if (meter.pointId !== undefined && !isPointId(meter.pointId)) {
		throw new ConsentError(errorCodes.pointId, `${meter.pointId} is not a point id of ${name}`);
	}

	return database.transaction(async (connection) => {
		// Two clicks at once would else make two devices.
		await lockPoint(connection, name, meter.pointId ?? `${meter.building} ${meter.label ?? ''}`);
		const found = await findDevice(connection, name, meter);
		if (found) {
			refuseConnected(found, meter.building);
			await describeDevice(connection, found.id, { label: meter.label ?? null, personal: meter.personal });
		}
		const device =
			found?.id ??
			(await insertDevice(connection, {
				building: meter.building,
				provider: name,
				pointId: meter.pointId ?? null,
				label: meter.label ?? null,
				personal: meter.personal,
			}));
		const consent = await requestConsent(connection, {
			device,
			provider: name,
			scopes: meter.scopes,
			textVersion: CONSENT_TEXT_VERSION,
			requestedBy: meter.requestedBy,
		});
		await appendAudit(connection, {
			device,
			actor: { kind: 'user', id: meter.requestedBy ?? undefined },
			action: 'consent.requested',
			purpose: 'consent',
			details: {
				provider: name,
				scopes: meter.scopes.join(','),
				text_version: CONSENT_TEXT_VERSION,
				step: 'recorded',
			},
		});

		return { device, consent };
	});
}

function findDevice(
	connection: Queryable,
	provider: ProviderName,
	{ building, pointId, label }: MeterToConnect,
): Promise<SyncedDevice | undefined> {
	return pointId === undefined
		? findUnnamedDevice(connection, building, provider, label ?? null)
		: findDeviceByPoint(connection, provider, pointId);
}

function refuseConnected(device: SyncedDevice, building: BuildingKey): void {
	if (String(device.building) !== String(building)) {
		throw new ConsentError(
			errorCodes.conflict,
			'This point is already connected in another building: archive that device first',
		);
	}
	if (device.consent && device.consent.status !== 'pending') {
		throw new ConsentError(errorCodes.conflict, 'This point is already connected in this building');
	}
}
