/** The holder's link and its page over HTTP: what it protects, and that its secret stays one. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withClient } from '../../scripts/database/connection.ts';
import type { BuildingDetail } from '../../extensions/kilowatch/src/shared/http-contract/buildings.ts';
import type { InvitationAnswer } from '../../extensions/kilowatch/src/shared/http-contract/consents.ts';
import { ask, must, post } from '../support/ask.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { dumpDatabase, readEveryRow } from '../support/dump.ts';
import { configure, decide } from '../support/holder.ts';
import { openHolderBrowser, type HolderAnswer, type HolderBrowser } from '../support/holder-browser.ts';
import { startMailServer, type MailServer } from '../support/mail-server.ts';
import { findSecrets } from '../support/secrets.ts';

const ADDRESS = 'jeanne.martin@example.org';

let mail: MailServer;
let server: TestServer;
let browser: HolderBrowser;
let building: string;
let meters: string[];
/** every token that was ever given out, by its number */
const secrets: Record<string, string> = {};

beforeAll(async () => {
	mail = await startMailServer();
	server = await startTestServer({
		environment: {
			LOG_LEVEL: 'trace',
			EMAIL_TRANSPORT: 'smtp',
			EMAIL_SMTP_HOST: '127.0.0.1',
			EMAIL_SMTP_PORT: String(mail.port),
			EMAIL_SMTP_IGNORE_TLS: 'true',
			KILOWATCH_WORKERS: '0',
		},
	});
	browser = openHolderBrowser(server);
	building = (
		await post(server, '/items/buildings', {
			name: 'Les <script>alert(1)</script> "Tilleuls"',
			city: 'Lyon',
			country: 'FR',
		})
	).id;
	const list = (await (await fetch(`${server.sandbox?.url}/sandbox/meters`)).json()) as { pointId: string }[];
	meters = list.map(({ pointId }) => pointId);
});

afterAll(async () => {
	await server.stop();
	await mail.stop();
});

/** A new meter that waits for its holder. */
async function addMeter(pointId?: string): Promise<string> {
	const request = pointId === undefined ? { label: `Meter ${Math.random()}` } : { point_id: pointId };

	return (await configure(server, building, { ...request, personal: true })).device;
}

async function invite(device: string, body: object = {}): Promise<InvitationAnswer['data']> {
	const data = await post<InvitationAnswer['data']>(server, `/kilowatch/devices/${device}/invitation`, body);
	secrets[`token ${Object.keys(secrets).length + 1}`] = data.url.split('/').at(-1) ?? '';

	return data;
}

async function sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
	return withClient(server.database.connection, async (client) => {
		const { rows } = await client.query<Record<string, unknown>>(text, values);

		return rows;
	});
}

const consent = { text_version: '2026-11-h', scope: ['daily'] };

/** From the link to the operator and back. */
async function giveConsent(
	url: string,
	pointId: string,
	answer: 'approve' | 'refuse' = 'approve',
): Promise<HolderAnswer> {
	await browser.send(`${url}/consent`, consent);
	const leaving = await browser.get(`${url}/authorize`, { 'Sec-Fetch-Site': 'same-origin' });
	const callback = await decide(new URL(leaving.location ?? ''), pointId, answer);

	return browser.follow(await browser.get(callback.href, { 'Sec-Fetch-Site': 'cross-site' }));
}

