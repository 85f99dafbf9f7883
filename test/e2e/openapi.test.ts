/** What the OpenAPI document says is what a real Directus with the built bundle answers. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { routes } from '../../extensions/kilowatch/src/api/endpoint/routes.ts';
import type { InvitationAnswer } from '../../extensions/kilowatch/src/shared/http-contract/consents.ts';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import { providerEnvironment } from '../../scripts/sandbox.ts';
import { must, post } from '../support/ask.ts';
import { adminToken, startTestServer, type TestServer } from '../support/directus.ts';
import { configure } from '../support/holder.ts';
import { addMeasuredMeter, type MeasuredMeter } from '../support/measured.ts';
import { openApiChecker, type OpenApiDocument, type RealAnswer } from '../support/openapi.ts';
import { addPerson, type Person } from '../support/people.ts';

const date = addDays(new Date().toISOString().slice(0, 10), -10);
const period = `from=${addDays(date, -1)}&to=${addDays(date, 3)}`;
const point = '11111111111111';

let server: TestServer;
let document: OpenApiDocument;
let check: (answer: RealAnswer) => string[];
let building: string;
let meter: MeasuredMeter;
let personal: MeasuredMeter;
let invited: string;
let holderToken: string;
let reader: Person;
let alert: string;
/** what succeeded: `get /kilowatch/status` */
const succeeded = new Set<string>();

beforeAll(async () => {
	server = await startTestServer({ sandbox: false, environment: providerEnvironment('http://127.0.0.1:9') });
	building = (await post(server, '/items/buildings', { name: 'Les Tilleuls', city: 'Lyon' })).id;
	meter = await addMeasuredMeter(server, building, { pointId: point, date, values: [1, 2, 3, 4] });
	personal = await addMeasuredMeter(server, building, {
		pointId: '22222222222222',
		date,
		values: [10, 20],
		personal: true,
	});
	const tariff = await post(server, '/items/iot_tariffs', {
		name: 'Base',
		type: 'peak_off_peak',
		periods: [
			{ price: '0.25', price_low: '0.2', subscription: 12, subscription_per: 'month', low_hours: '22h-6h' },
		],
	});
	await must(server, `/items/iot_devices/${meter.device}`, { method: 'PATCH', body: { tariff: tariff.id } });
	invited = (await configure(server, building, { label: 'Grenier' })).device;
	const { url } = await post<InvitationAnswer['data']>(
		server,
		`/kilowatch/devices/${invited}/invitation`,
		{},
	);
	holderToken = url.slice(url.lastIndexOf('/') + 1);
	reader = await addPerson(server, 'reader', [policyIds.reader]);
	alert = (
		await post(server, '/items/iot_alerts', {
			building,
			device: meter.device,
			rule: 'day-surge',
			severity: 'minor',
			status: 'open',
			period_from: `${date}T00:00:00Z`,
		})
	).id;
	document = (await (await server.request('/kilowatch/openapi.json')).json()) as OpenApiDocument;
	check = openApiChecker(document);
});

afterAll(() => server.stop());

interface Asked {
	/** the path of the document, its parameters filled in by `keys` */
	path: string;
	method?: 'get' | 'post';
	query?: string;
	keys?: Record<string, string>;
	token?: string | null;
	body?: unknown;
	/** sent as it is, as CSV */
	file?: string;
	headers?: Record<string, string>;
}

async function ask(asked: Asked): Promise<RealAnswer> {
	const { path, method = 'get', query, body, file, token = adminToken } = asked;
	const keys: Record<string, string> = {
		building,
		device: meter.device,
		consent: meter.consent,
		run: meter.run,
		alert,
		token: holderToken,
		provider: 'enedis',
		...asked.keys,
	};
	const real = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => keys[name] ?? '');
	const response = await fetch(`${server.url}${real}${query ? `?${query}` : ''}`, {
		method: method.toUpperCase(),
		headers: {
			Connection: 'close',
			...(token === null ? {} : { Authorization: `Bearer ${token}` }),
			...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
			...(file === undefined ? {} : { 'Content-Type': 'text/csv' }),
			...asked.headers,
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
		...(file === undefined ? {} : { body: file }),
		redirect: 'manual',
	});
	const type = response.headers.get('content-type')?.split(';')[0];
	const text = await response.text();
	if (response.status < 400) succeeded.add(`${method} ${path}`);

	return {
		method,
		path,
		status: response.status,
		type,
		body: type === 'application/json' ? (JSON.parse(text) as unknown) : text,
	};
}

const ofBuilding = '/kilowatch/buildings/{building}';
const ofConsent = '/kilowatch/consents/{consent}';
const ofAlert = '/kilowatch/alerts/{alert}';
const ofDevice = '/kilowatch/devices/{device}';
const curve = `Horodate;Valeur (en W)\r\n${date}T10:30:00+01:00;500\r\n${date}T11:00:00+01:00;600\r\n`;

