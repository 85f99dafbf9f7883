import { Hono, type Context } from 'hono';
import { DateTime } from 'luxon';
import { ZONE } from '../calendar.ts';
import type { Meter } from '../meters/meter.ts';
import { requireBearer } from './bearer.ts';
import type { ContractOptions } from './contract-routes.ts';
import { answerRefusal, Refusal } from './refusal.ts';
import { requireShare } from './require-share.ts';

/** The generation before: customer data of consumption points. */
const subjects: Readonly<Record<string, (meter: Meter) => object>> = {
	'/customers_upc/v5/usage_points/contracts': (meter) => ({
		customer: {
			customer_id: customerIdOf(meter),
			usage_points: [{ usage_point: usagePointOf(meter), contracts: contractOf(meter) }],
		},
	}),
	'/customers_upa/v5/usage_points/addresses': (meter) => ({
		customer: {
			customer_id: customerIdOf(meter),
			usage_points: [{ usage_point: { ...usagePointOf(meter), usage_point_addresses: addressOf(meter) } }],
		},
	}),
	'/customers_i/v5/identity': (meter) => ({ customer_id: customerIdOf(meter), identity: identityOf(meter) }),
	'/customers_cd/v5/contact_data': (meter) => ({
		customer_id: customerIdOf(meter),
		contact_data: { phone: '0600000000', email: 'titulaire@example.org' },
	}),
};

/** To be mounted on `/`. */
export function customerRoutes({ tokens, ...shared }: ContractOptions): Hono {
	const routes = new Hono();
	routes.onError(answerRefusal);

	for (const [path, answer] of Object.entries(subjects))
		routes.get(path, requireBearer(tokens), (context) => {
			const meter = requireShare(shared, readPoint(context));
			if (!meter.consumption)
				throw new Refusal(404, 'no_data_found', 'no contract found for this usage point');

			return context.json(answer(meter));
		});

	return routes;
}

function readPoint(context: Context): string {
	const pointId = context.req.query('usage_point_id');
	if (!pointId) throw new Refusal(400, 'Invalid_request', 'usage_point_id parameter is required');
	if (!/^\d{14}$/.test(pointId))
		throw new Refusal(400, 'Invalid_request', 'usage_point_id parameter must be 14 digits long');

	return pointId;
}

const customerIdOf = ({ pointId }: Meter): string => `1${pointId.slice(0, 9)}`;

const usagePointOf = ({ pointId }: Meter): object => ({
	usage_point_id: pointId,
	usage_point_status: 'com',
	meter_type: 'AMM',
});

const contractOf = ({ activatedOn, contract }: Meter): object => ({
	segment: 'C5',
	subscribed_power: `${contract.subscribedPowerKva} kVA`,
	last_activation_date: offsetDate(activatedOn),
	distribution_tariff: contract.offPeakHours === null ? 'BTINFCUST' : 'BTINFMUDT',
	offpeak_hours: contract.offPeakHours,
	contract_type: 'Contrat GRD-F',
	contract_status: 'SERVC',
	last_distribution_tariff_change_date: offsetDate(activatedOn),
});

const addressOf = ({ contract: { address } }: Meter): object => ({
	street: address.street,
	locality: null,
	postal_code: address.postalCode,
	insee_code: address.inseeCode,
	city: address.city,
	country: 'France',
	geo_points: { latitude: '0', longitude: '0', altitude: '0' },
});

const identityOf = ({ contract: { holder } }: Meter): object =>
	holder.kind === 'person'
		? { natural_person: { title: holder.title, firstname: holder.firstName, lastname: holder.lastName } }
		: {
				legal_entity: {
					name: holder.name,
					trading_name: holder.name,
					business: 'Syndic',
					industry: '6832A',
					siret_number: holder.siret,
				},
			};

/** A date with an offset behind it: `2013-08-14+01:00`. */
function offsetDate(date: string): string {
	return DateTime.fromISO(date, { zone: ZONE }).toFormat('yyyy-MM-ddZZ');
}