describe('an invitation', () => {
	test('is a link of 256 random bits, of which only the hash is kept', async () => {
		const device = await addMeter();
		const { url, expires_at, sent } = await invite(device);

		expect(url).toMatch(new RegExp(`^${server.url}/kilowatch/holder/[A-Za-z0-9_-]{43}$`));
		expect(sent).toBe(false);
		const days = (Date.parse(expires_at) - Date.now()) / 86_400_000;
		expect(days).toBeGreaterThan(29.9);
		expect(days).toBeLessThan(30.1);
		const { devices } = await must<BuildingDetail>(server, `/kilowatch/buildings/${building}`);
		expect(devices.find(({ id }) => id === device)?.invitation).toEqual({ expires_at, opened_at: null });
		await browser.get(url);
		const after = await must<BuildingDetail>(server, `/kilowatch/buildings/${building}`);
		expect(after.devices.find(({ id }) => id === device)?.invitation?.opened_at).toMatch(/^20/);
	});

	test('of a meter that nobody has configured a consent for makes the pending one, to nothing yet', async () => {
		const { id: device } = await post(server, '/items/iot_devices', { building, provider: 'enedis' });
		const { url } = await invite(device);
		const consents = await sql(
			'SELECT id, status, scopes, text_version FROM iot_consents WHERE device = $1',
			[device],
		);

		expect(consents).toMatchObject([{ status: 'pending', scopes: [], text_version: '2026-11-h' }]);
		// From the Studio nobody can send a holder off to a consent to nothing.
		expect(await ask(server, `/kilowatch/consents/${String(consents[0]?.id)}/authorize`)).toMatchObject({
			status: 409,
			code: 'KILOWATCH_CONSENT_STATE',
		});
		expect((await browser.get(url)).status).toBe(200);
	});

	test('takes the place of the one before', async () => {
		const device = await addMeter();
		const first = await invite(device);
		const links = await Promise.all([invite(device), invite(device), invite(device)]);
		const statuses = await Promise.all(
			[first, ...links].map(async ({ url }) => (await browser.get(url)).status),
		);

		expect(statuses[0]).toBe(404);
		expect(statuses.filter((status) => status === 200)).toHaveLength(1);
	});

	test('is taken away again, once or twice', async () => {
		const device = await addMeter();
		const { url } = await invite(device);
		for (let time = 0; time < 2; time += 1) {
			await post(server, `/kilowatch/devices/${device}/invitation/revoke`, {});
			expect((await browser.get(url)).status).toBe(404);
		}
		expect(await auditSteps(device)).toEqual(['made', 'revoked']);
	});

	test.each([
		[{ days: 0 }],
		[{ days: 91 }],
		[{ days: 1.5 }],
		[{ email: 'nobody' }],
		[{ language: 'it' }],
		[{ scopes: ['daily'] }],
	])('with %j is refused and changes nothing', async (body) => {
		const device = await addMeter();
		const { url } = await invite(device);

		expect(
			await ask(server, `/kilowatch/devices/${device}/invitation`, { method: 'POST', body }),
		).toMatchObject({ status: 400, code: 'KILOWATCH_INVALID_REQUEST' });
		expect((await browser.get(url)).status).toBe(200);
	});

	test('of a meter that is not read by consent is refused', async () => {
		const { id } = await post(server, '/items/iot_devices', { building, provider: 'file' });

		expect(
			await ask(server, `/kilowatch/devices/${id}/invitation`, { method: 'POST', body: {} }),
		).toMatchObject({ status: 503, code: 'KILOWATCH_PROVIDER_OFF' });
		expect(await sql('SELECT FROM kilowatch_internal.invitations WHERE device = $1', [id])).toEqual([]);
	});

	test('goes by mail in the holder’s language, and the address is kept nowhere', async () => {
		const device = await addMeter();
		const { url, sent } = await invite(device, { email: ADDRESS, language: 'nl' });

		expect(sent).toBe(true);
		const message = decodeMessage(mail.messages.at(-1) ?? '');
		expect(message).toContain(`To: ${ADDRESS}`);
		expect(message).toContain(url);
		expect(message).toContain('wordt niets gelezen');
		// In its HTML; in plain text it is only text.
		expect(message.split('text/html')[1]).not.toContain('<script>');
		expect(await readEveryRow(server.database.connection)).not.toContain(ADDRESS);
		expect(await readLog()).not.toContain(ADDRESS);
	});

	test('that the mail server does not take is there all the same, and says so', async () => {
		const device = await addMeter();
		await mail.stop();
		const { url, sent } = await invite(device, { email: ADDRESS });

		expect(sent).toBe(false);
		expect((await browser.get(url)).status).toBe(200);
		await expect.poll(readLog).toContain('invitation could not be sent');
		expect(await readLog()).not.toContain(ADDRESS);
	});
});