/** Each with the status that it must have: an answer of another one would be held against another part of the document. */
const requests: (Asked & { status: number })[] = [
	{ path: '/kilowatch/status', status: 200 },
	{ path: '/kilowatch/status', token: null, status: 200 },
	{ path: '/kilowatch/openapi.json', status: 200 },
	{ path: '/kilowatch/openapi.json', token: null, status: 403 },
	{ path: '/kilowatch/portfolio', query: period, status: 200 },
	{ path: '/kilowatch/portfolio', query: `${period}&sort=-per_m2&compare=true`, status: 200 },
	{ path: '/kilowatch/portfolio', token: null, status: 403 },
	{ path: '/kilowatch/portfolio', query: 'from=yesterday', status: 400 },
	{ path: ofBuilding, status: 200 },
	{ path: ofBuilding, keys: { building: 'nowhere' }, status: 403 },
	...['raw', 'hour', 'day', 'month'].map((resolution) => ({
		path: `${ofBuilding}/readings`,
		query: `${period}&resolution=${resolution}`,
		status: 200,
	})),
	...['hour', 'day', 'month'].map((resolution) => ({
		path: `${ofBuilding}/readings`,
		query: `${period}&by=building&resolution=${resolution}`,
		status: 200,
	})),
	{ path: `${ofBuilding}/readings`, query: `${period}&format=csv`, status: 200 },
	{ path: `${ofBuilding}/readings`, query: `${period}&resolution=raw&limit=2`, status: 200 },
	{ path: `${ofBuilding}/readings`, query: `${period}&resolution=raw&layout=series`, status: 200 },
	{ path: `${ofBuilding}/readings`, query: `${period}&resolution=day&layout=series`, status: 400 },
	{ path: `${ofBuilding}/readings`, query: `${period}&resolution=raw&layout=series&format=csv`, status: 400 },
	{ path: `${ofBuilding}/readings`, query: `${period}&resolution=week`, status: 400 },
	{ path: `${ofBuilding}/statistics`, query: period, status: 200 },
	...['day', 'month', 'year'].map((resolution) => ({
		path: `${ofBuilding}/costs`,
		query: `${period}&resolution=${resolution}`,
		status: 200,
	})),
	{ path: `${ofBuilding}/costs`, query: `${period}&estimate=true`, status: 200 },
	{ path: `${ofBuilding}/costs`, query: `${period}&resolution=hour`, status: 400 },
	{ path: `${ofBuilding}/costs`, query: 'from=2020-01-01&to=2026-01-01', status: 400 },
	{ path: `${ofBuilding}/costs`, keys: { building: 'nowhere' }, status: 403 },
	{ path: `${ofBuilding}/forecast`, status: 200 },
	{ path: `${ofBuilding}/forecast`, query: 'known_days=28', status: 400 },
	{ path: `${ofBuilding}/statistics`, query: 'from=2020-01-01&to=2026-01-01', status: 400 },
	{
		path: `${ofBuilding}/temperatures`,
		method: 'post',
		body: { temperatures: [{ date, mean: 4.5, min: 1, max: 9 }] },
		status: 200,
	},
	{
		path: `${ofBuilding}/temperatures`,
		method: 'post',
		query: 'dry_run=true',
		file: `date,min,max\r\n${date},9,1\r\n`,
		status: 200,
	},
	{
		path: `${ofBuilding}/temperatures`,
		method: 'post',
		body: { temperatures: [{ date, min: 9, max: 1 }] },
		status: 400,
	},
	{ path: `${ofBuilding}/temperatures`, query: period, status: 200 },
	{ path: `${ofBuilding}/temperatures`, query: 'from=yesterday', status: 400 },
	{ path: `${ofBuilding}/export`, query: period, status: 200 },
	{ path: `${ofBuilding}/export`, query: `${period}&format=csv&locale=fr-BE`, status: 200 },
	{ path: `${ofBuilding}/export`, query: 'metric=steam', status: 400 },
	{ path: `${ofBuilding}/report`, query: '', status: 200 },
	{ path: `${ofBuilding}/report`, query: 'period=2026-13', status: 400 },
	{ path: `${ofBuilding}/managers`, status: 200 },
	{ path: '/kilowatch/alerts', status: 200 },
	{
		path: '/kilowatch/alerts',
		query: `${period}&status=open,acknowledged&rule=day-surge&language=fr`,
		status: 200,
	},
	{ path: '/kilowatch/alerts', query: 'status=gone', status: 400 },
	{ path: '/kilowatch/alerts', token: null, status: 403 },
	{ path: `${ofAlert}/acknowledge`, method: 'post', body: { comment: 'Seen' }, status: 200 },
	{ path: `${ofAlert}/acknowledge`, method: 'post', body: {}, keys: { alert: 'x' }, status: 403 },
	{ path: `${ofAlert}/verdict`, method: 'post', body: { verdict: 'known_cause' }, status: 200 },
	{ path: `${ofAlert}/verdict`, method: 'post', body: { verdict: 'perhaps' }, status: 400 },
	{ path: `${ofBuilding}/alert-settings`, status: 200 },
	{
		path: `${ofBuilding}/alert-settings`,
		method: 'post',
		body: { settings: { 'data-missing': { hours: 4 } } },
		status: 200,
	},
	{
		path: `${ofBuilding}/alert-settings`,
		method: 'post',
		body: { settings: { 'data-missing': { hours: 0 } } },
		status: 400,
	},
	{ path: '/kilowatch/alert-settings', status: 200 },
	{ path: '/kilowatch/alert-settings', method: 'post', body: { settings: null }, status: 200 },
	{ path: '/kilowatch/alert-settings', method: 'post', body: { settings: { nothing: 1 } }, status: 400 },
	{ path: `${ofBuilding}/alert-rules/preview`, method: 'post', body: { months: 2 }, status: 200 },
	{ path: `${ofBuilding}/alert-rules/preview`, method: 'post', body: { months: 25 }, status: 400 },
	{
		path: `${ofBuilding}/alert-rules/preview`,
		method: 'post',
		body: { settings: { 'week-drift': { score: 'high' } } },
		status: 400,
	},
	{ path: '/kilowatch/sync-runs/{run}', status: 200 },
	{ path: '/kilowatch/sync-runs/{run}', keys: { run: 'x' }, status: 403 },
	{ path: '/kilowatch/oauth/{provider}/callback', query: 'state=none&code=none', status: 302 },
	{ path: `${ofDevice}/personal-data`, status: 200 },
	{ path: `${ofDevice}/personal-data`, query: 'format=csv', status: 200 },
	{ path: '/kilowatch/holder/back', status: 200 },
	{ path: '/kilowatch/holder/{token}', status: 200 },
	{ path: '/kilowatch/holder/{token}/data', status: 303 },
	{ path: '/kilowatch/holder/{token}/operator', status: 303 },
	{ path: '/kilowatch/holder/{token}/authorize', status: 303 },
	{
		path: `${ofBuilding}/linky/configure`,
		method: 'post',
		body: { provider: 'enedis', scopes: ['daily'], label: 'Cave' },
		status: 200,
	},
	{
		path: `${ofBuilding}/linky/configure`,
		method: 'post',
		body: { provider: 'enedis', scopes: ['daily'], point_id: '1' },
		status: 400,
	},
	{
		path: `${ofBuilding}/linky/configure`,
		method: 'post',
		body: { provider: 'enedis', scopes: ['daily'], point_id: point },
		status: 409,
	},
	{
		path: `${ofBuilding}/linky/configure`,
		method: 'post',
		body: { provider: 'fluvius', scopes: ['daily'] },
		status: 503,
	},
	{ path: `${ofDevice}/import`, method: 'post', query: 'dry_run=true', file: curve, status: 200 },
	{ path: `${ofDevice}/import`, method: 'post', file: 'what is this', status: 400 },
	{ path: `${ofDevice}/import`, method: 'post', status: 400 },
	{ path: `${ofBuilding}/linky/sync`, method: 'post', body: {}, status: 202 },
	{ path: `${ofBuilding}/linky/sync`, method: 'post', body: { from: date }, status: 400 },
	{
		path: '/kilowatch/onboarding',
		method: 'post',
		query: 'dry_run=true',
		file: 'building,provider,scopes\r\nLes Tilleuls,enedis,daily\r\nNowhere,enedis,daily\r\n',
		status: 200,
	},
	{
		path: '/kilowatch/onboarding',
		method: 'post',
		file: 'building,provider,scopes\r\nNowhere,enedis,daily\r\n',
		status: 400,
	},
	{ path: `${ofDevice}/invitation`, method: 'post', body: { days: 7 }, status: 200 },
	{ path: `${ofDevice}/invitation`, method: 'post', body: { days: 700 }, status: 400 },
	{ path: `${ofDevice}/invitation/revoke`, method: 'post', status: 200 },
	{ path: `${ofConsent}/renew`, method: 'post', status: 200 },
	{ path: `${ofConsent}/revoke`, method: 'post', body: { scopes: ['advice'] }, status: 200 },
	{ path: `${ofConsent}/revoke`, method: 'post', body: { scopes: [] }, status: 400 },
	{ path: `${ofConsent}/authorize`, status: 409 },
];

