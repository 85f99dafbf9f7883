import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../extensions/kilowatch/src/api/endpoint/routes.ts';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Alert } from '../../extensions/kilowatch/src/shared/http-contract/alerts.ts';
import type { PortfolioBuilding } from '../../extensions/kilowatch/src/shared/http-contract/buildings.ts';
import type { InvitationAnswer } from '../../extensions/kilowatch/src/shared/http-contract/consents.ts';
import type { RawReading } from '../../extensions/kilowatch/src/shared/http-contract/readings.ts';
import { collections } from '../../extensions/kilowatch/src/shared/collections/index.ts';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import { providerEnvironment } from '../../scripts/sandbox.ts';
import { ask, must, post } from '../support/ask.ts';
import { adminToken, startTestServer, type TestServer } from '../support/directus.ts';
import { configure } from '../support/holder.ts';
import { addMeasuredMeter, type MeasuredMeter } from '../support/measured.ts';
import { addPerson, type Person } from '../support/people.ts';

const date = addDays(new Date().toISOString().slice(0, 10), -10);
const period = `from=${addDays(date, -1)}&to=${addDays(date, 2)}`;
const collectionNames = collections.map(({ collection }) => collection);

let server: TestServer;
let building: string;
let otherBuilding: string;
let meter: MeasuredMeter;
let personalMeter: MeasuredMeter;
let pendingConsent: string;
let alert: string;
/** the path of a holder's link */
let holder: string;
/** by role; null: nobody */
const tokens: Record<string, string | null> = { anonymous: null, admin: adminToken };
const people: Record<string, Person> = {};

beforeAll(async () => {
	// Nobody listens there: what is asked of the operator here is only where it would lead.
	server = await startTestServer({ sandbox: false, environment: providerEnvironment('http://127.0.0.1:9') });
	building = (await post(server, '/items/buildings', { name: 'Les Tilleuls' })).id;
	otherBuilding = (await post(server, '/items/buildings', { name: 'Bellevue' })).id;
	meter = await addMeasuredMeter(server, building, { pointId: '11111111111111', date, values: [1, 2, 3] });
	personalMeter = await addMeasuredMeter(server, building, {
		pointId: '22222222222222',
		date,
		values: [10, 20],
		personal: true,
	});
	alert = (
		await post(server, '/items/iot_alerts', {
			building,
			device: meter.device,
			rule: 'day-surge',
			severity: 'minor',
			period_from: `${date}T00:00:00Z`,
		})
	).id;
	pendingConsent = (await configure(server, building, { label: 'Cave' })).consent;
	const invited = await configure(server, building, { label: 'Grenier' });
	const { url } = await post<InvitationAnswer['data']>(
		server,
		`/kilowatch/devices/${invited.device}/invitation`,
		{},
	);
	holder = url.slice(`${server.url}/kilowatch`.length);
	await add('foreign');
	await add('reader', policyIds.reader);
	await add('manager', policyIds.manager);
});

afterAll(() => server.stop());

async function add(role: string, ...policies: string[]): Promise<void> {
	const person = await addPerson(server, role, policies);
	people[role] = person;
	tokens[role] = person.token;
}

function idOf(role: string): string {
	const person = people[role];
	if (!person) throw new Error(`There is no ${role}`);

	return person.id;
}

async function statusFor(role: string, method: string, path: string, body?: unknown): Promise<number> {
	const { status } = await ask(server, path, {
		method,
		body,
		token: tokens[role] ?? null,
		redirect: 'manual',
	});

	return status;
}

