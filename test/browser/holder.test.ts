/** One holder's way, step by step, with scripts off: each test goes on where the one before it stopped. */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withClient } from '../../scripts/database/connection.ts';
import { keptFolder } from '../../scripts/paths.ts';
import type { Sandbox } from '../../scripts/sandbox.ts';
import { openAccessibilityCheck, type AccessibilityCheck } from '../support/accessibility.ts';
import { must, post } from '../support/ask.ts';
import { openBrowser } from '../support/browser.ts';
import type { TestServer } from '../support/directus.ts';
import { configure, waitForSync } from '../support/holder.ts';
import { addPerson } from '../support/people.ts';
import type { RecordingProxy } from '../support/recording-proxy.ts';
import { startRecordedServer, type RecordedServer } from '../support/recorded-server.ts';

let recorded: RecordedServer;
let proxy: RecordingProxy;
let server: TestServer;
let sandbox: Sandbox;
let browser: Browser;
let check: AccessibilityCheck;
let page: Page;
let device: string;
/** for the states that this holder does not come through */
let other: string;
let pointId: string;
let link: string;
/** name of the page that is being looked at */
let pictured = '';

const curveCalls = () => proxy.calls.filter((call) => call.includes('courbe_de_charge'));
const totalCalls = () => proxy.calls.filter((call) => call.includes('consommation_quotidienne'));

beforeAll(async () => {
	recorded = await startRecordedServer({
		KILOWATCH_READINGS_MONTHS: '1',
		KILOWATCH_DAILY_MONTHS: '2',
		KILOWATCH_DATA_LOCATION: 'Roubaix, France',
	});
	({ proxy, server, sandbox } = recorded);
	const meters = (await (await fetch(`${sandbox.url}/sandbox/meters`)).json()) as { pointId: string }[];
	pointId = meters[0]?.pointId ?? '';

	await must(server, '/settings', { method: 'PATCH', body: { project_name: 'Régie des Tilleuls' } });
	const manager = await addPerson(server, 'claire');
	await must(server, `/users/${manager.id}`, {
		method: 'PATCH',
		body: { first_name: 'Claire', last_name: 'Dubois' },
	});
	const building = await post(server, '/items/buildings', {
		name: 'Les Tilleuls',
		address: '3 rue des Fleurs',
		city: 'Lyon',
		country: 'FR',
		manager: manager.id,
	});
	({ device } = await configure(server, building.id, {
		point_id: pointId,
		label: 'Appartement 12',
		personal: true,
		scopes: ['daily', 'load_curve', 'advice'],
	}));
	({ device: other } = await configure(server, building.id, { label: 'Cave', scopes: ['daily'] }));
	link = await invite();

	browser = await openBrowser();
	const context = await browser.newContext({
		javaScriptEnabled: false,
		locale: 'en-GB',
		viewport: { width: 1280, height: 900 },
	});
	page = await context.newPage();
	page.setDefaultTimeout(30_000);
	const folder = path.join(keptFolder, 'pictures', 'holder');
	await mkdir(folder, { recursive: true });
	check = await openAccessibilityCheck(browser, async (mirror, look) => {
		await mirror.screenshot({ path: path.join(folder, `${pictured}-${look}.png`), fullPage: true });
	});
});

afterAll(async () => {
	await browser.close();
	await recorded.stop();
});

async function invite(): Promise<string> {
	return (await post<{ url: string }>(server, `/kilowatch/devices/${device}/invitation`, {})).url;
}

/** Nothing that axe-core knows of is wrong with the page as it stands. */
async function expectAccessible(name: string): Promise<void> {
	pictured = name;
	expect({ name, findings: await check.findings(page) }).toEqual({ name, findings: [] });
}

/** Goes from the page that asks to the operator, says yes or no there, and comes back. */
async function decideAtOperator(answer: 'Autoriser' | 'Refuser'): Promise<void> {
	await page.getByRole('link', { name: 'Go to Enedis' }).click();
	await page.locator('#point').selectOption(pointId);
	await page.getByRole('button', { name: answer }).click();
	await page.waitForURL(/\/kilowatch\/holder\/back\?/);
}

test('the link tells who asks for what, and ticks nothing', async () => {
	await page.goto(link);

	expect(await page.title()).toBe('May Régie des Tilleuls read your electricity meter? – Régie des Tilleuls');
	const text = await page.locator('main').innerText();
	for (const said of [
		'Claire Dubois',
		'Les Tilleuls (3 rue des Fleurs, Lyon)',
		'Enedis',
		'Roubaix',
		pointId.slice(-4),
	])
		expect(text).toContain(said);
	expect(text).not.toContain(pointId);
	expect(await page.getByRole('checkbox').count()).toBe(3);
	for (const box of await page.getByRole('checkbox').all()) expect(await box.isChecked()).toBe(false);
	await expectAccessible('asked');
});

