import { errorCodes } from '../../shared/error-codes.ts';
import type { EventContext, RegisterFunctions } from '../directus.ts';
import { kilowatchError } from '../errors.ts';

/**
 * Refuses what would lose measured data by a click, with a sentence that says what to do instead: deleting readings,
 * days, or the channel, device or building they hang on, and any change of the audit log.
 */
export function registerProtections({ filter }: RegisterFunctions): void {
	const refuse = (reason: string) => () => {
		throw kilowatchError(errorCodes.protected, reason);
	};

	filter(
		'iot_readings.items.delete',
		refuse('Readings are not deleted one by one: archive the device, or erase its data through its consent'),
	);
	filter(
		'iot_daily.items.delete',
		refuse('Days are not deleted one by one: archive the device, or erase its data through its consent'),
	);
	filter('iot_audit.items.create', refuse('The audit log is written by Kilowatch alone'));
	filter('iot_audit.items.update', refuse('The audit log is append-only'));
	filter('iot_audit.items.delete', refuse('The audit log is append-only'));

	filter('iot_channels.items.delete', (keys, _, context) => refuseMeasured(keys, context, 'channel'));
	filter('iot_devices.items.delete', (keys, _, context) => refuseMeasured(keys, context, 'device'));
	filter('buildings.items.delete', (keys, _, context) => refuseMeasured(keys, context, 'building'));
}

const columns = {
	channel: 'iot_channels.id',
	device: 'iot_devices.id',
	building: 'iot_devices.building',
} as const;

async function refuseMeasured(
	payload: unknown,
	{ database }: EventContext,
	kind: keyof typeof columns,
): Promise<unknown> {
	const measured: unknown = await database('iot_channels')
		.join('iot_devices', 'iot_devices.id', 'iot_channels.device')
		.whereIn(columns[kind], payload as (string | number)[])
		.whereExists((query) => {
			void query
				.select('id')
				.from('iot_readings')
				.whereRaw('iot_readings.channel = iot_channels.id')
				.unionAll((days) => {
					void days.select('id').from('iot_daily').whereRaw('iot_daily.channel = iot_channels.id');
				});
		})
		.first('iot_channels.id');

	if (measured) {
		throw kilowatchError(
			errorCodes.protected,
			`This ${kind} has readings. Archive ${kind === 'building' ? 'its devices' : 'the device'}, or erase the readings first`,
		);
	}

	return payload;
}
