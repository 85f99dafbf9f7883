/**
 * After a whole life of a consent, with syncs and failures of many kinds, no secret stands in a backup, in the log at its most
 * talkative, in an answer or in Directus' history of changes. Each search is shown to work by a secret that is put there.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withClient } from '../../scripts/database/connection.ts';
import type { Sandbox } from '../../scripts/sandbox.ts';
import { ask, must, post } from '../support/ask.ts';
import type { TestServer } from '../support/directus.ts';
import { dumpDatabase, readEveryRow } from '../support/dump.ts';
import { comeBack, configure, decide, depart, waitForSync } from '../support/holder.ts';
import type { RecordingProxy, Trouble } from '../support/recording-proxy.ts';
import { startRecordedServer, type RecordedServer } from '../support/recorded-server.ts';
import { findSecrets } from '../support/secrets.ts';

const planted = 'this-secret-was-put-here-by-the-test';

let recorded: RecordedServer;
let proxy: RecordingProxy;
let server: TestServer;
let sandbox: Sandbox;
let building: string;
let device: string;
/** by their names */
const secrets: Record<string, string> = {};
/** every answer of ours that the test has seen */
const answers: string[] = [];

beforeAll(async () => {
	recorded = await startRecordedServer({
		KILOWATCH_READINGS_MONTHS: '1',
		KILOWATCH_DAILY_MONTHS: '1',
		LOG_LEVEL: 'trace',
	});
	({ proxy, server, sandbox } = recorded);
	building = (await post(server, '/items/buildings', { name: 'Les Tilleuls' })).id;
	await live();
	for (const [index, token] of [...proxy.tokens].entries()) secrets[`access token ${index + 1}`] = token;
	const { LINKY_ENEDIS_CLIENT_SECRET, IOT_ENCRYPTION_KEY } = server.project.environment ?? {};
	secrets['client secret'] = LINKY_ENEDIS_CLIENT_SECRET ?? '';
	secrets['encryption key'] = IOT_ENCRYPTION_KEY ?? '';
	secrets['encryption key, as bytes'] = Buffer.from(IOT_ENCRYPTION_KEY ?? '', 'hex').toString('latin1');
});

afterAll(async () => {
	await recorded.stop();
});

/** Asks and keeps what was said. */
async function listen(requestPath: string, options?: Parameters<TestServer['request']>[1]): Promise<string> {
	const answer = await server.request(requestPath, options);
	const said = `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`;
	answers.push(said);

	return said;
}

/** A consent given, refused and replayed, syncs that succeed, fail and are not understood. */
async function live(): Promise<void> {
	const [meter, another] = (await (await fetch(`${sandbox.url}/sandbox/meters`)).json()) as {
		pointId: string;
	}[];
	const pointId = meter?.pointId ?? '';
	const asked = await configure(server, building, { point_id: pointId });
	device = asked.device;
	const departure = await depart(server, asked.authorize_path);
	secrets['consent cookie'] = departure.cookie.split('=')[1] ?? '';
	const callback = await decide(departure.consentPage, pointId, 'approve');
	answers.push((await comeBack(server, callback, departure.cookie)).href);
	answers.push((await comeBack(server, callback, departure.cookie)).href);
	await waitForSync(server, device);

	const refused = await configure(server, building, { point_id: another?.pointId ?? '' });
	const second = await depart(server, refused.authorize_path);
	secrets['cookie of a refused consent'] = second.cookie.split('=')[1] ?? '';
	answers.push(
		(
			await comeBack(
				server,
				await decide(second.consentPage, another?.pointId ?? '', 'refuse'),
				second.cookie,
			)
		).href,
	);

	const period = { from: dateBefore(5), to: dateBefore(0) };
	const troubles: Trouble[] = ['echo', 'garbage', 'text_500', 'half_body', 'closed'];
	for (const trouble of troubles) {
		proxy.disturb((call) => (call.includes('/mesure_synchrone') ? trouble : undefined));
		await syncAndListen(period);
	}
	// A token that is refused is asked for anew; then the door stays shut, and says back what it was asked with.
	proxy.disturb((call) => (call.includes('/oauth2/') ? 'echo' : undefined));
	await fetch(`${sandbox.url}/sandbox/gateway`, {
		method: 'PUT',
		body: JSON.stringify({ next: { kind: 'unauthorized', calls: 1000 } }),
	});
	await syncAndListen(period);
	proxy.disturb(() => undefined);
	await fetch(`${sandbox.url}/sandbox/gateway`, { method: 'DELETE' });
	await syncAndListen({});

	await listen('/kilowatch/status');
	await listen(`/kilowatch/buildings/${building}`);
	await listen(`/kilowatch/buildings/${building}/linky/configure`, {
		method: 'POST',
		body: { provider: 'x' },
	});
	await listen(`/kilowatch/oauth/enedis/callback?error=x&state=${'x'.repeat(43)}`, {
		redirect: 'manual',
		headers: { Cookie: departure.cookie },
	});
	await listen('/kilowatch/oauth/nobody/callback', { redirect: 'manual' });
	await listen('/kilowatch/sync-runs/none');
	await listen('/items/iot_sync_runs?fields=*&limit=-1');
	await listen('/items/iot_consents?fields=*.*&limit=-1');
	await listen('/items/vault');
	await listen('/server/info');
}