/** One request for each route; a route without a row here makes the test fail. */
const requests: Record<string, () => { path: string; body?: unknown }> = {
	'GET /status': () => ({ path: '/status' }),
	'GET /portfolio': () => ({ path: '/portfolio' }),
	'GET /buildings/:building': () => ({ path: `/buildings/${building}` }),
	'GET /buildings/:building/readings': () => ({ path: `/buildings/${building}/readings` }),
	'GET /buildings/:building/statistics': () => ({ path: `/buildings/${building}/statistics` }),
	'GET /alerts': () => ({ path: '/alerts' }),
	'POST /alerts/:alert/acknowledge': () => ({ path: `/alerts/${alert}/acknowledge`, body: {} }),
	'POST /alerts/:alert/verdict': () => ({ path: `/alerts/${alert}/verdict`, body: { verdict: 'true' } }),
	'GET /buildings/:building/alert-settings': () => ({ path: `/buildings/${building}/alert-settings` }),
	'POST /buildings/:building/alert-settings': () => ({
		path: `/buildings/${building}/alert-settings`,
		body: { settings: null },
	}),
	'GET /alert-settings': () => ({ path: '/alert-settings' }),
	'POST /alert-settings': () => ({ path: '/alert-settings', body: { settings: null } }),
	'POST /buildings/:building/alert-rules/preview': () => ({
		path: `/buildings/${building}/alert-rules/preview`,
		body: { months: 1 },
	}),
	'GET /buildings/:building/costs': () => ({ path: `/buildings/${building}/costs` }),
	'GET /buildings/:building/forecast': () => ({ path: `/buildings/${building}/forecast` }),
	'GET /buildings/:building/temperatures': () => ({ path: `/buildings/${building}/temperatures` }),
	'POST /buildings/:building/temperatures': () => ({
		path: `/buildings/${building}/temperatures`,
		body: { temperatures: [{ date, mean: 3, min: 1, max: 6 }] },
	}),
	'POST /buildings/:building/linky/configure': () => ({
		path: `/buildings/${building}/linky/configure`,
		body: { provider: 'enedis', scopes: ['daily'], label: 'Cave' },
	}),
	'POST /buildings/:building/linky/sync': () => ({
		path: `/buildings/${building}/linky/sync`,
		body: { devices: [meter.device] },
	}),
	'GET /sync-runs/:run': () => ({ path: `/sync-runs/${meter.run}` }),
	'GET /consents/:consent/authorize': () => ({ path: `/consents/${pendingConsent}/authorize` }),
	'GET /oauth/:provider/callback': () => ({ path: '/oauth/enedis/callback' }),
	// Without a file: who may import is told so.
	'POST /devices/:device/import': () => ({ path: `/devices/${meter.device}/import` }),
	'POST /devices/:device/invitation': () => ({ path: `/devices/${meter.device}/invitation`, body: {} }),
	'POST /devices/:device/invitation/revoke': () => ({ path: `/devices/${meter.device}/invitation/revoke` }),
	// Who has the link may, with an account or without; nothing is sent that is a form.
	'GET /holder/back': () => ({ path: '/holder/back' }),
	'GET /holder/:token': () => ({ path: holder }),
	'GET /holder/:token/operator': () => ({ path: `${holder}/operator` }),
	'GET /holder/:token/authorize': () => ({ path: `${holder}/authorize` }),
	'GET /holder/:token/data': () => ({ path: `${holder}/data` }),
	'POST /holder/:token/consent': () => ({ path: `${holder}/consent` }),
	'POST /holder/:token/allow': () => ({ path: `${holder}/allow` }),
	'POST /holder/:token/withdraw': () => ({ path: `${holder}/withdraw` }),
	'POST /holder/:token/erase': () => ({ path: `${holder}/erase` }),
	// The same: whose buildings are in the file is looked at line by line.
	'POST /onboarding': () => ({ path: '/onboarding' }),
	'GET /buildings/:building/managers': () => ({ path: `/buildings/${building}/managers` }),
	'POST /buildings/manager': () => ({
		path: '/buildings/manager',
		body: { buildings: [building], manager: idOf('manager') },
	}),
	// A scope that was never given: who may take it back is told that nothing has changed.
	'POST /consents/:consent/revoke': () => ({
		path: `/consents/${meter.consent}/revoke`,
		body: { scopes: ['advice'] },
	}),
	'POST /consents/:consent/renew': () => ({ path: `/consents/${meter.consent}/renew`, body: {} }),
	'GET /devices/:device/personal-data': () => ({ path: `/devices/${meter.device}/personal-data` }),
	'GET /openapi.json': () => ({ path: '/openapi.json' }),
	'GET /buildings/:building/export': () => ({ path: `/buildings/${building}/export` }),
	'GET /buildings/:building/report': () => ({ path: `/buildings/${building}/report` }),
};

