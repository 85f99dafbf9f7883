import { describe, expect, test } from 'vitest';
import { measures, type Measure, type ProviderWindow } from '../provider.ts';
import { createEnedisProvider, type EnedisApiName } from './enedis-provider.ts';
import { openGate } from '../http/call-gate.ts';
import { noBreakers } from '../http/circuit-breaker.ts';

const PRM = '99999999999991';
const never = new AbortController().signal;

const base = (measure: Measure): Pick<ProviderWindow, 'measure' | 'pointId' | 'from' | 'to'> => ({
	measure,
	pointId: PRM,
	from: '2026-09-29',
	to: '2026-09-30',
});

/** A provider whose operator answers with this, and where it was asked. */
function asked(api: EnedisApiName, body: unknown) {
	const urls: URL[] = [];
	const provider = createEnedisProvider(
		{
			api,
			apiUrl: new URL('https://api.example.org'),
			consentUrl: new URL('https://holder.example.org'),
			clientId: 'client',
			clientSecret: 'secret',
			callsPerSecond: 5,
			callsPerHour: undefined,
		},
		{
			now: () => new Date('2026-10-02T08:00:00Z'),
			sleep: () => Promise.resolve(),
			gate: openGate,
			breakers: noBreakers,
			fetch: (input) => {
				const url = new URL(input instanceof Request ? input.url : input);
				if (url.pathname.startsWith('/oauth2/'))
					return Promise.resolve(Response.json({ access_token: 't', expires_in: 12_600 }));
				urls.push(url);

				return Promise.resolve(new Response(JSON.stringify(body)));
			},
		},
	);

	return { provider, urls };
}

const body2026 = (grandeurMetier: string, grandeurPhysique: string, unite: string, point: object) => ({
	idPrm: PRM,
	etapeMetier: 'BRUT',
	grandeur: [{ grandeurMetier, grandeurPhysique, unite, points: [point] }],
});
const bodyV5 = (unit: string, point: object) => ({
	meter_reading: { usage_point_id: PRM, quality: 'BRUT', reading_type: { unit }, interval_reading: [point] },
});

const day = { v: '33495', d: '2026-09-29' };
const half = { v: '4078', d: '2026-09-29 00:30:00', p: 'PT30M', n: 'B' };
const moment = { v: '4680', d: '2026-09-29 13:03:35' };
const v5 = ({ v, d, p }: { v: string; d: string; p?: string }) => ({ value: v, date: d, interval_length: p });

const total = { readings: [], dayTotals: [{ date: '2026-09-29', value: 33_495 }] };
const curve = {
	readings: [
		{ startSeconds: Date.UTC(2026, 8, 28, 22) / 1000, durationSeconds: 1800, value: 2039, quality: 'raw' },
	],
	dayTotals: [],
};
const peak = {
	readings: [],
	dayTotals: [{ date: '2026-09-29', value: 4680, peakSeconds: Date.UTC(2026, 8, 29, 11, 3, 35) / 1000 }],
};