function dateBefore(days: number): string {
	return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

async function syncAndListen(body: object): Promise<void> {
	const sync = await listen(`/kilowatch/buildings/${building}/linky/sync`, {
		method: 'POST',
		body: { devices: [device], ...body },
	});
	expect(sync).toMatch(/^202 /);
	await waitForSync(server, device);
}

const readLog = () => readFile(path.join(server.project.folder, '../directus.log'), 'utf8');

test('there are secrets, and failures that could have told them', async () => {
	expect(proxy.tokens.size).toBeGreaterThan(0);
	for (const [name, secret] of Object.entries(secrets)) expect(secret.length, name).toBeGreaterThan(20);
	const runs = await must<{ status: string; error_code: string | null; error_excerpt: string | null }[]>(
		server,
		'/items/iot_sync_runs?fields=status,error_code,error_excerpt&limit=-1',
	);
	expect(runs.map(({ status }) => status)).toEqual(
		expect.arrayContaining(['succeeded', 'partial', 'failed']) as unknown,
	);
	// What the operator said back with our token in it is kept, without the token.
	expect(runs.some(({ error_excerpt }) => error_excerpt?.includes('Not understood'))).toBe(true);
});

test('a backup has none', async () => {
	const { connection } = server.database;
	for (const dump of [await dumpDatabase(connection), await readEveryRow(connection)]) {
		expect(dump).toContain('Les Tilleuls');
		expect(dump).toContain('kilowatch_internal.vault');
		expect(dump).toContain('kilowatch_jobs.');
		expect(findSecrets(dump, secrets)).toEqual([]);
	}
});

test('the log at its most talkative has none', async () => {
	const log = await readLog();

	expect(log).toContain('"level":10,');
	expect(log).toContain('/kilowatch/oauth/enedis/callback');
	expect(findSecrets(log, secrets)).toEqual([]);
});

test('no answer has one', () => {
	expect(answers.length).toBeGreaterThan(15);
	expect(findSecrets(answers.join('\n'), secrets)).toEqual([]);
});

test('Directus’ history of changes has none', async () => {
	const revisions = await withClient(server.database.connection, async (client) => {
		const { rows } = await client.query<{ row: string }>('SELECT r::text AS row FROM directus_revisions r');

		return rows.map(({ row }) => row);
	});
	expect(revisions.length).toBeGreaterThan(0);
	expect(findSecrets(revisions.join('\n'), secrets)).toEqual([]);
});

test('the search finds what is put there, in every place and form', async () => {
	const forms = [
		planted,
		encodeURIComponent(planted),
		`Basic ${Buffer.from(`client:${planted}`).toString('base64')}`,
		Buffer.from(`xy${planted}z`).toString('base64url'),
		Buffer.from(planted).toString('hex').toUpperCase(),
	];
	for (const form of forms) expect(findSecrets(`before ${form} after`, { planted })).toEqual(['planted']);

	await must(server, `/items/buildings/${building}`, { method: 'PATCH', body: { name: planted } });
	await server.request(`/items/buildings?search=${planted}`);
	await listen(`/items/buildings/${building}`);
	const { connection } = server.database;
	await expect.poll(readLog, { timeout: 5_000 }).toContain(planted);
	expect(findSecrets(await readLog(), { planted })).toEqual(['planted']);
	for (const dump of [await dumpDatabase(connection), await readEveryRow(connection)])
		expect(findSecrets(dump, { planted })).toEqual(['planted']);
	expect(findSecrets(answers.join('\n'), { planted })).toEqual(['planted']);
	const revisions = await ask<unknown[]>(server, '/revisions?limit=-1&fields=*');
	expect(findSecrets(JSON.stringify(revisions.data), { planted })).toEqual(['planted']);
});
