import { createEnedisProvider } from '../../extensions/kilowatch/src/providers/enedis/enedis-provider.ts';
import { createOresProvider } from '../../extensions/kilowatch/src/providers/ores/ores-provider.ts';
import { createFixtureProvider } from './fixture-provider.ts';
import { describeProviderContract } from './provider-contract.ts';

const ean = '541456700000000014';

describeProviderContract('the fixture', {
	create: (tools) =>
		createFixtureProvider({ apiUrl: new URL('https://grid.example.org/api/'), apiKey: 'secret' }, tools),
	pointId: ean,
	notPointIds: ['541456700000', '09775542606818'],
	answers: [
		{
			window: { measure: 'load_curve', from: '2026-10-25', to: '2026-10-26' },
			body: JSON.stringify({
				ean,
				intervals: Array.from({ length: 100 }, (_, quarter) => ({
					start: new Date(Date.UTC(2026, 9, 24, 22) + quarter * 900_000).toISOString(),
					minutes: 15,
					kwh: quarter === 7 ? null : '0.125',
					validated: true,
				})),
			}),
			points: 99,
		},
		{
			window: { measure: 'daily', from: '2026-10-01', to: '2026-10-03' },
			body: JSON.stringify({
				ean,
				totals: [
					{ date: '2026-10-01', kwh: '0' },
					{ date: '2026-10-02', kwh: '12.345' },
				],
			}),
			points: 2,
		},
	],
	refusals: [
		{ status: 400, body: '{"error":"window_too_long"}', class: 'bad_request' },
		{ status: 403, body: '{"error":"mandate_ended"}', class: 'consent' },
		{ status: 403, body: '{"error":"key_revoked"}', class: 'application' },
		{ status: 404, body: '{"error":"nothing_measured"}', class: 'no_data' },
		{ status: 401, body: '', class: 'auth' },
		{ status: 500, body: 'Oops', class: 'outage' },
		{ status: 403, body: '<html></html>', class: 'outage' },
		{ status: 403, body: '{"error":"something_new"}', class: 'shape' },
	],
	granted: { mandate: 'M-1', ean },
	refused: { error: 'declined' },
});

const prm = '09775542606818';
const enedisAnswer = (head: object, quantity: object) =>
	JSON.stringify({
		idPrm: prm,
		etapeMetier: 'BRUT',
		periode: { dateDebut: '2026-09-29', dateFin: '2026-09-30' },
		...head,
		grandeur: [{ grandeurMetier: 'CONS', calendrier: [], ...quantity }],
		contexte: [],
	});

describeProviderContract('Enedis', {
	create: (tools) =>
		createEnedisProvider(
			{
				api: '2026',
				apiUrl: new URL('https://gateway.example.org'),
				consentUrl: new URL('https://holder.example.org'),
				clientId: 'client',
				clientSecret: 'secret',
				callsPerSecond: 5,
				callsPerHour: undefined,
			},
			tools,
		),
	pointId: prm,
	notPointIds: ['0977554260681', ean],
	isTokenRequest: ({ pathname }) => pathname === '/oauth2/v3/token',
	token: () => Response.json({ access_token: 'token', token_type: 'Bearer', expires_in: 12_600 }),
	answers: [
		{
			window: { measure: 'load_curve', from: '2026-09-29', to: '2026-09-30' },
			body: enedisAnswer(
				{ modeCalcul: 'MESURE' },
				{
					grandeurPhysique: 'PA',
					unite: 'W',
					points: [
						{ v: '4078', d: '2026-09-29 00:30:00', p: 'PT30M', n: 'B' },
						{ v: '0', d: '2026-09-29 01:00:00', p: 'PT30M', n: 'B' },
					],
				},
			),
			points: 2,
		},
		{
			window: { measure: 'daily', from: '2026-09-29', to: '2026-09-30' },
			body: enedisAnswer(
				{ modeCalcul: 'DIFF.INDEX', pas: 'P1D' },
				{ grandeurPhysique: 'EA', unite: 'Wh', points: [{ v: '33495', d: '2026-09-29' }] },
			),
			points: 1,
		},
	],
	refusals: [
		{ status: 400, body: '{"error":"ADAM-ERR0126"}', class: 'bad_request' },
		{ status: 403, body: '{"error":"ADAM-DC-0008"}', class: 'consent' },
		{ status: 403, body: '{"code":"900908","message":"Resource forbidden "}', class: 'application' },
		{ status: 404, body: '{"error":"no_data_found"}', class: 'no_data' },
		{ status: 401, body: '{"code":"900901","message":"Invalid Credentials"}', class: 'auth' },
		{ status: 500, body: 'Internal Server error', class: 'outage' },
		{ status: 403, body: '{"error":"SOMETHING-NEW"}', class: 'shape' },
	],
	refused: { error: 'access_denied', error_description: 'access_denied' },
});

