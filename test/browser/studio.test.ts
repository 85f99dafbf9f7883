import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DayReading, ReadingsOf } from '../../extensions/kilowatch/src/shared/http-contract/readings.ts';
import { must, post } from '../support/ask.ts';
import { keepPicture, logIn, openBrowser, openPage } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';

/** One visit of a manager, step by step: each test goes on where the one before it stopped. */
let server: TestServer;
let browser: Browser;
let page: Page;
let faults: string[];
let building: string;

beforeAll(async () => {
	server = await startTestServer({ studio: true });
	const setup = await server.command(['kilowatch:setup']);
	if (setup.code !== 0) throw new Error(setup.output);
	({ id: building } = await post(server, '/items/buildings', {
		name: 'Résidence Les Tilleuls',
		city: 'Lyon',
	}));
	browser = await openBrowser();
	({ page, faults } = await openPage(browser));
	await logIn(page, server.url);
});

afterAll(async () => {
	await browser.close();
	await server.stop();
});

test('the module stands in the bar and lists the buildings', async () => {
	await page.goto(`${server.url}/admin/kilowatch`);
	await page.getByText('Résidence Les Tilleuls').waitFor();
	await keepPicture(page, 'portfolio');

	expect(await page.locator('a[href$="/admin/kilowatch"]').count()).toBeGreaterThan(0);
	await page.getByText('Résidence Les Tilleuls').click();
	await page.waitForURL(new RegExp(`/admin/kilowatch/buildings/${building}$`));
	await page.getByText('No meter connected').waitFor();
});

test('a meter is connected through the operator’s consent page, and its history arrives', async () => {
	await page.getByRole('button', { name: 'Connect a meter' }).first().click();
	const boxes = ['Daily totals', 'Load curve', 'Personal advice'].map((name) =>
		page.getByRole('checkbox', { name }),
	);
	for (const box of boxes) expect(await box.getAttribute('aria-pressed')).toBe('false');
	await page.getByLabel('Label').fill('Parties communes');
	await boxes[0]?.click();
	await boxes[1]?.click();
	await keepPicture(page, 'connect');
	await page.getByRole('button', { name: 'Go to the consent page' }).click();

	await page.waitForURL(/\/dataconnect\/v2\/oauth2\/authorize/);
	await keepPicture(page, 'consent');
	await page.getByRole('button', { name: 'Autoriser' }).click();

	await page.waitForURL(new RegExp(`/admin/kilowatch/buildings/${building}`));
	await page.getByText('Consent is given.').waitFor();
	await page.getByRole('progressbar').waitFor();
	await keepPicture(page, 'history-arriving');
	await page.getByRole('progressbar').waitFor({ state: 'detached', timeout: 150_000 });
});

test('the building’s page shows what the API answers', async () => {
	await page.reload();
	const chart = page.getByRole('img', { name: /Consumption from/ });
	await chart.waitFor();
	await keepPicture(page, 'building');

	const days = await must<ReadingsOf<DayReading>['data']>(
		server,
		`/kilowatch/buildings/${building}/readings?resolution=day`,
	);
	const totalKwh = days.reduce((sum, day) => sum + (day.value ?? 0), 0) / 1000;
	const figure = (await page.locator('.figure', { hasText: 'Total' }).locator('.value').innerText()).replace(
		/,/g,
		'',
	);
	const [shown = '', unit] = figure.split(/\s/);

	expect(days.length).toBeGreaterThanOrEqual(28);
	expect(totalKwh).toBeGreaterThan(0);
	expect(Number(shown) * (unit === 'MWh' ? 1000 : 1)).toBeCloseTo(totalKwh, unit === 'MWh' ? -2 : 0);
});

test('the chart is a table for those who want one', async () => {
	await page.getByRole('button', { name: 'Show as table' }).click();
	const rows = page.getByRole('row');

	expect(await rows.count()).toBe(31);
	await page.getByRole('button', { name: 'Hide the table' }).click();
});

test('half-hours can be looked at', async () => {
	await page.getByText('Half-hours', { exact: true }).click();
	await page.getByRole('img', { name: /Consumption from/ }).waitFor();
	await keepPicture(page, 'half-hours');

	expect(await page.locator('.figure', { hasText: 'Intervals known' }).innerText()).toMatch(/\d+ of \d+/);
});

test('the panel shows the same on a dashboard', async () => {
	const { id: dashboard } = await post<{ id: string }>(server, '/dashboards', {
		name: 'Energy',
		icon: 'bolt',
	});
	await post(server, '/panels', {
		dashboard,
		type: 'kilowatch-consumption',
		name: 'Les Tilleuls',
		show_header: true,
		position_x: 1,
		position_y: 1,
		width: 30,
		height: 14,
		options: { building, period: 30 },
	});
	await page.goto(`${server.url}/admin/insights/${dashboard}`, { waitUntil: 'networkidle' });
	await page.getByRole('img', { name: /Consumption from/ }).waitFor();
	await keepPicture(page, 'dashboard');
});

test('the collections are in the Studio, with their words', async () => {
	await page.goto(`${server.url}/admin/content/iot_daily`);
	await page.getByText('Expected', { exact: false }).first().waitFor();
	await keepPicture(page, 'days');
});

test('the module speaks the user’s language', async () => {
	await must(server, '/users/me', { method: 'PATCH', body: { language: 'fr-FR', appearance: 'dark' } });
	await page.goto(`${server.url}/admin/kilowatch/buildings/${building}`);
	await page.getByRole('img', { name: /Consommation/ }).waitFor();
	await keepPicture(page, 'building-french-dark');
	await must(server, '/users/me', { method: 'PATCH', body: { language: null, appearance: null } });
});

test('nothing went wrong in the browser on the way', () => {
	expect(faults).toEqual([]);
});
