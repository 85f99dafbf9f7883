/** One holder's way, step by step, with scripts off: each test goes on where the one before it stopped. */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptFolder } from '../../scripts/paths.ts';
import { freePort } from '../../scripts/process/ports.ts';
import {
	demoLimits,
	providerEnvironment,
	sandboxEnvironment,
	startSandbox,
	type Sandbox,
} from '../../scripts/sandbox.ts';
import { openAccessibilityCheck, type AccessibilityCheck } from '../support/accessibility.ts';
import { must, post } from '../support/ask.ts';
import { openBrowser } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { configure, waitForSync } from '../support/holder.ts';
import { addPerson } from '../support/people.ts';
import { startRecordingProxy, type RecordingProxy } from '../support/recording-proxy.ts';

let proxy: RecordingProxy;
let server: TestServer;
let sandbox: Sandbox;
let browser: Browser;
let check: AccessibilityCheck;
let page: Page;
let device: string;
let pointId: string;
let link: string;
/** name of the page that is being looked at */
let pictured = '';

const curveCalls = () => proxy.calls.filter((call) => call.includes('courbe_de_charge'));
const totalCalls = () => proxy.calls.filter((call) => call.includes('consommation_quotidienne'));

beforeAll(async () => {
	proxy = await startRecordingProxy();
	server = await startTestServer({
		sandbox: false,
		environment: {
			...providerEnvironment(proxy.url),
			...demoLimits.directus,
			KILOWATCH_READINGS_MONTHS: '1',
			KILOWATCH_DAILY_MONTHS: '2',
			KILOWATCH_DATA_LOCATION: 'Roubaix, France',
		},
	});
	sandbox = await startSandbox({
		port: await freePort(),
		logFile: path.join(server.project.folder, 'sandbox.log'),
		environment: { ...sandboxEnvironment({ directusUrl: server.url }), ...demoLimits.sandbox },
	});
	proxy.forwardTo(sandbox.url);
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
	await server.stop();
	await sandbox.stop();
	await proxy.stop();
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
		'Les Tilleuls, 3 rue des Fleurs, Lyon',
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
		expect(content).toContain(pointId);
		if (format === 'json') expect(() => void JSON.parse(content)).not.toThrow();
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
	await page.goBack();
	await page.getByRole('button', { name: 'Withdraw everything' }).click();
	expect(await page.getByRole('status').innerText()).toContain('nothing has changed');
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

	expect(await must(server, '/items/iot_devices')).toEqual([]);
	const answer = await page.goto(link);
	expect(answer?.status()).toBe(404);
	await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
	await expectAccessible('gone');
});

async function countReadings(): Promise<number> {
	const [row] = await must<{ count: string }[]>(server, '/items/iot_readings?aggregate[count]=*');

	return Number(row?.count ?? 0);
}
