import type { Measure } from '../../provider.ts';
import type { Generation } from '../generation.ts';
import { readContract } from './contract.ts';
import { readMeterReading } from './meter-reading.ts';

const paths: Readonly<Record<Measure, `/${string}`>> = {
	daily: '/metering_data_dc/v5/daily_consumption',
	load_curve: '/metering_data_clc/v5/consumption_load_curve',
	max_power: '/metering_data_dcmp/v5/daily_consumption_max_power',
	daily_production: '/metering_data_dp/v5/daily_production',
	production_load_curve: '/metering_data_plc/v5/production_load_curve',
};

/** Enedis Data Connect until autumn 2026: consent page v1, a path a measure, customer data. */
export const generationV5: Generation = {
	apis: [
		'subscribed_services',
		'metering_data_dc',
		'metering_data_clc',
		'metering_data_dcmp',
		'metering_data_dp',
		'metering_data_plc',
		'customers_upc',
		'customers_i',
	],
	callsPerHour: 10_000,
	consentPath: '/dataconnect/v1/oauth2/authorize',
	measurePaths: paths,
	windowRequest: ({ measure, pointId, from, to }) => ({
		path: paths[measure],
		about: pointId,
		query: { usage_point_id: pointId, start: from, end: to },
	}),
	readPoints: readMeterReading,
	readContract,
};
