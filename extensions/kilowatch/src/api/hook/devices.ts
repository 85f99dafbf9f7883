import { z } from 'zod';
import { formerHours } from '../../domain/tariff/meter-hours.ts';
import { OffPeakHoursError, parseOffPeakHours } from '../../domain/tariff/off-peak-hours.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import { mayReadPersonalData } from '../access.ts';
import type { ApiContext, RegisterFunctions } from '../directus.ts';
import { kilowatchError } from '../errors.ts';
import type { Runtime } from '../runtime.ts';
import { filterPermitted } from './permitted.ts';
import { jsonOf } from './written-json.ts';

const written = z.looseObject({ personal: z.boolean().optional() });

/** What a device's readings are read by: another one would be another meter in the same channels. */
const identity = ['provider', 'point_id'] as const;

/** By which its days are split. */
const hoursFields = ['off_peak_hours', 'former_off_peak_hours'] as const;

/**
 * Keeps things of a device from being changed by the way: that its holder is a natural person, which only somebody
 * who may see personal data takes back, as only they choose the hours by which such a meter's days are split, for costs by chosen
 * hours tell its load curve; and, once it has been connected, which meter it is. Off-peak hours that nobody can read are refused.
 */
export function registerDeviceRules(
	register: Pick<RegisterFunctions, 'filter'>,
	{ services, getSchema }: Pick<ApiContext, 'services' | 'getSchema'>,
	runtime: Pick<Runtime, 'database' | 'environment'>,
): void {
	filterPermitted(register, 'iot_devices', 'create', (payload) => {
		checkHours(payload as Row);

		return payload;
	});
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

		if (hoursFields.some((field) => field in (payload as object))) {
			const isPersonal: unknown = await database('iot_devices')
				.whereIn('id', meta.keys as string[])
				.where('personal', true)
				.first('id');
			if (isPersonal && !(await mayReadPersonalData(caller))) {
				throw kilowatchError(
					errorCodes.protected,
					'Only who may see personal data (policy "Kilowatch personal data") can change the off-peak hours of a natural person’s meter',
				);
			}
			checkHours(payload as Row);
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

type Row = Readonly<Record<string, unknown>>;

/** @throws KILOWATCH_INVALID_REQUEST with the first hours that cannot be read */
function checkHours({ off_peak_hours: present, former_off_peak_hours: former }: Row): void {
	const check = (field: string, hours: string): void => {
		try {
			parseOffPeakHours(hours);
		} catch (error) {
			if (!(error instanceof OffPeakHoursError)) throw error;
			throw kilowatchError(errorCodes.invalidRequest, `${field}: ${error.message}`);
		}
	};
	if (typeof present === 'string' && present.trim() !== '') check('off_peak_hours', present);
	if (former == null) return;
	const list = formerHours.safeParse(jsonOf(former));
	if (!list.success) {
		throw kilowatchError(
			errorCodes.invalidRequest,
			'former_off_peak_hours: must be a list of {"until": "YYYY-MM-DD", "hours": "HC (22H30-6H30)"}',
		);
	}
	for (const { hours } of list.data) check('former_off_peak_hours', hours);
}
