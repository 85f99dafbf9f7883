import { describe, expect, test } from 'vitest';
import type { FailureClass } from '../../provider.ts';
import type { ApiOutcome, EnedisApi } from '../enedis-api.ts';
import { readContract } from './contract.ts';

const PRM = '09775542606818';
const never = new AbortController().signal;
const success = (value: unknown): ApiOutcome => {
	const text = typeof value === 'string' ? value : JSON.stringify(value);

	return {
		kind: 'success',
		answer: { kind: 'answer', status: 200, headers: new Headers(), text, bytes: text.length },
	};
};
const refused = (failureClass: FailureClass): ApiOutcome => ({
	kind: 'failure',
	failure: { class: failureClass, code: 'code', message: '' },
});

const consumption = {
	contract_start: '2024-10-12T00:00:00+0200',
	contract_type: 'Contrat GRD-F',
	contractor: 'X',
	distribution_tariff: 'Tarif BT<=36kVA Courte Utilisation',
	subscribed_power: { unit: 'kVA', value: 9 },
	segment: 'C5',
	person: { title: 'M', lastname: 'Testeur', firstname: 'Jean' },
	organization: null,
	contact_data: { email: 'jean@example.org' },
};
const production = {
	...consumption,
	contract_type: 'Contrat GRD-A',
	subscribed_power: undefined,
	segment: 'P4',
};
const synthesis = {
	consumption_last_activation_date: '2024-10-12T00:00:00+0200',
	generation_last_activation_date: null,
};
const metering = { relais: { plageHeuresCreuses: 'HC (22H38-6H38)' } };

const asking = (contracts: unknown, synth: unknown = synthesis, comptage: unknown = metering) => {
	const paths: string[] = [];
	const outcome = (value: unknown) =>
		value !== null && typeof value === 'object' && 'kind' in value ? (value as ApiOutcome) : success(value);
	const api: EnedisApi = ({ path }) => {
		paths.push(path);
		if (path.startsWith('/situation')) return Promise.resolve(outcome(contracts));

		return Promise.resolve(outcome(path.startsWith('/synth') ? synth : comptage));
	};

	return { paths, read: () => readContract(api, PRM, never) };
};

test('what three APIs say, and nothing of a person but that there is one', async () => {
	const { paths, read } = asking([consumption, production]);
	expect(await read()).toEqual({
		kind: 'contract',
		contract: {
			subscribedPowerKva: 9,
			distributionTariff: 'Tarif BT<=36kVA Courte Utilisation',
			offPeakHours: 'HC (22H38-6H38)',
			activatedOn: '2024-10-12',
			personal: true,
			consumption: true,
			production: true,
		},
	});
	expect(paths).toEqual([
		`/situation_contrat_auto/v1/${PRM}`,
		`/synth_contrat_auto/v1/${PRM}`,
		`/comptage_auto/v1/${PRM}`,
	]);
});

test.each([
	[
		'an organization',
		[{ ...consumption, person: null, organization: { name: 'Syndic' } }],
		{ personal: false },
	],
	['nobody named', [{ ...consumption, person: null }], { personal: undefined }],
	['production alone', [production], { consumption: false, production: true, subscribedPowerKva: undefined }],
	[
		'a power as text',
		[{ ...consumption, subscribed_power: { unit: 'kVA', value: '12' } }],
		{ subscribedPowerKva: 12 },
	],
	[
		'an unknown unit',
		[{ ...consumption, subscribed_power: { unit: 'A', value: 45 } }],
		{ subscribedPowerKva: undefined },
	],
	['no contract', [], { consumption: false, personal: undefined }],
])('%s', async (_, contracts, expected) => {
	expect(await asking(contracts).read()).toMatchObject({ kind: 'contract', contract: expected });
});

test('of two activations the earlier one begins the history', async () => {
	const dates = {
		consumption_last_activation_date: '2024-10-12T00:00:00+0200',
		generation_last_activation_date: '2021-01-02T00:00:00+0100',
	};
	expect(await asking([consumption], dates).read()).toMatchObject({
		contract: { activatedOn: '2021-01-02' },
	});
});

describe('a part', () => {
	test('with nothing in it is left unsaid', async () => {
		expect(await asking(refused('no_data'), refused('no_data'), { relais: null }).read()).toEqual({
			kind: 'contract',
			contract: {
				subscribedPowerKva: undefined,
				distributionTariff: undefined,
				offPeakHours: undefined,
				activatedOn: undefined,
				personal: undefined,
				consumption: undefined,
				production: undefined,
			},
		});
	});

	test.each<FailureClass>(['application', 'consent', 'outage', 'throttled'])(
		'that fails (%s) fails all',
		async (failureClass) => {
			expect(await asking([consumption], synthesis, refused(failureClass)).read()).toMatchObject({
				kind: 'failure',
				failure: { class: failureClass },
			});
		},
	);

	test('of another form is loud, and names nobody', async () => {
		const outcome = await asking({ contracts: [{ person: 'Jean Testeur', number: 9775 }] }).read();
		expect(outcome).toMatchObject({
			kind: 'failure',
			failure: {
				class: 'shape',
				code: 'unexpected_body',
				excerpt: '{"contracts":[{"person":"…","number":0000}]}',
			},
		});
	});
});