test('it speaks the holder’s language', async () => {
	for (const [name, title, language] of [
		['Français', /Autorisez-vous/, 'fr'],
		['Nederlands', /Mag .* uitlezen/, 'nl'],
		['Deutsch', /Darf .* auslesen/, 'de'],
	] as const) {
		await page.getByRole('link', { name }).click();
		await page.getByRole('heading', { level: 1, name: title }).waitFor();
		expect(await page.locator('html').getAttribute('lang')).toBe(language);
		await expectAccessible(`asked-${language}`);
	}
	await page.getByRole('link', { name: 'English' }).click();
});

test('nothing ticked changes nothing, and says so', async () => {
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.getByRole('alert').waitFor();
	expect(await page.getByRole('alert').innerText()).toContain('Nothing has changed');
	await expectAccessible('nothing-ticked');
	await page.getByRole('alert').getByRole('link').click();
	expect(page.url()).toMatch(/#scope-daily$/);

	await page.getByRole('checkbox', { name: 'Personal advice' }).check();
	await page.getByRole('button', { name: 'Continue' }).click();
	expect(await page.getByRole('alert').innerText()).toContain('Advice needs something to go by');
	const [consent] = await must<{ scopes: string[]; status: string }[]>(
		server,
		`/items/iot_consents?filter[device][_eq]=${device}`,
	);
	expect(consent).toMatchObject({ status: 'pending', scopes: ['daily', 'load_curve', 'advice'] });
});

test('a no at the operator comes back with the next step', async () => {
	await page.goto(link);
	await page.getByRole('checkbox', { name: 'Daily totals' }).check();
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.getByRole('heading', { level: 1, name: 'Now confirm at Enedis' }).waitFor();
	await expectAccessible('to-operator');
	await decideAtOperator('Refuser');
	await page.getByRole('heading', { level: 1, name: 'You have not given permission' }).waitFor();
	await expectAccessible('refused');
	expect(proxy.calls.filter((call) => call.includes('mesure_synchrone'))).toEqual([]);
});

test('consent to the daily totals alone: they come, and no curve call ever leaves', async () => {
	await page.getByRole('link', { name: 'Choose again' }).click();
	await page.getByRole('checkbox', { name: 'Daily totals' }).check();
	await page.getByRole('button', { name: 'Continue' }).click();
	expect(await page.locator('main li').allInnerTexts()).toEqual(['Daily totals']);
	await decideAtOperator('Autoriser');
	await page.getByRole('heading', { level: 1, name: 'Thank you: your permission is given' }).waitFor();
	await expectAccessible('granted');

	await waitForSync(server, device);
	expect(totalCalls().length).toBeGreaterThan(0);
	expect(curveCalls()).toEqual([]);
	await page.getByRole('link', { name: 'Go to your page' }).click();
	expect(page.url().split('?')[0]).toBe(link);
	expect(await page.locator('main').innerText()).toMatch(/What is stored: \d+ days, from /);
	expect(await page.getByRole('button', { name: /^Withdraw: / }).allInnerTexts()).toEqual([
		'Withdraw: Daily totals',
	]);
	await expectAccessible('living-daily');
});

test('what was shown is kept with the consent', async () => {
	const consents = await must<{ status: string; text_version: string; proof: Record<string, unknown> }[]>(
		server,
		`/items/iot_consents?filter[device][_eq]=${device}&filter[status][_eq]=active`,
	);

	expect(consents).toMatchObject([
		{
			text_version: '2026-11-h',
			proof: {
				scopes: ['daily'],
				shown: {
					language: 'en',
					text_version: '2026-11-h',
					digest: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
					facts: { organisation: 'Régie des Tilleuls', manager: 'Claire Dubois' },
				},
			},
		},
	]);
});

test('the load curve is added: it is read', async () => {
	await page.getByRole('button', { name: 'Allow what is ticked' }).click();
	expect(await page.getByRole('alert').innerText()).toContain('Tick what you want to allow');
	await expectAccessible('more-not-ticked');
	await page.getByRole('checkbox', { name: 'Load curve' }).check();
	await page.getByRole('button', { name: 'Allow what is ticked' }).click();
	await page.getByRole('status').waitFor();
	expect(await page.getByRole('status').innerText()).toContain('It is allowed from now on.');
	await expectAccessible('living-curve');

	await expect.poll(() => curveCalls().length, { timeout: 60_000 }).toBeGreaterThan(0);
	await waitForSync(server, device);
	expect(await countReadings()).toBeGreaterThan(0);
});

test('everything is taken along', async () => {
	await page.reload();
	for (const format of ['json', 'csv']) {
		const started = page.waitForEvent('download');
		await page.locator(`a[href*="format=${format}"]`).click();
		const download = await started;
		expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${format}$`));
		expect(download.suggestedFilename()).not.toContain(link.split('/').at(-1));
		const content = await readFile(await download.path(), 'utf8');
		if (format === 'json') expect(JSON.stringify(JSON.parse(content))).toContain(pointId);
		else expect(content.split('\n').length).toBeGreaterThan(100);
	}
});

test('the load curve is withdrawn with one click: it is gone, and no call for it leaves any more', async () => {
	await page.getByRole('button', { name: 'Withdraw: Load curve' }).click();
	expect(await page.getByRole('status').innerText()).toContain('It is withdrawn');
	expect(await page.getByRole('button', { name: /^Withdraw: / }).allInnerTexts()).toEqual([
		'Withdraw: Daily totals',
	]);
	expect(await countReadings()).toBe(0);

	const before = curveCalls().length;
	const { building } = await must<{ building: string }>(server, `/items/iot_devices/${device}`);
	await must(server, `/kilowatch/buildings/${building}/linky/sync`, {
		method: 'POST',
		body: { devices: [device] },
	});
	await waitForSync(server, device);
	expect(curveCalls()).toHaveLength(before);
});

test('everything is withdrawn with one click, and can be given again', async () => {
	await page.getByRole('button', { name: 'Withdraw everything' }).click();
	expect(await page.getByRole('status').innerText()).toContain('Nothing is read any more');
	await page.getByRole('heading', { level: 2, name: 'Your permission has ended' }).waitFor();
	await expectAccessible('withdrawn');
	// Once more, from an old tab: nothing changes.
	const again = await page.request.post(`${link}/withdraw`, { form: {}, maxRedirects: 0 });
	expect([again.status(), again.headers().location]).toEqual([303, './?done=unchanged']);
});

test('everything is deleted, and the link opens nothing any more', async () => {
	await page.goto(link);
	await page.getByRole('button', { name: 'Delete everything' }).click();
	expect(await page.getByRole('alert').innerText()).toContain('Nothing has changed');
	await expectAccessible('erase-not-ticked');
	await page.getByRole('checkbox', { name: /^Yes, delete everything/ }).check();
	await page.getByRole('button', { name: 'Delete everything' }).click();
	await page.getByRole('heading', { level: 1, name: 'Everything is deleted' }).waitFor();
	await expectAccessible('erased');

	expect(await must(server, '/items/iot_devices?fields=id')).toEqual([{ id: other }]);
	const answer = await page.goto(link);
	expect(answer?.status()).toBe(404);
	await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
	await expectAccessible('gone');
});

test('every other state of the page is as accessible', async () => {
	const { url } = await post<{ url: string }>(server, `/kilowatch/devices/${other}/invitation`, {});
	const token = url.split('/').at(-1) ?? '';
	const show = async (name: string, address: string, heading: string | RegExp) => {
		await page.goto(address);
		await page.getByRole('heading', { name: heading }).first().waitFor();
		await expectAccessible(name);
	};
	const back = `${server.url}/kilowatch/holder/back`;
	await page.context().clearCookies();
	await show('back-elsewhere', `${back}?consent=granted`, /Open the link/);
	await page.context().addCookies([{ name: 'kilowatch_holder', value: `en.${token}`, url: server.url }]);
	await show('failed-other-meter', `${back}?consent=failed&code=other_point`, 'That did not work');
	await show('failed-at-operator', `${back}?consent=failed&code=ADAM-ERR0027`, 'That did not work');

	await sql(`INSERT INTO kilowatch_internal.waiting_consents (consent, provider, scopes, text_version, next_try_at)
		SELECT id, provider, '["daily"]', text_version, now() + interval '1 day' FROM iot_consents WHERE device = $1`);
	await show('waiting', `${back}?consent=waiting`, 'Thank you: nearly done');
	await show('awaited', url, 'Your permission is being set up');

	await sql(
		`DELETE FROM kilowatch_internal.waiting_consents WHERE consent IN (SELECT id FROM iot_consents WHERE device = $1)`,
	);
	await sql(`INSERT INTO iot_consents (device, provider, scopes, text_version, status, granted_at, valid_until)
		VALUES ($1, 'enedis', '["daily", "load_curve", "advice"]', '2026-11-h', 'expiring', now(), current_date + 20)`);
	await show('renewal', url, 'Renew your permission');

	await sql(`UPDATE iot_consents SET status = 'expired', end_reason = 'expired', valid_until = current_date - 1
		WHERE device = $1 AND status = 'expiring'`);
	await sql(`UPDATE kilowatch_internal.invitations SET expires_at = now() WHERE device = $1`);
	await show('ended', url, 'Your permission has ended');

	for (let tried = 0; tried < 40; tried += 1)
		await page.request.get(`${server.url}/kilowatch/holder/${tried}`);
	await show('too-many', `${server.url}/kilowatch/holder/x`, 'Too many tries');
});

/** On the other meter, `$1`. */
async function sql(text: string): Promise<void> {
	await withClient(server.database.connection, (client) => client.query(text, [other]));
}

async function countReadings(): Promise<number> {
	const [row] = await must<{ count: string }[]>(server, '/items/iot_readings?aggregate[count]=*');

	return Number(row?.count ?? 0);
}
