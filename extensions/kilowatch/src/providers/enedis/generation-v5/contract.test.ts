import { expect, test } from 'vitest';
import type { ApiOutcome, EnedisApi } from '../enedis-api.ts';
import { readContract } from './contract.ts';

const PRM = '12345678910123';
const never = new AbortController().signal;
const success = (value: unknown): ApiOutcome => {
	const text = JSON.stringify(value);

	return {
		kind: 'success',
		answer: { kind: 'answer', status: 200, headers: new Headers(), text, bytes: text.length },
	};
};
const contracts = {
	customer: {
		customer_id: '1358019319',
		usage_points: [
			{
				usage_point: { usage_point_id: PRM, usage_point_status: 'com', meter_type: 'AMM' },
				contracts: {
					segment: 'C5',
					subscribed_power: '9 kVA',
					last_activation_date: '2013-08-14+01:00',
					distribution_tariff: 'BTINFCUST',
					offpeak_hours: 'HC (23h00-7h30)',
				},
			},
		],
	},
};
const read = (first: ApiOutcome, identity: ApiOutcome) => {
	const api: EnedisApi = ({ path }) => Promise.resolve(path.startsWith('/customers_upc') ? first : identity);

	return readContract(api, PRM, never);
};
const nothing: ApiOutcome = {
	kind: 'failure',
	failure: { class: 'no_data', code: 'no_data_found', message: '' },
};

test('the documented sample', async () => {
	const identity = success({ customer_id: '1', identity: { natural_person: { lastname: 'Testeur' } } });
	expect(await read(success(contracts), identity)).toEqual({
		kind: 'contract',
		contract: {
			subscribedPowerKva: 9,
			distributionTariff: 'BTINFCUST',
			offPeakHours: 'HC (23h00-7h30)',
			activatedOn: '2013-08-14',
			personal: true,
			consumption: true,
			production: undefined,
		},
	});
});

test.each([
	['a body', success({ identity: { legal_entity: { name: 'Syndic' } } }), false],
	['nobody known', nothing, undefined],
])('%s', async (_, identity, personal) => {
	expect(await read(success(contracts), identity)).toMatchObject({ contract: { personal } });
});

test('a point without contract says nothing', async () => {
	expect(await read(nothing, nothing)).toMatchObject({
		kind: 'contract',
		contract: { subscribedPowerKva: undefined, consumption: undefined },
	});
});

test('another form is loud', async () => {
	expect(await read(success({ customer: {} }), nothing)).toMatchObject({
		kind: 'failure',
		failure: { class: 'shape' },
	});
});