const everyRoute = routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`);

/** Statuses in the order of `roles`. */
type Matrix = Record<string, readonly number[]>;

function testMatrix(roles: readonly string[], matrix: Matrix): void {
	test('every route has its row', () => {
		expect(Object.keys(matrix).sort()).toEqual([...everyRoute].sort());
		expect(Object.keys(requests).sort()).toEqual([...everyRoute].sort());
	});

	test.each(everyRoute)('%s', async (route) => {
		const [method = ''] = route.split(' ');
		const request = requests[route]?.();
		if (!request) throw new Error(`There is no request for ${route}`);
		const answered: Record<string, number> = {};
		for (const role of roles) {
			answered[role] = await statusFor(role, method, `/kilowatch${request.path}`, request.body);
		}

		expect(answered).toEqual(Object.fromEntries(roles.map((role, index) => [role, matrix[route]?.[index]])));
	});
}

/** The holder's page asks for nothing but the link: it answers everybody the same. */
function holderRoutes(roles: number): Matrix {
	const statuses = {
		'GET /holder/back': 200,
		'GET /holder/:token': 200,
		'GET /holder/:token/operator': 303,
		'GET /holder/:token/authorize': 303,
		'GET /holder/:token/data': 303,
		'POST /holder/:token/consent': 400,
		'POST /holder/:token/allow': 400,
		'POST /holder/:token/withdraw': 400,
		'POST /holder/:token/erase': 400,
	};

	return Object.fromEntries(
		Object.entries(statuses).map(([route, status]) => [route, Array<number>(roles).fill(status)]),
	);
}

/** Keys that lead nowhere a caller may go must not tell which of them exist. */
async function expectAllForbidden(role: string, elsewhere: string): Promise<void> {
	const keys = [elsewhere, '00000000-0000-4000-8000-000000000000', 'x', '1', "'", '\0', '%00', '../status'];
	const paths = keys
		.map(encodeURIComponent)
		.flatMap((key) => [
			`/buildings/${key}`,
			`/buildings/${key}/readings`,
			`/buildings/${key}/statistics`,
			`/buildings/${key}/costs`,
			`/buildings/${key}/forecast`,
			`/buildings/${key}/temperatures`,
			`/buildings/${key}/export`,
			`/buildings/${key}/report`,
			`/sync-runs/${key}`,
			`/consents/${key}/authorize`,
			`/devices/${key}/personal-data`,
			`/buildings/${key}/alert-settings`,
		]);
	for (const path of paths) {
		const { status, code, message } = await ask(server, `/kilowatch${path}`, {
			token: tokens[role] ?? null,
			redirect: 'manual',
		});
		expect({ path, status, code, message }).toEqual({
			path,
			status: 403,
			code: 'FORBIDDEN',
			message: "You don't have permission to access this.",
		});
	}
}

async function readRaw(role: string) {
	return ask<RawReading[]>(server, `/kilowatch/buildings/${building}/readings?resolution=raw&${period}`, {
		token: tokens[role] ?? null,
	});
}

describe('where people see every building', () => {
	testMatrix(['anonymous', 'foreign', 'reader', 'manager', 'admin'], {
		'GET /status': [200, 200, 200, 200, 200],
		'GET /portfolio': [403, 403, 200, 200, 200],
		'GET /buildings/:building': [403, 403, 200, 200, 200],
		'GET /buildings/:building/readings': [403, 403, 200, 200, 200],
		'GET /buildings/:building/statistics': [403, 403, 200, 200, 200],
		'GET /alerts': [403, 403, 200, 200, 200],
		'POST /alerts/:alert/acknowledge': [403, 403, 403, 200, 200],
		'POST /alerts/:alert/verdict': [403, 403, 403, 200, 200],
		'GET /buildings/:building/alert-settings': [403, 403, 200, 200, 200],
		'POST /buildings/:building/alert-settings': [403, 403, 403, 200, 200],
		'GET /alert-settings': [403, 403, 200, 200, 200],
		'POST /alert-settings': [403, 403, 403, 403, 200],
		'POST /buildings/:building/alert-rules/preview': [403, 403, 403, 200, 200],
		'GET /buildings/:building/costs': [403, 403, 200, 200, 200],
		'GET /buildings/:building/forecast': [403, 403, 200, 200, 200],
		'GET /buildings/:building/temperatures': [403, 403, 200, 200, 200],
		'POST /buildings/:building/temperatures': [403, 403, 403, 200, 200],
		'POST /buildings/:building/linky/configure': [403, 403, 403, 200, 200],
		'POST /buildings/:building/linky/sync': [403, 403, 403, 202, 202],
		'GET /sync-runs/:run': [403, 403, 200, 200, 200],
		'GET /consents/:consent/authorize': [403, 403, 403, 302, 302],
		'GET /oauth/:provider/callback': [302, 302, 302, 302, 302],
		'POST /devices/:device/import': [403, 403, 403, 400, 400],
		'POST /devices/:device/invitation': [403, 403, 403, 200, 200],
		'POST /devices/:device/invitation/revoke': [403, 403, 403, 200, 200],
		...holderRoutes(5),
		'POST /onboarding': [403, 400, 400, 400, 400],
		'GET /buildings/:building/managers': [403, 403, 403, 200, 200],
		'POST /buildings/manager': [403, 403, 403, 200, 200],
		'POST /consents/:consent/revoke': [403, 403, 403, 200, 200],
		'POST /consents/:consent/renew': [403, 403, 403, 200, 200],
		'GET /devices/:device/personal-data': [403, 403, 403, 200, 200],
		'GET /buildings/:building/export': [403, 403, 200, 200, 200],
		'GET /buildings/:building/report': [403, 403, 200, 200, 200],
		'GET /openapi.json': [403, 200, 200, 200, 200],
	});

	test.each(['anonymous', 'foreign', 'reader', 'manager'])(
		'the status tells %s only whether all is well',
		async (role) => {
			expect(await must(server, '/kilowatch/status', { token: tokens[role] ?? null })).toEqual({ ok: true });
		},
	);

	test('the status tells the admin the rest', async () => {
		expect(await must(server, '/kilowatch/status')).toMatchObject({
			ok: true,
			scope: 'all',
			migrations: { error: null },
			circuits: expect.any(Array) as unknown,
			storage: {
				readings: { bytes: expect.any(Number) as unknown, newest_at: expect.any(String) as unknown },
				days: { bytes: expect.any(Number) as unknown },
			},
			licence: { collections_used: collectionNames.length, collections_allowed: 25 },
		});
	});

	test.each(['foreign', 'reader', 'manager', 'admin'])(
		'%s cannot tell keys that exist not from malformed ones',
		async (role) => {
			await expectAllForbidden(role, '00000000-0000-4000-8000-000000000001');
		},
	);

	test('a building says whether its reader may change it', async () => {
		for (const [role, may_update] of Object.entries({ reader: false, manager: true, admin: true })) {
			const detail = await must(server, `/kilowatch/buildings/${building}`, { token: tokens[role] ?? null });
			expect(detail).toMatchObject({ may_update });
		}
	});

	test('the seeded policies read all but readings and the audit, and write what a manager keeps', async () => {
		const readable = async (role: string) => {
			const names = await Promise.all(
				collectionNames.map(async (name) => ({
					name,
					status: await statusFor(role, 'GET', `/items/${name}`),
				})),
			);

			return names.filter(({ status }) => status === 200).map(({ name }) => name);
		};
		const all = collectionNames.filter((name) => name !== 'iot_readings' && name !== 'iot_audit');

		expect(await readable('anonymous')).toEqual([]);
		expect(await readable('foreign')).toEqual([]);
		expect(await readable('reader')).toEqual(all);
		expect(await readable('manager')).toEqual(all);
		expect(await readable('admin')).toEqual(collectionNames);
		for (const [role, status] of Object.entries({ foreign: 403, reader: 403, manager: 200 })) {
			expect(await statusFor(role, 'PATCH', `/items/buildings/${building}`, { city: 'Lyon' })).toBe(status);
			expect(await statusFor(role, 'PATCH', `/items/iot_devices/${meter.device}`, { label: 'A' })).toBe(
				status,
			);
		}
		for (const role of ['foreign', 'reader', 'manager']) {
			expect(await statusFor(role, 'DELETE', `/items/buildings/${otherBuilding}`)).toBe(403);
			expect(
				await statusFor(role, 'PATCH', `/items/iot_consents/${meter.consent}`, { status: 'revoked' }),
			).toBe(403);
			expect(await statusFor(role, 'PATCH', `/items/iot_sync_runs/${meter.run}`, { status: 'failed' })).toBe(
				403,
			);
		}
	});

	test.each(['reader', 'manager'])(
		'half hours of a natural person are withheld from %s, who is told why',
		async (role) => {
			const raw = await readRaw(role);
			const days = await must<{ device: string; value: number }[]>(
				server,
				`/kilowatch/buildings/${building}/readings?resolution=day&${period}`,
				{ token: tokens[role] ?? null },
			);

			expect(raw.data.map(({ device, value }) => [device, value])).toEqual(
				[1, 2, 3].map((value) => [meter.device, value]),
			);
			expect(raw.meta.withheld).toEqual({ devices: [personalMeter.device], reason: 'personal_data' });
			expect(days).toMatchObject([
				{ device: meter.device, value: 6 },
				{ device: personalMeter.device, value: 30 },
			]);
			expect(await statusFor(role, 'GET', '/items/iot_readings')).toBe(403);
		},
	);

	test('all that is stored of a natural person’s meter is for who may change the building and read personal data', async () => {
		const path = `/kilowatch/devices/${personalMeter.device}/personal-data`;
		expect(await statusFor('reader', 'GET', path)).toBe(403);
		expect(await statusFor('manager', 'GET', path)).toBe(403);
		expect(await statusFor('admin', 'GET', path)).toBe(200);
		expect(await statusFor('admin', 'GET', `${path}?format=xml`)).toBe(400);
	});

	test('the policy for personal data opens them, in our route and in Directus’ own', async () => {
		await post(server, '/access', { user: idOf('manager'), policy: policyIds.personalData });
		const raw = await readRaw('manager');
		const rows = await must<unknown[]>(server, '/items/iot_readings', { token: tokens.manager ?? null });

		expect(raw.data.map(({ value }) => value).sort((one, other) => one - other)).toEqual([1, 2, 3, 10, 20]);
		expect(raw.meta).not.toHaveProperty('withheld');
		expect(rows).toHaveLength(5);
		expect((await readRaw('reader')).meta).toHaveProperty('withheld');
	});

	test('the admin sees them', async () => {
		expect((await readRaw('admin')).data).toHaveLength(5);
	});

	test('a tag of what one sees is not one of what another sees, and nothing of a natural person is stored', async () => {
		const path = `/kilowatch/buildings/${building}/readings?resolution=raw&${period}`;
		const seen = await server.request(path);
		const headers = { 'If-None-Match': seen.headers.get('etag') ?? '' };
		expect(seen.headers.get('cache-control')).toBe('private, no-store');
		expect((await server.request(path, { headers })).status).toBe(304);
		expect((await server.request(path, { headers, token: tokens.reader ?? null })).status).toBe(200);
		expect((await server.request(path, { headers, token: tokens.foreign ?? null })).status).toBe(403);
	});

	test('answers of ours are kept by nobody on their way', async () => {
		const response = await server.request(`/kilowatch/buildings/${building}`);

		expect(response.headers.get('cache-control')).toBe('private, no-store');
	});
});

describe('where people see the buildings assigned to them', () => {
	const roles = ['anonymous', 'foreign', 'reader', 'viewer', 'otherManager', 'manager', 'admin'];

	beforeAll(async () => {
		await server.restart({ KILOWATCH_SCOPE: 'assigned' });
		// More people than Studio seats: here they only use the API.
		for (const policy of [policyIds.manager, policyIds.reader]) {
			await must(server, `/policies/${policy}`, { method: 'PATCH', body: { app_access: false } });
		}
		await add('viewer', policyIds.reader);
		await add('otherManager', policyIds.manager);
		await must(server, `/items/buildings/${building}`, {
			method: 'PATCH',
			body: {
				manager: idOf('manager'),
				// A viewer without a policy of ours stays outside.
				viewers: [{ viewer: idOf('viewer') }, { viewer: idOf('foreign') }],
			},
		});
		await must(server, `/items/buildings/${otherBuilding}`, {
			method: 'PATCH',
			body: { manager: idOf('otherManager') },
		});
	});

	testMatrix(roles, {
		'GET /status': [200, 200, 200, 200, 200, 200, 200],
		'GET /portfolio': [403, 403, 200, 200, 200, 200, 200],
		'GET /buildings/:building': [403, 403, 403, 200, 403, 200, 200],
		'GET /buildings/:building/readings': [403, 403, 403, 200, 403, 200, 200],
		'GET /buildings/:building/statistics': [403, 403, 403, 200, 403, 200, 200],
		'GET /alerts': [403, 403, 200, 200, 200, 200, 200],
		'POST /alerts/:alert/acknowledge': [403, 403, 403, 403, 403, 200, 200],
		'POST /alerts/:alert/verdict': [403, 403, 403, 403, 403, 200, 200],
		'GET /buildings/:building/alert-settings': [403, 403, 403, 200, 403, 200, 200],
		'POST /buildings/:building/alert-settings': [403, 403, 403, 403, 403, 200, 200],
		'GET /alert-settings': [403, 403, 200, 200, 200, 200, 200],
		'POST /alert-settings': [403, 403, 403, 403, 403, 403, 200],
		'POST /buildings/:building/alert-rules/preview': [403, 403, 403, 403, 403, 200, 200],
		'GET /buildings/:building/costs': [403, 403, 403, 200, 403, 200, 200],
		'GET /buildings/:building/forecast': [403, 403, 403, 200, 403, 200, 200],
		'GET /buildings/:building/temperatures': [403, 403, 403, 200, 403, 200, 200],
		'POST /buildings/:building/temperatures': [403, 403, 403, 403, 403, 200, 200],
		'POST /buildings/:building/linky/configure': [403, 403, 403, 403, 403, 200, 200],
		'POST /buildings/:building/linky/sync': [403, 403, 403, 403, 403, 202, 202],
		'GET /sync-runs/:run': [403, 403, 403, 200, 403, 200, 200],
		'GET /consents/:consent/authorize': [403, 403, 403, 403, 403, 302, 302],
		'GET /oauth/:provider/callback': [302, 302, 302, 302, 302, 302, 302],
		'POST /devices/:device/import': [403, 403, 403, 403, 403, 400, 400],
		'POST /devices/:device/invitation': [403, 403, 403, 403, 403, 200, 200],
		'POST /devices/:device/invitation/revoke': [403, 403, 403, 403, 403, 200, 200],
		...holderRoutes(7),
		'POST /onboarding': [403, 400, 400, 400, 400, 400, 400],
		'GET /buildings/:building/managers': [403, 403, 403, 403, 403, 200, 200],
		'POST /buildings/manager': [403, 403, 403, 403, 403, 200, 200],
		'POST /consents/:consent/revoke': [403, 403, 403, 403, 403, 200, 200],
		'POST /consents/:consent/renew': [403, 403, 403, 403, 403, 200, 200],
		'GET /devices/:device/personal-data': [403, 403, 403, 403, 403, 200, 200],
		'GET /buildings/:building/export': [403, 403, 403, 200, 403, 200, 200],
		'GET /buildings/:building/report': [403, 403, 403, 200, 403, 200, 200],
		'GET /openapi.json': [403, 200, 200, 200, 200, 200, 200],
	});

	test('alerts are those of one’s own buildings', async () => {
		// A minute after it is due, a meter may have got one of its own by being judged.
		const buildings = async (role: string) => {
			const rows = await must<Alert[]>(server, '/kilowatch/alerts', { token: tokens[role] ?? null });

			return [...new Set(rows.map((row) => row.building))];
		};

		expect(await buildings('reader')).toEqual([]);
		expect(await buildings('otherManager')).not.toContain(building);
		expect(await buildings('viewer')).toEqual([building]);
		expect(await buildings('manager')).toEqual([building]);
	});

	test('the portfolio is one’s own', async () => {
		const names = async (role: string) => {
			const rows = await must<PortfolioBuilding[]>(server, '/kilowatch/portfolio', {
				token: tokens[role] ?? null,
			});

			return rows.map(({ name }) => name);
		};

		expect(await names('reader')).toEqual([]);
		expect(await names('viewer')).toEqual(['Les Tilleuls']);
		expect(await names('manager')).toEqual(['Les Tilleuls']);
		expect(await names('otherManager')).toEqual(['Bellevue']);
		expect(await names('admin')).toEqual(['Bellevue', 'Les Tilleuls']);
		expect(await statusFor('reader', 'GET', '/kilowatch/portfolio?sort=secret')).toBe(400);
		const ranked = await ask<PortfolioBuilding[]>(server, `/kilowatch/portfolio?${period}&sort=-change`, {
			token: tokens.viewer ?? null,
		});
		expect(ranked.data).toMatchObject([{ name: 'Les Tilleuls', rank: null, previous: { change: null } }]);
		expect(ranked.meta).toMatchObject({ sort: '-change', totals: { buildings: 1 } });
		expect(await must(server, '/kilowatch/status')).toMatchObject({ scope: 'assigned' });
	});

	test('another’s building is as forbidden as one that is not there', async () => {
		await expectAllForbidden('manager', otherBuilding);
		await expectAllForbidden('otherManager', building);
		await expectAllForbidden('reader', building);
	});

	test('meters of another building cannot be named', async () => {
		const other = await addMeasuredMeter(server, otherBuilding, {
			pointId: '33333333333333',
			date,
			values: [7],
		});
		const token = tokens.manager ?? null;
		const readings = await ask(
			server,
			`/kilowatch/buildings/${building}/readings?device=${other.device}&${period}`,
			{ token },
		);
		const sync = await ask(server, `/kilowatch/buildings/${building}/linky/sync`, {
			method: 'POST',
			body: { devices: [other.device] },
			token,
		});

		expect(readings).toMatchObject({ status: 200, data: [] });
		expect(sync).toMatchObject({ status: 400, code: 'KILOWATCH_INVALID_REQUEST' });
		expect(await statusFor('manager', 'GET', `/kilowatch/sync-runs/${other.run}`)).toBe(403);
	});

	test.each(roles.filter((role) => role !== 'admin'))('no way around for %s', async (role) => {
		const token = tokens[role] ?? null;
		for (const name of collectionNames) {
			expect([name, await statusFor(role, 'GET', `/items/${name}`)]).toEqual([name, 403]);
			expect([name, await statusFor(role, 'POST', `/items/${name}`, {})]).toEqual([name, 403]);
			const { data, code } = await ask(server, '/graphql', {
				method: 'POST',
				body: { query: `{ ${name} { id } }` },
				token,
			});
			expect([name, data, code]).toEqual([name, undefined, 'GRAPHQL_VALIDATION']);
		}
	});

	test('half hours of a natural person stay withheld without the policy', async () => {
		expect((await readRaw('viewer')).meta.withheld).toEqual({
			devices: [personalMeter.device],
			reason: 'personal_data',
		});
		expect((await readRaw('manager')).data).toHaveLength(5);
	});
});