test('the document is one of OpenAPI 3.1, with this server’s address', async () => {
	const { valid, errors } = await new Validator().validate(
		structuredClone(document) as unknown as Record<string, unknown>,
	);

	expect(errors ?? []).toEqual([]);
	expect(valid).toBe(true);
	expect(document).toMatchObject({ openapi: '3.1.1' });
});

test.each(requests)('$method $path $query $status', async (asked) => {
	const answer = await ask(asked);

	expect({ status: answer.status, mistakes: check(answer) }).toEqual({ status: asked.status, mistakes: [] });
});

test('a building that is handed over, and what a reader may see of a natural person’s meter', async () => {
	const handed = await ask({
		path: '/kilowatch/buildings/manager',
		method: 'post',
		body: { buildings: [building], manager: reader.id },
	});
	const nobody = await ask({
		path: '/kilowatch/buildings/manager',
		method: 'post',
		body: { buildings: [building], manager: '00000000-0000-4000-8000-000000000000' },
	});
	const withheld = await ask({
		path: `${ofBuilding}/readings`,
		query: `${period}&resolution=raw`,
		token: reader.token,
	});

	expect([handed, nobody, withheld].flatMap(check)).toEqual([]);
	expect([handed, nobody, withheld].map(({ status }) => status)).toEqual([200, 400, 200]);
	expect(withheld.body).toMatchObject({ meta: { withheld: { devices: [personal.device] } } });
});

