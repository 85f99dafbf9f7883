import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { post } from '../support/ask.ts';
import { keepPicture, logIn, openBrowser, openPage } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';

/** A manager connects a meter in Wallonia, step by step: each test goes on where the one before it stopped. */
let server: TestServer;
let browser: Browser;
let page: Page;
let faults: string[];
let building: string;
let meter: { ean: string; label: string };

beforeAll(async () => {
	server = await startTestServer({
		studio: true,
		environment: { KILOWATCH_READINGS_MONTHS: '2', KILOWATCH_DAILY_MONTHS: '3' },
	});
	const setup = await server.command(['kilowatch:setup']);
	if (setup.code !== 0) throw new Error(setup.output);
	({ id: building } = await post(server, '/items/buildings', {
		name: 'Résidence de la Citadelle',
		city: 'Namur',
		country: 'BE',
		timezone: 'Europe/Brussels',
	}));
	const meters = (await (
		await fetch(`${server.sandbox?.url}/sandbox/ores/meters`)
	).json()) as (typeof meter)[];
	if (!meters[0]) throw new Error('The sandbox has no meter');
	meter = meters[0];
	browser = await openBrowser();
	({ page, faults } = await openPage(browser));
	await logIn(page, server.url);
});

afterAll(async () => {
	await browser.close();
	await server.stop();
});

test('ORES is a choice, and says that it has no public API', async () => {
	await page.goto(`${server.url}/admin/kilowatch/buildings/${building}`);
	await page.getByRole('button', { name: 'Connect a meter' }).first().click();
	// The field of a choice lies under what opens its list.
	await page.locator('form.connect .field').first().locator('input').first().click({ force: true });
	await page.locator('.v-list-item', { hasText: 'ORES – no public API known' }).click();
	await page.getByText('The operator has published no API.', { exact: false }).waitFor();
	await keepPicture(page, 'ores-choice');
});

test('its meters have an EAN, whose check digit is looked at', async () => {
	const number = page.getByLabel('Meter number (EAN)');
	const go = page.getByRole('button', { name: 'Go to the consent page' });
	for (const scope of ['Daily totals', 'Load curve'])
		await page.getByRole('checkbox', { name: scope }).click();
	await number.fill(meter.ean.slice(0, -1) + String((Number(meter.ean.at(-1)) + 1) % 10));
	await page.getByRole('alert').waitFor();
	await keepPicture(page, 'ores-ean-wrong');
	expect(await go.isEnabled()).toBe(false);
	await number.fill(meter.ean);
	await page.getByRole('alert').waitFor({ state: 'detached' });
	await go.click();
});

test('the holder chooses the meter at ORES and accepts', async () => {
	await page.waitForURL(/\/ores\/consent\//);
	await page.getByRole('heading', { name: 'Donner accès à vos données de consommation' }).waitFor();
	const box = page.getByRole('checkbox', { name: new RegExp(meter.ean) });
	expect(await box.isChecked()).toBe(false);
	await box.check();
	await keepPicture(page, 'ores-consent');
	await page.getByRole('button', { name: 'Accepter' }).click();
	await page.waitForURL(new RegExp(`/admin/kilowatch/buildings/${building}`));
	await page.getByText('Consent is given.').waitFor();
});

test('readings are seen', async () => {
	await page.getByRole('progressbar').waitFor({ state: 'detached', timeout: 150_000 });
	await page.reload();
	await page.getByRole('img', { name: /Consumption from/ }).waitFor();
	const figure = await page.locator('.figure', { hasText: 'Total' }).locator('.value').innerText();
	expect(Number(figure.replace(/[^\d.]/g, ''))).toBeGreaterThan(0);
	await keepPicture(page, 'ores-building');
});

test('nothing went wrong in the browser on the way', () => {
	expect(faults).toEqual([]);
});