describe.each<[Measure, string, object, string, object, object]>([
	[
		'daily',
		'/mesure_synchrone_auto/v2/consommation_quotidienne',
		body2026('CONS', 'EA', 'Wh', day),
		'/metering_data_dc/v5/daily_consumption',
		bodyV5('Wh', v5(day)),
		{ metric: 'consumption', ...total },
	],
	[
		'load_curve',
		'/mesure_synchrone_auto/v2/courbe_de_charge_consommation',
		body2026('CONS', 'PA', 'W', half),
		'/metering_data_clc/v5/consumption_load_curve',
		bodyV5('W', v5(half)),
		{ metric: 'consumption', ...curve },
	],
	[
		'max_power',
		'/mesure_synchrone_auto/v2/puissance_conso_max_quotidienne',
		body2026('CONS', 'PMA', 'VA', moment),
		'/metering_data_dcmp/v5/daily_consumption_max_power',
		bodyV5('VA', v5(moment)),
		{ metric: 'max_power', ...peak },
	],
	[
		'daily_production',
		'/mesure_synchrone_auto/v2/production_quotidienne',
		body2026('PROD', 'EA', 'Wh', day),
		'/metering_data_dp/v5/daily_production',
		bodyV5('Wh', v5(day)),
		{ metric: 'production', ...total },
	],
	[
		'production_load_curve',
		'/mesure_synchrone_auto/v2/courbe_de_charge_production',
		body2026('PROD', 'PA', 'W', half),
		'/metering_data_plc/v5/production_load_curve',
		bodyV5('W', v5(half)),
		{ metric: 'production', ...curve },
	],
])('%s', (measure, path2026, answer2026, pathV5, answerV5, series) => {
	test('of 2026', async () => {
		const { provider, urls } = asked('2026', answer2026);
		expect(await provider.fetchWindow(base(measure), never)).toMatchObject({
			kind: 'data',
			series: [{ register: 'total', ...series }],
		});
		expect(urls[0]?.pathname).toBe(path2026);
		expect(Object.fromEntries(urls[0]?.searchParams ?? [])).toEqual({
			pointId: PRM,
			dateDebut: '2026-09-29',
			dateFin: '2026-09-30',
			...(measure === 'max_power' ? { mesuresPas: 'P1D', grandeurPhysique: 'PMA' } : {}),
		});
	});

	test('of v5', async () => {
		const { provider, urls } = asked('v5', answerV5);
		expect(await provider.fetchWindow(base(measure), never)).toMatchObject({
			kind: 'data',
			series: [{ register: 'total', ...series }],
		});
		expect(urls[0]?.pathname).toBe(pathV5);
		expect(Object.fromEntries(urls[0]?.searchParams ?? [])).toEqual({
			usage_point_id: PRM,
			start: '2026-09-29',
			end: '2026-09-30',
		});
	});

	test('of the other generation is loud', async () => {
		const { provider } = asked('2026', answerV5);
		expect(await provider.fetchWindow(base(measure), never)).toMatchObject({
			kind: 'failure',
			failure: { class: 'shape', excerpt: expect.stringContaining('{"meter_reading":') as string },
		});
	});
});

test('an answer about the other direction is loud', async () => {
	const { provider } = asked('2026', body2026('CONS', 'EA', 'Wh', day));
	expect(await provider.fetchWindow(base('daily_production'), never)).toMatchObject({
		kind: 'failure',
		failure: { class: 'shape' },
	});
});

test('each generation has its consent page, and both understand either callback', async () => {
	for (const [api, version] of [
		['2026', 'v2'],
		['v5', 'v1'],
	] as const) {
		const { provider } = asked(api, {
			nbTotalServices: 1,
			serviceSouscrit: [{ pointId: PRM, soutirage: true, injection: false }],
		});
		expect(provider.authorizationUrl({ state: 's', months: 36 }).pathname).toBe(
			`/dataconnect/${version}/oauth2/authorize`,
		);
		expect(await provider.completeConsent({ autorisation_id: '1' }, never)).toMatchObject({
			kind: 'granted',
			points: [{ pointId: PRM, consumption: true, production: false }],
		});
		expect(await provider.completeConsent({ usage_point_id: `${PRM};99999999999992` }, never)).toMatchObject({
			kind: 'granted',
			points: [
				{ pointId: PRM, consumption: undefined, production: undefined },
				{ pointId: '99999999999992', consumption: undefined, production: undefined },
			],
		});
	}
});

test('every measure has a rule, and every rule a measure', () => {
	expect(Object.keys(asked('2026', {}).provider.rules.measures).sort()).toEqual([...measures].sort());
});

describe('each measure counts on the limit of the API that brings it', () => {
	const limitsOf = (api: EnedisApiName) => {
		const { provider } = asked(api, {});

		return measures.map((measure) => provider.callLimitOf(measure));
	};

	test('of 2026: all on the same one', () => {
		for (const limit of limitsOf('2026')) {
			expect(limit).toEqual({ name: 'enedis/mesure_synchrone_auto', callsPerSecond: 5, callsPerHour: 1_000 });
		}
	});

	test('v5: on one each', () => {
		expect(limitsOf('v5').map(({ name }) => name)).toEqual([
			'enedis/metering_data_dc',
			'enedis/metering_data_clc',
			'enedis/metering_data_dcmp',
			'enedis/metering_data_dp',
			'enedis/metering_data_plc',
		]);
	});
});
