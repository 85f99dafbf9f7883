import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Provider, ProviderWindow } from '../provider.ts';
import { createEnedisProvider } from './enedis-provider.ts';
import { openGate } from '../http/call-gate.ts';
import { noBreakers } from '../http/circuit-breaker.ts';

const PRM = '99999999999991';
const never = new AbortController().signal;

interface Seen {
	method: string | undefined;
	url: string | undefined;
	authorization: string | undefined;
	body: string;
}
type Reply = [status: number, body: string, contentType?: string];

let server: Server;
let provider: Provider;
let seen: Seen[];
let replies: Reply[];
let tokens: number;

beforeAll(async () => {
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			if (request.url === '/oauth2/v3/token') {
				tokens += 1;
				response.writeHead(200, { 'content-type': 'application/json' });
				response.end(JSON.stringify({ access_token: `token-${tokens}`, expires_in: '12600' }));
				return;
			}
			const { method, url, headers } = request;
			seen.push({
				method,
				url,
				authorization: headers.authorization,
				body: Buffer.concat(chunks).toString(),
			});
			const [status, body, contentType = 'application/json'] = replies.shift() ?? [500, 'no more replies'];
			response.writeHead(status, { 'content-type': contentType }).end(body);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
	server.closeAllConnections();
	server.close();
});

beforeEach(() => {
	seen = [];
	replies = [];
	tokens = 0;
	provider = createEnedisProvider(
		{
			api: '2026',
			apiUrl: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
			consentUrl: new URL('https://mon-compte-particulier.example.org'),
			clientId: 'client',
			clientSecret: 'secret',
			callsPerSecond: 5,
			callsPerHour: undefined,
		},
		{
			fetch,
			now: () => new Date('2026-10-02T08:00:00Z'),
			sleep: () => Promise.resolve(),
			gate: openGate,
			breakers: noBreakers,
		},
	);
});

const daily: ProviderWindow = { measure: 'daily', pointId: PRM, from: '2026-09-29', to: '2026-10-01' };
const curve: ProviderWindow = { ...daily, measure: 'load_curve' };
const dailyBody = JSON.stringify({
	idPrm: PRM,
	etapeMetier: 'BRUT',
	periode: { dateDebut: '2026-09-29', dateFin: '2026-10-01' },
	modeCalcul: 'DIFF.INDEX',
	pas: 'P1D',
	grandeur: [
		{
			grandeurMetier: 'CONS',
			grandeurPhysique: 'EA',
			unite: 'Wh',
			points: [{ v: '33495', d: '2026-09-29' }],
			calendrier: [],
		},
	],
	contexte: [],
});
const curveBody = JSON.stringify({
	idPrm: PRM,
	etapeMetier: 'BRUT',
	periode: { dateDebut: '2026-09-29', dateFin: '2026-10-01' },
	modeCalcul: 'MESURE',
	grandeur: [
		{
			grandeurMetier: 'CONS',
			grandeurPhysique: 'PA',
			unite: 'W',
			points: [{ v: '4078', d: '2026-09-29 00:30:00', p: 'PT30M', n: 'B' }],
			calendrier: [],
		},
	],
	contexte: [],
});

describe('authorizationUrl', () => {
	test('is the consent page v2', () => {
		expect(provider.authorizationUrl({ state: 'abc_1', months: 36 }).href).toBe(
			'https://mon-compte-particulier.example.org/dataconnect/v2/oauth2/authorize' +
				'?client_id=client&response_type=code&state=abc_1&duration=P36M',
		);
	});

	test.each([0, 37, 1.5, -1, Number.NaN])('%d months are refused', (months) => {
		expect(() => provider.authorizationUrl({ state: 'abc', months })).toThrow(RangeError);
	});

	test.each(['', 'x'.repeat(101)])('a state of another length is refused', (state) => {
		expect(() => provider.authorizationUrl({ state, months: 12 })).toThrow(RangeError);
	});
});