describe('the page', () => {
	let device: string;
	let url: string;

	beforeAll(async () => {
		device = await addMeter(meters[0]);
		({ url } = await invite(device));
	});

	test('is whole without scripts and without anything from elsewhere', async () => {
		const { body, headers, text } = await browser.get(url, { 'Accept-Language': 'fr-BE,fr;q=0.9,en;q=0.5' });

		expect(body).toContain('<html lang="fr">');
		expect(body).not.toMatch(/<script|<iframe|<img|@import|url\(| on\w+=/);
		for (const [, target] of body.matchAll(/(?:href|src|action)="([^"]*)"/g))
			expect(target).toMatch(/^(\/kilowatch\/holder\/|#|data:,$)/);
		expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;Tilleuls&quot;');
		expect(text).toContain(meters[0]?.slice(-4));
		expect(body).not.toContain(meters[0]);
		expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
	});

	test.each(['', '/operator', '/authorize', '/nowhere', '/../x', '?lang=de'])(
		'keeps itself to itself at %j, and when there is nothing',
		async (part) => {
			for (const link of [`${url}${part}`, `${server.url}/kilowatch/holder/${'A'.repeat(43)}${part}`]) {
				const { headers } = await browser.get(link);
				expect(headers.get('referrer-policy')).toBe('no-referrer');
				if (part === '/nowhere' || part === '/../x') continue;
				expect(headers.get('cache-control')).toBe('no-store');
				expect(headers.get('x-robots-tag')).toContain('noindex');
			}
		},
	);

	test('ticked by nobody changes nothing', async () => {
		const before = await sql('SELECT * FROM iot_consents WHERE device = $1', [device]);
		for (const fields of [
			{ text_version: '2026-11-h' },
			{ text_version: '2026-11-h', scope: 'everything' },
			{ text_version: '2026-11-h', scope: 'advice' },
			{ text_version: '2025-01-h', scope: 'daily' },
			{ scope: 'daily' },
		]) {
			expect((await browser.send(`${url}/consent`, fields as Record<string, string>)).status).toBe(422);
		}
		expect(await sql('SELECT * FROM iot_consents WHERE device = $1', [device])).toEqual(before);
	});

	test('sends nobody to the operator who has ticked nothing, whatever the manager asked for', async () => {
		expect(await sql('SELECT scopes FROM iot_consents WHERE device = $1', [device])).toEqual([
			{ scopes: ['daily', 'load_curve'] },
		]);
		for (const part of ['operator', 'authorize'])
			expect(await browser.get(`${url}/${part}`, { 'Sec-Fetch-Site': 'same-origin' })).toMatchObject({
				status: 303,
				location: './',
			});
	});

	test.each([
		[{ 'Sec-Fetch-Site': 'cross-site' }],
		[{ 'Sec-Fetch-Site': 'same-site' }],
		[{ 'Sec-Fetch-Site': '', Origin: 'https://elsewhere.example' }],
	])('takes no form from elsewhere: %j', async (headers) => {
		for (const form of ['consent', 'allow', 'withdraw', 'erase']) {
			const { status } = await browser.send(`${url}/${form}`, { ...consent, confirm: 'yes' }, headers);
			expect([form, status]).toEqual([form, 403]);
		}
		expect((await browser.get(`${url}/authorize`, headers)).location).not.toMatch(/^http/);
	});

	test.each([
		['application/json', '{"scope":["daily"]}'],
		['text/plain', 'scope=daily'],
		['multipart/form-data; boundary=x', '--x--'],
		['application/x-www-form-urlencoded', `scope=${'daily'.repeat(10_000)}`],
	])('answers a body of %s that is no form of ours as a page', async (type, body) => {
		const answer = await fetch(`${url}/consent`, {
			method: 'POST',
			headers: { 'Content-Type': type, 'Sec-Fetch-Site': 'same-origin', Connection: 'close' },
			body,
		});

		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain('Nothing has changed');
	});

	test('keeps what was ticked once, however often it is sent, and leads on', async () => {
		for (let time = 0; time < 2; time += 1) {
			const answer = await browser.send(`${url}/consent?lang=de`, consent);
			expect(answer).toMatchObject({ status: 303, location: './operator?lang=de' });
			expect(await browser.follow(answer)).toMatchObject({
				status: 200,
				text: expect.stringContaining('Bestätigen Sie jetzt bei Enedis') as unknown,
			});
		}
		expect(await sql('SELECT status, scopes FROM iot_consents WHERE device = $1', [device])).toEqual([
			{ status: 'pending', scopes: ['daily'] },
		]);
	});

	test('tells of another meter that was chosen at the operator', async () => {
		const back = await giveConsent(url, meters[1] ?? '');

		expect(back.text).toContain('not the one this link is for');
		expect(back.url).toBe(`${server.url}/kilowatch/holder/back?consent=failed&code=other_point`);
	});

	test('believes no address that a consent was given', async () => {
		const { text } = await browser.get('/kilowatch/holder/back?consent=granted');

		expect(text).not.toContain('Thank you');
	});

	test('brings back who left in another browser, without telling anything', async () => {
		const leaving = await browser.get(`${url}/authorize`, { 'Sec-Fetch-Site': 'same-origin' });
		const callback = await decide(new URL(leaving.location ?? ''), meters[0] ?? '', 'refuse');
		const other = openHolderBrowser(server);
		const back = await other.follow(await other.get(callback.href));

		expect(back.url).toMatch(/\/kilowatch\/holder\/back\?consent=failed&code=unknown_state$/);
		expect(back.text).toContain('Open the link that you were given once more.');
		expect(back.text).not.toContain('Tilleuls');
	});

	test('says no, then yes', async () => {
		expect((await giveConsent(url, meters[0] ?? '', 'refuse')).text).toContain(
			'You have not given permission',
		);
		const granted = await giveConsent(url, meters[0] ?? '');
		expect(granted.text).toContain('Thank you: your permission is given');
		expect((await browser.get(url)).text).toContain('Withdraw: Daily totals');
	});

	test('past its time stays the page of the consent that was given by it, and gives no other', async () => {
		await sql(
			`UPDATE kilowatch_internal.invitations SET expires_at = now() - interval '1 day' WHERE device = $1`,
			[device],
		);
		expect((await browser.get(url)).text).toContain('Withdraw: Daily totals');
		const other = await addMeter();
		const { url: otherUrl } = await invite(other);
		await sql(
			`UPDATE kilowatch_internal.invitations SET expires_at = now() - interval '1 day' WHERE device = $1`,
			[other],
		);
		expect((await browser.get(otherUrl)).status).toBe(404);
		expect((await browser.send(`${otherUrl}/consent`, consent)).status).toBe(404);
	});
});

describe('a link that opens nothing', () => {
	test('answers the same, whether it never was, was revoked or has expired', async () => {
		const device = await addMeter();
		const { url } = await invite(device);
		await post(server, `/kilowatch/devices/${device}/invitation/revoke`, {});
		const answers = await Promise.all(
			[url, `${server.url}/kilowatch/holder/${'B'.repeat(43)}`, `${server.url}/kilowatch/holder/x`].map(
				(link) => browser.get(link),
			),
		);

		expect(new Set(answers.map(({ body, status }) => `${status} ${body}`)).size).toBe(1);
		expect(answers[0]?.status).toBe(404);
	});

	test('is refused after many of them, and never one that opens something', async () => {
		const { url } = await invite(await addMeter());
		let status = 404;
		for (let tried = 0; status === 404 && tried < 60; tried += 1) {
			({ status } = await browser.get(`/kilowatch/holder/${String(tried).padStart(43, 'C')}`));
		}
		expect(status).toBe(429);
		expect((await browser.get(url)).status).toBe(200);
	});
});

describe('the secret in the address', () => {
	test('is in no log, at its most talkative, and in no header', async () => {
		const { url } = await invite(await addMeter());
		const token = url.split('/').at(-1) ?? '';
		for (const link of [
			url,
			`${url}/`,
			`${url}/nowhere`,
			`${url}%ZZ`,
			`${url}.`,
			`${server.url}/kilowatch//holder/${token}`,
			`${server.url}/Kilowatch/Holder/${token}`,
			`${server.url}/kilowatch/holder%2F${token}`,
			`${server.url}/kilowatch/holder?token=${token}`,
			`${url}?access_token=x`,
		])
			await browser.get(link);
		const headers = { Referer: url, 'X-Original-URL': `/kilowatch/holder/${token}`, 'X-Forwarded-Uri': url };
		for (const link of ['/server/ping', '/favicon.ico', '/kilowatch/status', '/items/nowhere', url])
			await browser.get(link, headers);
		await browser.send(`${url}/consent`, consent);
		await browser.get(`${url}/authorize`, { 'Sec-Fetch-Site': 'same-origin', Referer: url });
		await browser.get('/kilowatch/holder/back?consent=failed');
		await sql('ALTER TABLE kilowatch_internal.invitations RENAME TO elsewhere');
		const broken = await browser.get(url);
		await sql('ALTER TABLE kilowatch_internal.elsewhere RENAME TO invitations');
		expect(broken).toMatchObject({
			status: 500,
			text: expect.stringContaining('Something went wrong') as unknown,
		});

		await expect.poll(readLog, { timeout: 5_000 }).toContain('page could not be answered');
		const log = await readLog();
		expect(log).toContain('"level":10,');
		expect(log).toContain('/kilowatch/holder/withheld/consent');
		expect(Object.keys(secrets).length).toBeGreaterThan(10);
		expect(findSecrets(log, secrets)).toEqual([]);
		const spoken = browser.said.map((line) => line.replace(/"set-cookie","[^"]*"/g, ''));
		expect(findSecrets(spoken.join('\n'), secrets)).toEqual([]);
	});

	test('is in no backup', async () => {
		const { connection } = server.database;
		for (const dump of [await dumpDatabase(connection), await readEveryRow(connection)]) {
			expect(dump).toContain('kilowatch_internal.invitations');
			expect(findSecrets(dump, secrets)).toEqual([]);
		}
	});

	test('is given to nobody where the server’s address is not known', async () => {
		const device = await addMeter();
		const { url } = await invite(device);
		await server.restart({ PUBLIC_URL: '/' });

		expect(
			await ask(server, `/kilowatch/devices/${device}/invitation`, { method: 'POST', body: {} }),
		).toMatchObject({ status: 503, code: 'KILOWATCH_PUBLIC_URL' });
		// The one before still opens.
		expect((await browser.get(url)).status).toBe(200);
	});
});

async function auditSteps(device: string): Promise<unknown[]> {
	const rows = await sql(
		`SELECT entry.details ->> 'step' AS step FROM iot_audit entry
		 WHERE entry.action = 'consent.invited' AND entry.chain = (
			SELECT chain FROM kilowatch_internal.audit_keys WHERE device = $1
		 ) ORDER BY entry.number`,
		[device],
	);

	return rows.map(({ step }) => step);
}

function readLog(): Promise<string> {
	return readFile(path.join(server.project.folder, '../directus.log'), 'utf8');
}

/** A message with its parts in plain text: nodemailer wraps long lines and writes bytes as `=C3`. */
function decodeMessage(message: string): string {
	return Buffer.from(
		message
			.replace(/=\n/g, '')
			.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
		'latin1',
	).toString('utf8');
}