test('the operator’s consent page is where the document says that it leads', async () => {
	const { consent } = await configure(server, building, { label: 'Garage' });
	const answer = await ask({ path: `${ofConsent}/authorize`, keys: { consent } });

	expect(check(answer)).toEqual([]);
	expect(answer.status).toBe(302);
});

/** Forms of the holder's page, which the tests of that page send. */
const forms = 'post /kilowatch/holder/';

test('no route was left out', () => {
	const all = routes.map(({ method, path }) => `${method} /kilowatch${path.replaceAll(/:(\w+)/g, '{$1}')}`);

	expect(all.filter((route) => !succeeded.has(route) && !route.startsWith(forms))).toEqual([]);
});

test('the next page of a CSV is in its link, with no token in it', async () => {
	const path = `/kilowatch/buildings/${building}/readings`;
	const lines: string[] = [];
	let url: string | undefined =
		`${server.url}${path}?${period}&resolution=raw&limit=3&access_token=${adminToken}`;
	let pages = 0;
	while (url !== undefined) {
		const response: Response = await fetch(url, {
			headers: {
				Connection: 'close',
				Accept: 'text/csv',
				...(pages === 0 ? {} : { Authorization: `Bearer ${adminToken}` }),
			},
		});
		expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
		expect(response.headers.get('vary')).toContain('Accept');
		const [, ...rows] = (await response.text()).trim().split('\r\n');
		lines.push(...rows);
		const next: string | undefined = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
		expect(next ?? '').not.toContain(adminToken);
		url = next === undefined ? undefined : new URL(next, url).href;
		pages += 1;
	}

	expect(pages).toBe(2);
	expect(lines).toHaveLength(6);
	expect(new Set(lines).size).toBe(6);
});

test('an export is a file, with local names, and the log says who took what of a natural person', async () => {
	const response = await server.request(
		`/kilowatch/buildings/${building}/export?${period}&resolution=raw&format=csv`,
		{ headers: { 'Accept-Language': 'fr-FR,fr;q=0.9' } },
	);
	const [header = '', ...lines] = Buffer.from(await response.arrayBuffer())
		.toString()
		.trimEnd()
		.split('\r\n');

	expect(response.headers.get('content-disposition')).toBe(
		`attachment; filename="kilowatch-${building}-${addDays(date, -1)}-${addDays(date, 3)}.csv"`,
	);
	expect(header.split(',').slice(0, 4)).toEqual([
		'\uFEFFHeure locale (début)',
		'Décalage UTC',
		'UTC (début)',
		'Compteur',
	]);
	expect(lines).toHaveLength(6);

	const ofReader = await server.request(
		`/kilowatch/buildings/${building}/export?${period}&resolution=raw&format=csv`,
		{ token: reader.token },
	);
	expect((await ofReader.text()).trim().split('\r\n')).toHaveLength(5);

	const log = (await (
		await server.request('/items/iot_audit?filter[action][_eq]=data.exported&sort=id&fields=details,purpose')
	).json()) as { data: unknown[] };
	expect(log.data.at(-1)).toEqual({
		purpose: 'consumption',
		details: { format: 'csv', resolution: 'raw', from: addDays(date, -1), to: addDays(date, 3), rows: null },
	});
});