describe('fetchWindow', () => {
	test('daily totals', async () => {
		replies = [[200, dailyBody]];
		expect(await provider.fetchWindow(daily, never)).toEqual({
			kind: 'data',
			bytes: Buffer.byteLength(dailyBody),
			series: [
				{
					metric: 'consumption',
					register: 'total',
					readings: [],
					dayTotals: [{ date: '2026-09-29', value: 33_495 }],
				},
			],
		});
		expect(seen).toEqual([
			{
				method: 'GET',
				url: `/mesure_synchrone_auto/v2/consommation_quotidienne?pointId=${PRM}&dateDebut=2026-09-29&dateFin=2026-10-01`,
				authorization: 'Bearer token-1',
				body: '',
			},
		]);
	});

	test('the load curve, under a content type that says nothing', async () => {
		replies = [[200, curveBody, 'application/octet-stream']];
		expect(await provider.fetchWindow(curve, never)).toMatchObject({
			kind: 'data',
			series: [
				{
					readings: [
						{
							startSeconds: Date.UTC(2026, 8, 28, 22) / 1000,
							durationSeconds: 1800,
							value: 2039,
							quality: 'raw',
						},
					],
					dayTotals: [],
				},
			],
		});
		expect(seen[0]?.url).toBe(
			`/mesure_synchrone_auto/v2/courbe_de_charge_consommation?pointId=${PRM}&dateDebut=2026-09-29&dateFin=2026-10-01`,
		);
	});

	test('one token serves several calls', async () => {
		replies = [
			[200, dailyBody],
			[200, curveBody],
		];
		await Promise.all([provider.fetchWindow(daily, never), provider.fetchWindow(curve, never)]);
		expect(seen.map(({ authorization }) => authorization)).toEqual(['Bearer token-1', 'Bearer token-1']);
		expect(tokens).toBe(1);
	});

	test('a refused token is replaced once', async () => {
		const invalid: Reply = [401, '{"code":"900901","message":"Invalid Credentials"}'];
		replies = [invalid, [200, dailyBody]];
		expect((await provider.fetchWindow(daily, never)).kind).toBe('data');
		expect(seen.map(({ authorization }) => authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);

		replies = [invalid, invalid, [200, dailyBody]];
		expect(await provider.fetchWindow(daily, never)).toMatchObject({
			kind: 'failure',
			failure: { class: 'auth', code: '900901' },
		});
		expect(seen).toHaveLength(4);
	});

	test.each([
		['holes alone', dailyBody.replace('"33495"', 'null'), 'no_data', 'no_values'],
		['no points', dailyBody.replace(/"points":\[.*?\]/, '"points":[]'), 'no_data', 'no_values'],
		['an unknown form', '{}', 'shape', 'unexpected_body'],
		['no JSON', 'OK', 'shape', 'unreadable_body'],
	])('%s is never an empty success', async (_, body, failureClass, code) => {
		replies = [[200, body]];
		expect(await provider.fetchWindow(daily, never)).toMatchObject({
			kind: 'failure',
			failure: { class: failureClass, code },
		});
	});

	test.each([
		[500, 'Internal Server error', 'outage'],
		[404, '{"error":"no_data_found","error_description":"no measure found"}', 'no_data'],
		[403, '{"code":"900908","message":"Resource forbidden "}', 'application'],
		[403, '{"error":"ADAM-DC-0008","error_description":"No consent can be found"}', 'consent'],
	])('%d %s', async (status, body, failureClass) => {
		replies = [[status, body, 'text/plain']];
		expect(await provider.fetchWindow(daily, never)).toMatchObject({
			kind: 'failure',
			failure: { class: failureClass },
		});
		expect(seen).toHaveLength(1);
	});

	test('a caller who has given up gets a failure, and no call is made', async () => {
		expect(await provider.fetchWindow(daily, AbortSignal.abort())).toMatchObject({
			kind: 'failure',
			failure: { class: 'outage', code: 'aborted' },
		});
		expect(seen).toEqual([]);
	});
});

test('completeConsent asks for the consent’s meter with the application’s token', async () => {
	const services = {
		nbTotalServices: 1,
		serviceSouscrit: [
			{ pointId: PRM, soutirage: true, injection: false, dateFin: '2029-10-05', etatCode: 'ACTIF' },
		],
	};
	replies = [
		[200, '{"nbTotalServices":0,"serviceSouscrit":null}'],
		[200, JSON.stringify(services)],
	];
	expect(await provider.completeConsent({ autorisation_id: '42', state: 'abc' }, never)).toEqual({
		kind: 'granted',
		externalId: '42',
		points: [{ pointId: PRM, validUntil: '2029-10-05', consumption: true, production: false }],
	});
	expect(seen).toHaveLength(2);
	expect(seen[0]).toEqual({
		method: 'POST',
		url: '/subscribed_services/v1',
		authorization: 'Bearer token-1',
		body: '{"autorisationId":42,"comptage":false,"etatCode":["ACTIF","DEMANDE"],"serviceType":"ACCES"}',
	});
});

test('the rules say what Enedis documents', () => {
	expect(provider.rules).toMatchObject({
		name: 'enedis',
		timeZone: 'Europe/Paris',
		publicationHour: 8,
		maxConsentMonths: 36,
		measures: {
			daily: { history: { months: 36, days: 15 } },
			load_curve: { windowDays: 7, history: { months: 24, days: 15 } },
		},
	});
	expect(provider.rules.isPointId(PRM)).toBe(true);
	expect(provider.rules.isPointId('541448820044186577')).toBe(false);
});
