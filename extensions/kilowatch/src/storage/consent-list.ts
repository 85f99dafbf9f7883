import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { ConsentScope, ConsentStatus, ProviderName } from '../shared/names.ts';
import { consentStatuses } from '../shared/names.ts';
import type { Queryable } from './database.ts';

/** A consent as the operators of an installation look at it. */
export interface ListedConsent {
	consent: string;
	status: ConsentStatus;
	building: BuildingKey;
	buildingName: string | null;
	device: string;
	label: string | null;
	provider: ProviderName;
	/** `null` until the operator has named it */
	pointId: string | null;
	scopes: ConsentScope[];
	/** local date, inclusive */
	validUntil: string | null;
	/** since when it is given and the operator has yet to name its meter; `null` where it is not */
	waitingSince: Date | null;
}

/**
 * Every consent by state, those that end first before the others.
 *
 * @param endsBy living ones only, that end on this local date or before
 */
export async function listConsents(connection: Queryable, endsBy?: string): Promise<ListedConsent[]> {
	const { rows } = await connection.query<ListedConsent>(
		`SELECT consent.id AS consent, consent.status, building.id AS building, building.name AS "buildingName",
			device.id AS device, device.label, consent.provider, device.point_id AS "pointId", consent.scopes,
			consent.valid_until AS "validUntil", waiting.since AS "waitingSince"
		 FROM iot_consents consent
		 JOIN iot_devices device ON device.id = consent.device
		 JOIN buildings building ON building.id = device.building
		 LEFT JOIN kilowatch_internal.waiting_consents waiting ON waiting.consent = consent.id
		 WHERE $2::date IS NULL OR consent.status IN ('active', 'expiring') AND consent.valid_until <= $2::date
		 ORDER BY array_position($1::text[], consent.status), consent.valid_until, building.name, device.label, consent.id`,
		[consentStatuses, endsBy ?? null],
	);

	return rows;
}
