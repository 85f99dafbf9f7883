import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import type {
	BuildingDetail,
	PortfolioBuilding,
} from '../../extensions/kilowatch/src/shared/http-contract/buildings.ts';
import type { DayReading } from '../../extensions/kilowatch/src/shared/http-contract/readings.ts';
import { withClient } from '../../scripts/database/connection.ts';
import { ask, graphql, must } from '../support/ask.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { runReport } from '../support/flow.ts';
import { connect, waitForSync } from '../support/holder.ts';
import { autumnLoad } from '../support/load-file.ts';
import { addPerson } from '../support/people.ts';

/** A project that has buildings of its own, with a number as their key. */
const OWN = 7;
const load = autumnLoad(new Date(), 'Escalier');

let folder: string;
let server: TestServer;
let device: string;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-adoption-'));
	const file = path.join(folder, 'load.csv');
	await writeFile(file, load.csv);
	server = await startTestServer({
		sandboxEnvironment: { KILOWATCH_SANDBOX_DATA: file, KILOWATCH_SANDBOX_SHIFT: 'none' },
		beforeStart: (_project, database) =>
			withClient(database.connection, async (client) => {
				await client.query(`
					CREATE TABLE buildings (id serial PRIMARY KEY, name varchar(80) NOT NULL, owner text DEFAULT 'SCI');
					INSERT INTO buildings (id, name) VALUES (${OWN}, 'Immeuble du Port'), (8, 'Autre');
					INSERT INTO directus_collections (collection, note) VALUES ('buildings', 'our own');
				`);
			}),
	});
});

afterAll(async () => {
	await server.stop();
	await rm(folder, { recursive: true, force: true });
});

test('the project’s buildings stay as they were, with our fields beside', async () => {
	expect(await must(server, '/kilowatch/status')).toMatchObject({ ok: true });
	expect(await must(server, `/items/buildings/${OWN}?fields=*`)).toMatchObject({
		id: OWN,
		name: 'Immeuble du Port',
		owner: 'SCI',
		floor_area: null,
		devices: [],
	});
	expect(await must(server, '/collections/buildings')).toMatchObject({ meta: { note: 'our own' } });
});

test('a meter is connected and synced in a building whose key is a number', async () => {
	const [meter] = (await (await fetch(`${server.sandbox?.url}/sandbox/meters`)).json()) as {
		pointId: string;
	}[];
	device = await connect(server, OWN, meter?.pointId ?? '');
	const run = await waitForSync(server, device);

	expect(run).toMatchObject({ status: 'succeeded', error_message: null });
	expect(await must(server, `/items/iot_devices/${device}?fields=building`)).toEqual({ building: OWN });
});

test('our routes answer for it', async () => {
	const detail = await must<BuildingDetail>(server, `/kilowatch/buildings/${OWN}`);
	const days = await must<DayReading[]>(
		server,
		`/kilowatch/buildings/${OWN}/readings?from=${load.from}&to=${load.to}`,
	);
	const portfolio = await must<PortfolioBuilding[]>(
		server,
		`/kilowatch/portfolio?from=${load.from}&to=${load.to}`,
	);
	const total = [...load.daysWh.values()].reduce((sum, value) => sum + value, 0);

	expect(detail).toMatchObject({
		id: OWN,
		name: 'Immeuble du Port',
		timezone: 'Europe/Paris',
		may_update: true,
	});
	expect(detail.devices.map(({ id }) => id)).toEqual([device]);
	expect(new Map(days.map(({ date, value }) => [date, value]))).toEqual(load.daysWh);
	expect(portfolio.map(({ id, energy_wh, days_known }) => [id, energy_wh, days_known])).toEqual([
		[8, null, 0],
		[OWN, total, load.daysWh.size],
	]);
	expect(
		(await ask(server, `/kilowatch/buildings/${OWN}/linky/sync`, { method: 'POST', body: {} })).status,
	).toBe(202);
});

test('Directus’ own ways lead from its readings to it', async () => {
	const data = await graphql<{
		iot_daily: { channel: { device: { building: { id: string; name: string } } } }[];
	}>(
		server,
		`{ iot_daily(filter: { channel: { device: { building: { id: { _eq: ${OWN} } } } } }, limit: 1) {
			channel { device { building { id name } } }
		} }`,
	);
	const [sum] = await must<{ count: string }[]>(
		server,
		`/items/iot_readings?filter[channel][device][building][_eq]=${OWN}&aggregate[count]=*`,
	);

	expect(data.iot_daily[0]?.channel.device.building).toEqual({ id: String(OWN), name: 'Immeuble du Port' });
	expect(sum?.count).toBe(String(load.hoursWh.size * 2));
});

test('who may read it may, and keys that are none are as forbidden as others', async () => {
	const reader = await addPerson(server, 'reader', [policyIds.reader]);
	const foreign = await addPerson(server, 'foreign');
	const statusOf = async (key: string, token: string) =>
		(await ask(server, `/kilowatch/buildings/${encodeURIComponent(key)}`, { token })).status;

	expect(await statusOf(String(OWN), reader.token)).toBe(200);
	expect(await statusOf(String(OWN), foreign.token)).toBe(403);
	for (const key of ['9', '07', '7.0', ' 7', '7e0', 'x', '99999999999999999999', '-7', '\0', '%00']) {
		expect([key, await statusOf(key, reader.token)]).toEqual([key, 403]);
	}
});

test('a report is printed of it, and with its readings it is not deleted', async () => {
	for (const building of [OWN, String(OWN)]) {
		const answer = await runReport(server, { building, from: load.from, to: load.to });
		expect(answer).toMatchObject({ report: expect.stringMatching(/^[\da-f-]{36}$/) as string });
	}
	const reports = await must(server, '/items/iot_reports?fields=building');

	expect(reports).toEqual([{ building: OWN }, { building: OWN }]);
	expect(await ask(server, `/items/buildings/${OWN}`, { method: 'DELETE' })).toMatchObject({
		status: 400,
		code: 'KILOWATCH_PROTECTED',
	});
	expect((await ask(server, '/items/buildings/8', { method: 'DELETE' })).status).toBe(204);
});
