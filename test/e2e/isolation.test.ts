/**
 * Where people see the buildings assigned to them, a reader of one learns nothing of another: no row, no total, no name, by our
 * routes, by Directus' own, by GraphQL and by sockets. What is not to be seen has values and names that stand nowhere else,
 * and every answer is searched for them.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../extensions/kilowatch/src/api/endpoint/routes.ts';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { collections } from '../../extensions/kilowatch/src/shared/collections/index.ts';
import type {
	Alert,
	AlertsAnswer,
	PreviewAnswer,
} from '../../extensions/kilowatch/src/shared/http-contract/alerts.ts';
import type { PortfolioAnswer } from '../../extensions/kilowatch/src/shared/http-contract/buildings.ts';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import { withClient } from '../../scripts/database/connection.ts';
import { waitUntil } from '../../scripts/process/wait-until.ts';
import { providerEnvironment } from '../../scripts/sandbox.ts';
import { ask as askAdmin, must, post } from '../support/ask.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { addMeasuredMeter, type MeasuredMeter } from '../support/measured.ts';
import { addPerson, type Person } from '../support/people.ts';
import { openSocket } from '../support/web-socket.ts';

const date = addDays(new Date().toISOString().slice(0, 10), -10);
const period = `from=${addDays(date, -1)}&to=${addDays(date, 2)}`;
const names = collections.map(({ collection }) => collection);
/** In no other number: 41152 and 82304 make 123456. */
const hiddenValues = [41_152, 82_304] as const;

let server: TestServer;
let own: string;
let hidden: string;
let hiddenMeter: MeasuredMeter;
let hiddenAlert: string;
let ownAlert: string;
const people: Record<string, Person> = {};
const roles = ['reader', 'manager'] as const;

beforeAll(async () => {
	server = await startTestServer({
		sandbox: false,
		environment: { ...providerEnvironment('http://127.0.0.1:9'), KILOWATCH_SCOPE: 'assigned' },
	});
	// With the admin as many as Studio seats; whose the other building is needs none.
	people.reader = await addPerson(server, 'reader', [policyIds.reader, policyIds.personalData]);
	people.manager = await addPerson(server, 'manager', [policyIds.manager, policyIds.personalData]);
	const owner = await addPerson(server, 'owner');
	own = (
		await post(server, '/items/buildings', {
			name: 'Les Tilleuls',
			manager: people.manager.id,
			viewers: [{ viewer: people.reader.id }],
		})
	).id;
	hidden = (
		await post(server, '/items/buildings', { name: 'Zwartbos', city: 'Verborgen', manager: owner.id })
	).id;
	const ownMeter = await addMeasuredMeter(server, own, {
		pointId: '11111111111111',
		date,
		values: [1, 2, 3],
	});
	hiddenMeter = await addMeasuredMeter(server, hidden, {
		pointId: '98765432109876',
		date,
		values: hiddenValues,
	});
	[hiddenAlert, ownAlert] = await withClient(server.database.connection, async (client) => {
		const add = async (building: string, device: string, observed: number, verdict: string) => {
			const { rows } = await client.query<{ id: string }>(
				`INSERT INTO iot_alerts (building, device, rule, severity, period_from, observed, verdict)
				 VALUES ($1, $2, 'day-surge', 'minor', now(), $3, $4) RETURNING id`,
				[building, device, observed, verdict],
			);

			return rows[0]?.id ?? '';
		};

		return [
			await add(hidden, hiddenMeter.device, 123_456, 'false'),
			await add(own, ownMeter.device, 777, 'true'),
		];
	});
});

afterAll(() => server.stop());

/** What must stand in no answer; `named` leaves out keys that the question itself holds. */
function marksIn(text: string, named = false): string[] {
	const keys = [hidden, hiddenMeter.device, hiddenMeter.consent, hiddenMeter.run, hiddenAlert];
	const marks = ['Zwartbos', 'Verborgen', '98765432109876', '123456', ...hiddenValues.map(String)];

	return [...marks, ...(named ? [] : keys)].filter((mark) => text.includes(mark));
}

interface Asked {
	status: number;
	text: string;
}

