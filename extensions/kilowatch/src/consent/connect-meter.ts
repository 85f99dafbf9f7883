import type { AuditEntry } from '../domain/audit-entry.ts';
import type { Provider } from '../providers/provider.ts';
import { errorCodes } from '../shared/error-codes.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
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
		await lockPoint(connection, name, placeOf(meter));
		const found = await findDevice(connection, name, meter);
		if (found) refuseConnected(found, meter.building);
		const { device, consent, entry } = await askForMeter(connection, name, meter, found?.id);
		await appendAudit(connection, entry);

		return { device, consent };
	});
}

/** What a meter is locked by while it is connected: its point id, or where it stands until it has one. */
export function placeOf({
	building,
	pointId,
	label,
}: Pick<MeterToConnect, 'building' | 'pointId' | 'label'>): string {
	return pointId ?? `${building} ${label ?? ''}`;
}

/**
 * Makes a meter's device, or takes the one that is there, and asks for a consent. The meter is locked and may be connected.
 *
 * @param known the device that is there
 * @returns the entry for the audit log, which is to be written last
 */
export async function askForMeter(
	connection: Queryable,
	provider: ProviderName,
	meter: MeterToConnect,
	known: string | undefined,
): Promise<{ device: string; consent: string; entry: AuditEntry }> {
	const { building, pointId = null, label = null, personal, scopes, requestedBy } = meter;
	if (known !== undefined) await describeDevice(connection, known, { label, personal });
	const device = known ?? (await insertDevice(connection, { building, provider, pointId, label, personal }));
	const consent = await requestConsent(connection, {
		device,
		provider,
		scopes,
		textVersion: CONSENT_TEXT_VERSION,
		requestedBy,
	});

	return {
		device,
		consent,
		entry: {
			device,
			actor: { kind: 'user', id: requestedBy ?? undefined },
			action: 'consent.requested',
			purpose: 'consent',
			details: {
				provider,
				scopes: scopes.join(','),
				text_version: CONSENT_TEXT_VERSION,
				step: 'recorded',
			},
		},
	};
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