const oresEan = '541456003702524723';
const oresAnswer = (resolution: string, values: readonly object[]) =>
	JSON.stringify({ prm: oresEan, unit: 'kWh', resolution, values });
const quarterHour = (start: string, value: number | null) => ({ start, value, quality: 'measured' });

describeProviderContract('ORES', {
	create: (tools) =>
		createOresProvider(
			{
				apiUrl: new URL('https://api.example.org/ores/'),
				authorizeUrl: new URL('https://login.example.org/authorize'),
				tokenUrl: new URL('https://login.example.org/token'),
				revokeUrl: undefined,
				clientId: 'client',
				clientSecret: 'secret',
				redirectUri: new URL('https://directus.example.org/kilowatch/oauth/ores/callback'),
			},
			tools,
		),
	access: { token: () => Promise.resolve({ kind: 'token', token: 'a-token' }), discard: () => undefined },
	pointId: oresEan,
	notPointIds: [prm, '541456003702524722', '371456003702524723'],
	answers: [
		{
			window: { measure: 'load_curve', from: '2026-10-25', to: '2026-10-26' },
			body: oresAnswer('PT15M', [
				quarterHour('2026-10-25T02:45:00+02:00', 0.125),
				quarterHour('2026-10-25T02:00:00+01:00', 0),
				quarterHour('2026-10-25T02:15:00+01:00', null),
			]),
			points: 2,
		},
		{
			window: { measure: 'daily', from: '2026-10-24', to: '2026-10-27' },
			body: oresAnswer('P1D', [
				quarterHour('2026-10-26T00:00:00+01:00', 12.345),
				quarterHour('2026-10-25T00:00:00+02:00', 11),
			]),
			points: 2,
		},
		{
			window: { measure: 'daily_production', from: '2026-10-24', to: '2026-10-25' },
			body: oresAnswer('P1D', [quarterHour('2026-10-24T00:00:00+02:00', 0)]),
			points: 1,
		},
		{
			window: { measure: 'production_load_curve', from: '2026-03-29', to: '2026-03-30' },
			body: oresAnswer('PT15M', [quarterHour('2026-03-29T03:00:00+02:00', 0.5)]),
			points: 1,
		},
	],
	refusals: [
		{ status: 400, body: '{"error":"window_too_long"}', class: 'bad_request' },
		{ status: 400, body: '{"error":"before_history"}', class: 'bad_request' },
		{ status: 400, body: '{"error":"no_such_direction"}', class: 'bad_request' },
		{ status: 401, body: '{"error":"invalid_token"}', class: 'auth' },
		{ status: 403, body: '{"error":"metering_point_not_authorized"}', class: 'consent' },
		{ status: 403, body: '{"error":"insufficient_scope"}', class: 'consent' },
		{ status: 403, body: '{"error":"application_suspended"}', class: 'application' },
		{ status: 404, body: '{"error":"no_data"}', class: 'no_data' },
		{ status: 500, body: 'Internal Server error', class: 'outage' },
		{ status: 503, body: '{"error":"temporarily_unavailable"}', class: 'outage' },
		{ status: 403, body: '<html>Access denied</html>', class: 'outage' },
		{ status: 404, body: '{"message":"Resource not found"}', class: 'outage' },
		{ status: 403, body: '{"error":"something_new"}', class: 'shape' },
	],
	refused: { error: 'access_denied' },
});