async function ask(
	role: string,
	path: string,
	options: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Asked> {
	const response = await server.request(path, {
		...options,
		token: people[role]?.token ?? null,
		redirect: 'manual',
	});

	return { status: response.status, text: await response.text() };
}

const json = (value: unknown) => encodeURIComponent(JSON.stringify(value));

describe.each(roles)('for a %s', (role) => {
	test('it is there at all: the admin is told what is searched for', async () => {
		const readings = await server.request(`/kilowatch/buildings/${hidden}/readings?${period}`);
		expect(marksIn(await readings.text())).toEqual(expect.arrayContaining(['123456', hiddenMeter.device]));
		const rows = await server.request('/items/iot_daily?fields=*,channel.device.building.*');
		expect(marksIn(await rows.text())).toEqual(expect.arrayContaining(['123456', 'Zwartbos']));
		const alerts = await server.request('/kilowatch/alerts');
		expect(marksIn(await alerts.text())).toEqual(expect.arrayContaining(['123456', hiddenAlert]));
	});

	test.each(routes.map(({ method, path }) => [method.toUpperCase(), path]))(
		'%s %s tells nothing of it',
		async (method, path) => {
			const keys: Record<string, string> = {
				':building': hidden,
				':device': hiddenMeter.device,
				':consent': hiddenMeter.consent,
				':run': hiddenMeter.run,
				':alert': hiddenAlert,
				':provider': 'enedis',
				':token': 'x',
			};
			const filled = path.replace(/:\w+/g, (name) => keys[name] ?? 'x');
			const isOfBuilding = /:(building|device|consent|run|alert)/.test(path);
			for (const query of ['', `?${period}`]) {
				const { status, text } = await ask(role, `/kilowatch${filled}${query}`, {
					method,
					...(method === 'POST' ? { body: {} } : {}),
				});
				expect([status, marksIn(text)]).toEqual([isOfBuilding ? 403 : status, []]);
			}
		},
	);

	test('its keys inside of what one may ask tell nothing either', async () => {
		const asked = [
			`/buildings/${own}/readings?device=${hiddenMeter.device}&${period}`,
			`/buildings/${own}/readings?device=${hiddenMeter.device}&resolution=raw&${period}`,
			`/buildings/${own}/readings?by=building&resolution=day&${period}`,
			`/buildings/${own}/readings?by=building&resolution=hour&${period}`,
			`/buildings/${own}/readings?resolution=month&${period}`,
			`/buildings/${own}/statistics?${period}`,
			`/buildings/${own}/forecast`,
			`/buildings/${own}`,
			`/portfolio?${period}&sort=-total&compare=true`,
			'/alerts',
			`/alerts?building=${hidden}`,
			`/alerts?device=${hiddenMeter.device}`,
			`/alerts?device=${hiddenMeter.device}&language=nl`,
			'/alert-settings',
		];
		for (const path of asked) {
			const { text } = await ask(role, `/kilowatch${path}`);
			expect([path, marksIn(text, path.includes(hiddenMeter.device))]).toEqual([path, []]);
		}
		const handedOver = await ask(role, '/kilowatch/buildings/manager', {
			method: 'POST',
			body: { buildings: [own, hidden], manager: null },
		});
		expect(handedOver.status).toBe(403);
		const sync = await ask(role, `/kilowatch/buildings/${own}/linky/sync`, {
			method: 'POST',
			body: { devices: [hiddenMeter.device] },
		});
		expect([400, 403]).toContain(sync.status);
		// A building that one may not change is answered as one that is not there.
		const verdicts = await Promise.all(
			['Zwartbos', hidden, 'Nirgends'].map(async (building) => {
				const { text } = await ask(role, '/kilowatch/onboarding?dry_run=true', {
					method: 'POST',
					body: `building,provider,scopes\n${building},enedis,daily`,
				});

				return text.replaceAll(building, '…');
			}),
		);
		expect(new Set(verdicts).size).toBe(1);
	});

	test('totals and ranks are over one’s own buildings', async () => {
		const { text } = await ask(role, `/kilowatch/portfolio?${period}&sort=-total`);
		const { data, meta } = JSON.parse(text) as PortfolioAnswer;

		expect(data).toMatchObject([{ name: 'Les Tilleuls', energy_wh: 6 }]);
		expect(meta.totals).toMatchObject({ buildings: 1, devices: 1, energy_wh: 6, days_known: 1 });
	});

	test('alerts, their pages and what was said of them are those of one’s own buildings', async () => {
		const list = async (query: string) => {
			const { status, text } = await ask(role, `/kilowatch/alerts${query}`);
			expect([query, status]).toEqual([query, 200]);

			return JSON.parse(text) as AlertsAnswer;
		};
		for (const query of ['', '?limit=1', '?rule=day-surge&status=open&severity=minor', `?building=${own}`]) {
			const { data, meta } = await list(query);
			expect([query, data.map(({ id }) => id), meta.next_cursor]).toEqual([query, [ownAlert], null]);
		}
		for (const query of [`?building=${hidden}`, `?device=${hiddenMeter.device}`]) {
			expect((await list(query)).data).toEqual([]);
		}
		// Another's place in the list is a place and no more.
		const { meta } = await askAdmin<Alert[]>(server, '/kilowatch/alerts?limit=1');
		const { data } = await list(`?cursor=${String(meta.next_cursor)}`);
		expect(data.map(({ id }) => id).filter((id) => id !== ownAlert)).toEqual([]);

		const preview = await ask(role, `/kilowatch/buildings/${own}/alert-rules/preview`, {
			method: 'POST',
			body: { months: 1 },
		});
		expect([preview.status, marksIn(preview.text)]).toEqual([role === 'manager' ? 200 : 403, []]);
		if (preview.status === 200) {
			const found = (JSON.parse(preview.text) as PreviewAnswer).data.find(({ rule }) => rule === 'day-surge');
			expect(found?.portfolio).toEqual({ true: 1, false: 0, known_cause: 0, precision: 1 });
		}
	});

	test('alerts and settings of another building are refused as ones that are not there, and stay as they are', async () => {
		const asked: readonly (readonly [string, unknown])[] = [
			['/alerts/:alert/acknowledge', { comment: 'mine' }],
			['/alerts/:alert/verdict', { verdict: 'true' }],
			['/buildings/:building/alert-settings', { settings: { 'day-surge': { enabled: false } } }],
			['/buildings/:building/alert-rules/preview', { months: 1 }],
		];
		const ofNobody = '00000000-0000-4000-8000-000000000000';
		for (const [path, body] of asked) {
			const answers = await Promise.all(
				[
					path.replace(':alert', hiddenAlert).replace(':building', hidden),
					path.replace(/:\w+/, ofNobody),
				].map(async (filled) => ask(role, `/kilowatch${filled}`, { method: 'POST', body })),
			);
			expect([path, answers[0]?.status, marksIn(answers[0]?.text ?? '')]).toEqual([path, 403, []]);
			expect(answers[0]).toEqual(answers[1]);
		}
		expect(
			await must(server, `/items/iot_alerts/${hiddenAlert}?fields=verdict,comment,acknowledged_by`),
		).toEqual({ verdict: 'false', comment: null, acknowledged_by: null });
		expect(await must(server, `/items/buildings/${hidden}?fields=alert_settings`)).toEqual({
			alert_settings: null,
		});
	});

	test.each(names)(
		'/items/%s: neither rows, nor sums, nor groups, nor by another’s relations',
		async (name) => {
			const queries = [
				'',
				'?fields=*.*.*',
				'?meta=*',
				'?aggregate[count]=*',
				'?aggregate[max]=id',
				'?aggregate[count]=id&groupBy[]=id',
				`?filter=${json({ id: { _nnull: true } })}&limit=1`,
				'?sort=id',
				'?search=Zwartbos',
				'?export=csv',
				`?deep=${json({ devices: { _limit: 1 } })}`,
			];
			for (const query of queries) {
				const { status, text } = await ask(role, `/items/${name}${query}`);
				expect([query, status, marksIn(text)]).toEqual([query, 403, []]);
			}
			const searched = await ask(role, `/items/${name}`, {
				method: 'SEARCH',
				body: { query: { aggregate: { count: '*' } } },
			});
			expect(searched.status).toBe(403);
		},
	);

	test('an export, which Directus works off after it has answered, makes no file and tells nothing', async () => {
		const told = async () =>
			must<{ message: string | null }[]>(
				server,
				`/notifications?filter[recipient][_eq]=${people[role]?.id ?? ''}&limit=-1`,
			);
		for (const name of names) {
			const { status, text } = await ask(role, `/utils/export/${name}`, {
				method: 'POST',
				body: { format: 'json', query: { limit: -1 }, file: { title: 'x' } },
			});
			expect([name, [204, 403].includes(status), marksIn(text)]).toEqual([name, true, []]);
			// Sums and conditions go the same way.
			await ask(role, `/utils/export/${name}`, {
				method: 'POST',
				body: { format: 'csv', query: { aggregate: { count: '*' } }, file: { title: 'x' } },
			});
		}
		const messages = await waitUntil(
			async () => {
				const found = await told();

				return found.length >= names.length * 2 ? found : undefined;
			},
			{ timeoutMs: 30_000, intervalMs: 200, onTimeout: () => new Error('The exports did not end') },
		);
		expect(marksIn(JSON.stringify(messages))).toEqual([]);
		expect(await must(server, '/files')).toEqual([]);
	});

	test('one of its own rows by its key, changed or deleted', async () => {
		const rows = [
			['buildings', hidden],
			['iot_devices', hiddenMeter.device],
			['iot_channels', hiddenMeter.channel],
			['iot_consents', hiddenMeter.consent],
			['iot_sync_runs', hiddenMeter.run],
			['iot_alerts', hiddenAlert],
		] as const;
		for (const [name, key] of rows) {
			for (const [method, body] of [['GET'], ['PATCH', {}], ['DELETE']] as const) {
				const { status, text } = await ask(role, `/items/${name}/${key}`, { method, body });
				expect([name, method, status, marksIn(text)]).toEqual([name, method, 403, []]);
			}
		}
	});

	test('aggregates of values, by day, by channel, and over all', async () => {
		for (const query of [
			'iot_daily?aggregate[sum]=value',
			'iot_daily?aggregate[sum]=value&groupBy[]=channel',
			'iot_daily?aggregate[avg]=curve_value&groupBy[]=date',
			`iot_daily?aggregate[count]=*&filter=${json({ value: { _gt: 100_000 } })}`,
			`iot_daily?aggregate[sum]=value&filter=${json({ channel: { device: { building: { name: { _eq: 'Zwartbos' } } } } })}`,
			'iot_readings?aggregate[max]=value',
			'iot_readings?aggregate[sum]=value&groupBy[]=year(timestamp)',
			'iot_alerts?aggregate[sum]=observed',
			'iot_alerts?aggregate[count]=*&groupBy[]=verdict',
			`iot_alerts?aggregate[count]=*&filter=${json({ building: { name: { _eq: 'Zwartbos' } } })}`,
		]) {
			const { status, text } = await ask(role, `/items/${query}`);
			expect([query, status, marksIn(text)]).toEqual([query, 403, []]);
		}
	});

	test('what stands in Directus’ own collections, and conditions that would tell by what they leave out', async () => {
		const paths = [
			'/users/me?fields=*.*.*',
			'/users?fields=*.*',
			'/users/me?fields=*,$FOLLOW(buildings,manager).*',
			`/users/me?deep=${json({ '$FOLLOW(buildings,manager)': { _limit: 1 } })}`,
			'/files?fields=*.*',
			'/files?aggregate[count]=*',
			'/activity?fields=*.*.*&limit=-1',
			'/revisions?fields=*.*.*&limit=-1',
			'/notifications?fields=*.*',
			'/comments?fields=*.*',
			'/presets?fields=*.*',
			'/shares?fields=*.*',
			'/versions?fields=*.*',
			'/dashboards?fields=*.*',
			'/panels?fields=*.*',
			'/folders?fields=*.*',
			'/flows?fields=*.*',
			'/operations?fields=*.*',
			'/collections',
			'/fields',
			'/relations',
			'/roles?fields=*.*',
			'/policies?fields=*.*',
			'/permissions?fields=*.*',
			'/permissions/me',
			`/permissions/me/buildings/${hidden}`,
			'/server/info',
			'/server/specs/oas',
			'/server/specs/graphql/',
			'/settings?fields=*.*',
			'/translations?fields=*.*',
		];
		for (const path of paths) {
			const { text } = await ask(role, path);
			expect([path, marksIn(text, path.includes(hidden))]).toEqual([path, []]);
		}
		const filtered = async (name: string) => {
			const filter = json({ '$FOLLOW(buildings,manager)': { name: { _starts_with: name } } });

			return ask(role, `/users/me?filter=${filter}`);
		};
		// Whatever Directus makes of such a condition: it must not depend on what it would find.
		expect(await filtered('Zwart')).toEqual(await filtered('Nirgends'));
	});

	test('GraphQL: no field leads to it', async () => {
		const fields = names.flatMap((name) => [
			`{ ${name} { id } }`,
			`{ ${name}_by_id(id: "${hidden}") { id } }`,
			`{ ${name}_aggregated { count { id } } }`,
		]);
		for (const query of [
			...fields,
			'{ iot_daily_aggregated { sum { value } } }',
			'{ iot_daily_aggregated(groupBy: ["channel"]) { group sum { value } } }',
			'{ iot_alerts_aggregated(groupBy: ["building"]) { group count { id } sum { observed } } }',
			'{ buildings { name devices { channels { days { value } } } } }',
			'{ buildings { name alerts { rule observed } } }',
		]) {
			const { text } = await ask(role, '/graphql', { method: 'POST', body: { query } });
			expect([query, text.includes('GRAPHQL_VALIDATION'), marksIn(text, true)]).toEqual([query, true, []]);
		}
		for (const query of ['{ users_me { id } }', '{ __schema { types { name fields { name } } } }']) {
			for (const path of ['/graphql', '/graphql/system']) {
				const { text } = await ask(role, path, { method: 'POST', body: { query } });
				expect([query, marksIn(text)]).toEqual([query, []]);
				if (query.includes('__schema') && path === '/graphql') {
					expect(names.filter((name) => text.includes(`"${name}"`))).toEqual([]);
				}
			}
		}
	});

	test('sockets: neither read nor subscribed to, and nothing comes when it changes', async () => {
		const token = people[role]?.token ?? '';
		const socket = await openSocket(`${server.url.replace('http', 'ws')}/websocket?access_token=${token}`);
		const graphql = await openSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
		try {
			socket.send({ type: 'auth', access_token: token });
			await socket.wait(({ type, status }) => type === 'auth' && status === 'ok');
			for (const collection of names) {
				for (const [uid, message] of Object.entries({
					[`subscribe ${collection}`]: { type: 'subscribe', collection },
					[`one ${collection}`]: { type: 'subscribe', collection, item: hidden },
					[`sum ${collection}`]: { type: 'subscribe', collection, query: { aggregate: { count: '*' } } },
					[`read ${collection}`]: {
						type: 'items',
						action: 'read',
						collection,
						query: { aggregate: { count: '*' } },
					},
				})) {
					socket.send({ ...message, uid });
					const answer = await socket.wait((received) => received.uid === uid);
					expect([uid, answer.status, answer.error?.code]).toEqual([uid, 'error', 'FORBIDDEN']);
				}
			}
			graphql.send({ type: 'connection_init', payload: { access_token: token } });
			await graphql.wait(({ type }) => type === 'connection_ack');
			for (const name of ['buildings', 'iot_daily', 'iot_sync_runs', 'iot_alerts']) {
				graphql.send({
					id: name,
					type: 'subscribe',
					payload: { query: `subscription { ${name}_mutated { key event data { id } } }` },
				});
				await graphql.wait(({ id, type }) => id === name && (type === 'error' || type === 'complete'));
			}

			await must(server, `/items/buildings/${hidden}`, { method: 'PATCH', body: { city: 'Verborgen 2' } });
			await must(server, `/items/iot_alerts/${hiddenAlert}`, {
				method: 'PATCH',
				body: { status: 'acknowledged' },
			});
			const { id: raised } = await post(server, '/items/iot_alerts', {
				building: hidden,
				device: hiddenMeter.device,
				rule: 'short-spike',
				severity: 'major',
				period_from: new Date().toISOString(),
				observed: 123_456,
			});
			await must(server, `/items/iot_alerts/${raised}`, { method: 'DELETE' });
			await new Promise((resolve) => {
				setTimeout(resolve, 1000);
			});
			expect(marksIn(JSON.stringify([socket.messages, graphql.messages]))).toEqual([]);
			expect(
				graphql.messages.filter(({ payload }) => payload !== undefined && 'data' in (payload as object)),
			).toEqual([]);
		} finally {
			socket.close();
			graphql.close();
		}
	});

	test('a panel of a dashboard shows its viewer what the viewer may see', async () => {
		const dashboard = await post(server, '/dashboards', { name: 'All' });
		await post(server, '/panels', {
			dashboard: dashboard.id,
			type: 'metric',
			position_x: 1,
			position_y: 1,
			width: 10,
			height: 10,
			options: { collection: 'iot_daily', field: 'value', function: 'sum' },
		});
		// As the Studio asks for it: with the rights of whoever looks.
		const { text, status } = await ask(role, '/graphql', {
			method: 'POST',
			body: { query: '{ panel: iot_daily_aggregated { sum { value } } }' },
		});
		expect([status, marksIn(text)]).toEqual([400, []]);
		const consumption = await ask(role, `/kilowatch/buildings/${hidden}/readings?resolution=day&${period}`);
		expect([consumption.status, marksIn(consumption.text)]).toEqual([403, []]);
		await must(server, `/dashboards/${dashboard.id}`, { method: 'DELETE' }).catch(() => undefined);
	});
});
