import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type {
	Alert,
	AlertSettingsAnswer,
	PreviewAnswer,
} from '../../extensions/kilowatch/src/shared/http-contract/alerts.ts';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import { openDatabase, type Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { waitUntil } from '../../scripts/process/wait-until.ts';
import { studioFindings } from '../support/accessibility.ts';
import { ask, must, post } from '../support/ask.ts';
import { keepPicture, logIn, openBrowser, openPage } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { storeHours, usualHour, type HourOf } from '../support/hourly-meter.ts';
import { addMeasuredMeter } from '../support/measured.ts';
import { addPerson } from '../support/people.ts';

/** A manager's morning with alerts, step by step: each test goes on where the one before it stopped. */
const today = new Date().toISOString().slice(0, 10);
/** of another building, made up, so that there is more than a page of them */
const OTHERS = 30;
const PAGE = 25;
const readerPassword = 'kilowatch-reader';

let server: TestServer;
let database: Database | undefined;
let browser: Browser | undefined;
let page: Page;
let faults: string[];
let building: string;
let other: string;
let found: Alert;

beforeAll(async () => {
	server = await startTestServer({ sandbox: false, studio: true });
	const setup = await server.command(['kilowatch:setup']);
	if (setup.code !== 0) throw new Error(setup.output);
	database = openDatabase({
		connection: { connectionString: server.database.url },
		maxConnections: 2,
		onIdleError: () => undefined,
	});
	({ id: building } = await post(server, '/items/buildings', {
		name: 'Résidence Les Tilleuls',
		city: 'Lyon',
	}));
	({ id: other } = await post(server, '/items/buildings', { name: 'Bellevue', city: 'Paris' }));
	const { channel } = await addMeasuredMeter(server, building, {
		pointId: '11111111111111',
		date: addDays(today, -1),
		values: [],
	});
	const surge: HourOf = (date, hour) => (usualHour(date, hour) ?? 0) * (date >= addDays(today, -2) ? 1.7 : 1);
	await storeHours(database, channel, { from: addDays(today, -200), to: today }, surge);
	for (let number = 0; number < OTHERS; number++) {
		await post(server, '/items/iot_alerts', {
			building: other,
			rule: number % 3 === 0 ? 'data-missing' : 'short-spike',
			rules: number % 3 === 0 ? ['data-missing'] : ['short-spike'],
			severity: number === 0 ? 'critical' : number % 2 === 0 ? 'major' : 'minor',
			status: 'open',
			period_from: `${addDays(today, -number)}T00:00:00Z`,
		});
	}
	found = await waitUntil(
		async () => (await must<Alert[]>(server, `/kilowatch/alerts?building=${building}`))[0],
		{ timeoutMs: 150_000, intervalMs: 1_000, onTimeout: () => new Error('No alert came') },
	);
	browser = await openBrowser();
	({ page, faults } = await openPage(browser));
	await logIn(page, server.url);
}, 400_000);

afterAll(async () => {
	await browser?.close();
	await database?.close();
	await server.stop();
});

const rows = () => page.locator('.alert-list > li');
const drawer = () => page.locator('.alert-drawer');
const rowOf = (alert: string) => page.locator(`[data-alert="${alert}"]`);

/** The page as the manager would like it: language and appearance are the user's. */
async function wear(look: { language?: string | null; appearance?: 'dark' | 'light' | null }): Promise<void> {
	await must(server, '/users/me', { method: 'PATCH', body: look });
	await page.reload();
	await page.locator('.alert-list').waitFor();
}

async function openAlerts(query = ''): Promise<void> {
	await page.goto(`${server.url}/admin/kilowatch/alerts${query}`);
	await page.locator('.alert-board[aria-busy="false"]').waitFor();
}

async function choose(filter: string, value: string): Promise<void> {
	await page.locator('.filters').getByLabel(filter).selectOption({ label: value });
}

test('the navigation counts what is open, and leads to the list', async () => {
	await page.goto(`${server.url}/admin/kilowatch`);
	await page.getByText(`${OTHERS + 1} open alerts`).waitFor({ state: 'attached' });
	await page.getByRole('link', { name: /Alerts/ }).click();
	await page.waitForURL(/\/admin\/kilowatch\/alerts$/);
	await page.getByText('Live: new alerts appear by themselves').waitFor();
	await rows().first().waitFor();

	expect(await rows().count()).toBe(PAGE);
	await page.getByRole('button', { name: 'Show more' }).click();
	await expect.poll(() => rows().count()).toBe(OTHERS + 1);
	expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
	const row = page.locator('.alert-list > li', { has: rowOf(found.id) });
	const text = await row.innerText();
	expect(text).toContain(found.sentences?.[0] ?? 'more than expected');
	for (const part of ['Résidence Les Tilleuls', 'instead of', '€', 'Open']) expect(text).toContain(part);
});

test('filters narrow the list, and stand in the address', async () => {
	await choose('Severity', 'Critical');
	await expect.poll(() => rows().count()).toBe(1);
	expect(new URL(page.url()).search).toBe('?severity=critical');
	await choose('Rule', 'Lasting rise in consumption');
	await page.getByText('No alert matches the filters.').waitFor();
	await page.getByRole('button', { name: 'Clear the filters' }).click();
	await choose('Building', 'Résidence Les Tilleuls');
	await expect.poll(() => rows().count()).toBe(1);
	await page.getByText('Closed', { exact: true }).first().click();
	await page.getByText('No alert matches the filters.').waitFor();
	await openAlerts(`?building=${building}`);
	await rowOf(found.id).waitFor();
	await keepPicture(page, 'alerts-filtered');
});

test('by keyboard alone the details are opened, read and closed, and the row has the focus again', async () => {
	await rowOf(found.id).focus();
	await page.keyboard.press('Enter');
	await drawer().waitFor();
	const text = await drawer().innerText();
	for (const part of [
		'Where the difference comes from',
		'Unexplained',
		'The same weekday in former weeks',
		'Data known',
		'Raised',
	]) {
		expect(text).toContain(part);
	}
	await expect.poll(() => page.evaluate('document.activeElement.closest(".v-drawer") !== null')).toBe(true);
	await keepPicture(page, 'alert-details');
	expect(await studioFindings(page, ['.alert-drawer'])).toEqual([]);
	await page.keyboard.press('Escape');
	await drawer().waitFor({ state: 'detached' });
	await expect.poll(() => page.evaluate('document.activeElement.dataset.alert')).toBe(found.id);
});

test('an alert is acknowledged and judged, by keyboard alone, and leaves the list', async () => {
	await page.keyboard.press('Enter');
	await drawer().waitFor();
	const reached = async (is: string) => {
		for (let presses = 0; presses < 60; presses++) {
			if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(is)})`)) return;
			await page.keyboard.press('Tab');
		}
		throw new Error(`${is} is not reached by the keyboard`);
	};
	await reached('.alert-drawer input[type=radio]');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await reached('.alert-drawer textarea');
	await page.keyboard.type('The boiler was tested');
	await reached('.alert-drawer button[type=submit]');
	expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Acknowledge and save');
	await page.keyboard.press('Enter');
	await drawer().waitFor({ state: 'detached' });
	await page.getByText('No alert matches the filters.').waitFor();

	const [now] = await must<Alert[]>(server, `/kilowatch/alerts?building=${building}`);
	expect(now).toMatchObject({
		id: found.id,
		status: 'acknowledged',
		verdict: 'known_cause',
		comment: 'The boiler was tested',
	});
	await page.getByText(`${OTHERS} open alerts`).waitFor({ state: 'attached' });
});

test('the building’s page shows what is going on there, and what was said of it can be changed', async () => {
	await page.goto(`${server.url}/admin/kilowatch/buildings/${building}`);
	await page.locator('.alerts-section').getByText('Acknowledged').waitFor();
	await page.locator('.alerts-section').scrollIntoViewIfNeeded();
	await keepPicture(page, 'building-alerts');
	expect(await studioFindings(page, ['.alerts-section'])).toEqual([]);

	await rowOf(found.id).click();
	await drawer().getByText('Judged: Known cause').waitFor();
	await drawer().getByText('False alarm', { exact: true }).click();
	await drawer().getByRole('button', { name: 'Save' }).click();
	await drawer().waitFor({ state: 'detached' });
	await page.locator('.alerts-section').getByText('False alarm').waitFor();
});

test('rules are tried on the building’s history, and saved', async () => {
	await page.getByRole('button', { name: 'Alert rules' }).click();
	const settings = page.locator('.alert-settings');
	const card = settings.locator('.rule-card', { hasText: 'Consumption above the average' });
	await card.locator('summary').first().click();
	await card.getByRole('checkbox', { name: 'This rule is on' }).click();
	const threshold = card.getByLabel('Of the average, from');
	await threshold.fill('5');
	await card.getByText('A whole number from 101 to 1,000').waitFor();
	expect(await settings.getByRole('button', { name: 'Try on the history' }).isDisabled()).toBe(true);
	await threshold.fill('115');
	await card.getByText('Portfolio: 120 %').waitFor();
	expect(await settings.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
	expect(await studioFindings(page, ['.alert-settings'])).toEqual([]);

	await settings.getByRole('button', { name: 'Try on the history' }).click();
	const preview = await must<PreviewAnswer['data']>(
		server,
		`/kilowatch/buildings/${building}/alert-rules/preview`,
		{
			method: 'POST',
			body: { settings: { 'above-average': { enabled: true, factors: { minor: 1.15 } } } },
		},
	);
	const total = preview.reduce((sum, { count }) => sum + count, 0);
	const average = preview.find(({ rule }) => rule === 'above-average');
	expect(average?.count).toBeGreaterThan(0);
	await settings.getByText(`the rules would have fired ${total} times`).waitFor();
	await settings.getByText(/With the rules of now: /).waitFor();
	await card.getByText(`${average?.count} alert`).first().waitFor();
	await card.getByText('Show the days').click();
	expect(await card.locator('li').count()).toBe(average?.count);
	await card.scrollIntoViewIfNeeded();
	await keepPicture(page, 'alert-rules');
	expect(await studioFindings(page, ['.alert-settings'])).toEqual([]);

	await settings.getByRole('button', { name: 'Save' }).click();
	await settings.waitFor({ state: 'detached' });
	const { own } = await must<AlertSettingsAnswer['data']>(
		server,
		`/kilowatch/buildings/${building}/alert-settings`,
	);
	expect(own).toEqual({ 'above-average': { enabled: true, factors: { minor: 1.15 } } });
});

test('rules go back to the portfolio’s, and changes are not lost by a slip', async () => {
	await page.getByRole('button', { name: 'Alert rules' }).click();
	const settings = page.locator('.alert-settings');
	const card = settings.locator('.rule-card', { hasText: 'Consumption above the average' });
	await card.getByText('changed here').waitFor();
	await card.locator('summary').first().click();
	await card.getByRole('button', { name: 'As in the portfolio' }).click();
	await settings.getByText('Try the changes before you save them.').waitFor();
	await page.keyboard.press('Escape');
	await settings.getByText('What you have changed is not saved.').waitFor();
	await settings.getByRole('button', { name: 'Try on the history' }).click();
	await settings.getByText(/would have fired/).waitFor();
	await settings.getByRole('button', { name: 'Save' }).click();
	await settings.waitFor({ state: 'detached' });
	expect(await must(server, `/kilowatch/buildings/${building}/alert-settings`)).toMatchObject({ own: {} });
});

test('a list that cannot be read says so, and one that cannot be read anew says of when it is', async () => {
	const path = /\/kilowatch\/alerts\?/;
	await page.route(path, (route) => route.fulfill({ status: 503, body: '' }));
	await page.goto(`${server.url}/admin/kilowatch/alerts`);
	await page.getByText('This could not be loaded').waitFor();
	await keepPicture(page, 'alerts-error');
	await page.unroute(path);
	await page.getByRole('button', { name: 'Try again' }).click();
	await rows().first().waitFor();

	await page.route(path, (route) => route.fulfill({ status: 503, body: '' }));
	await must(server, `/items/iot_alerts/${found.id}`, { method: 'PATCH', body: { comment: 'Anew' } });
	await page.getByText(/As it was at .*: it could not be updated since\./).waitFor();
	expect(await rows().count()).toBe(PAGE);
	await keepPicture(page, 'alerts-stale');
	await page.unroute(path);
	await page.getByRole('button', { name: 'Try again' }).click();
	await page.getByText(/As it was at/).waitFor({ state: 'detached' });
});

test.each([
	['en-US', 'light', 'Alerts'],
	['fr-FR', 'dark', 'Alertes'],
	['nl-NL', 'light', 'Meldingen'],
	['de-DE', 'dark', 'Warnungen'],
] as const)(
	'in %s, %s, wide and narrow, nothing is hard to read or out of place',
	async (language, appearance, title) => {
		await openAlerts('?status=all');
		await wear({ language, appearance });
		await page.getByRole('heading', { name: title }).or(page.getByText(title).first()).first().waitFor();
		for (const width of [1280, 360]) {
			await page.setViewportSize({ width, height: 800 });
			await keepPicture(page, `alerts-${language}-${appearance}-${width}`);
			expect(await studioFindings(page, ['.alerts-page'])).toEqual([]);
			expect(
				await page.evaluate(
					`(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.alerts-page'))`,
				),
			).toBe(0);
			await rowOf(found.id).click();
			await drawer().waitFor();
			await page.waitForTimeout(400);
			await keepPicture(page, `alert-details-${language}-${appearance}-${width}`);
			expect(await studioFindings(page, ['.alert-drawer'])).toEqual([]);
			await page.keyboard.press('Escape');
			await drawer().waitFor({ state: 'detached' });
		}
		await page.goto(`${server.url}/admin/kilowatch/buildings/${building}`);
		await page.locator('.alerts-section .alert-list').waitFor();
		await page.locator('.alerts-section').scrollIntoViewIfNeeded();
		await keepPicture(page, `building-alerts-${language}-${appearance}-360`);
		await page.locator('.alerts-section .head button').click();
		await page.locator('.alert-settings .rule-card').first().locator('summary').first().click();
		await page.waitForTimeout(400);
		await keepPicture(page, `alert-rules-${language}-${appearance}-360`);
		expect(await studioFindings(page, ['.alert-settings'])).toEqual([]);
		await page.setViewportSize({ width: 1280, height: 800 });
		await keepPicture(page, `alert-rules-${language}-${appearance}-1280`);
		await page.setViewportSize({ width: 1440, height: 1000 });
	},
);

test('a reader sees alerts, and neither says what they are nor sets rules', async () => {
	await must(server, '/users/me', { method: 'PATCH', body: { language: null, appearance: null } });
	const reader = await addPerson(server, 'reader', [policyIds.reader]);
	await must(server, `/users/${reader.id}`, { method: 'PATCH', body: { password: readerPassword } });
	const opened = await openPage(await openBrowser());
	try {
		await logIn(opened.page, server.url, { email: 'reader@example.com', password: readerPassword });
		await opened.page.goto(`${server.url}/admin/kilowatch/buildings/${building}`);
		const section = opened.page.locator('.alerts-section');
		await section.getByText('Live: new alerts appear by themselves').waitFor();
		expect(await section.getByRole('button', { name: 'Alert rules' }).count()).toBe(0);
		await section.locator(`[data-alert="${found.id}"]`).click();
		await opened.page.locator('.alert-drawer').getByText('Comment').waitFor();
		expect(await opened.page.locator('.alert-drawer form').count()).toBe(0);
		expect(opened.faults).toEqual([]);
	} finally {
		await opened.page.context().browser()?.close();
	}
});

test('without WebSockets the page says that it asks every 30 seconds, and does', async () => {
	await server.restart({ WEBSOCKETS_ENABLED: 'false' });
	await page.clock.install();
	await openAlerts();
	await page.getByText('Updated every 30 seconds').waitFor();
	await rows().first().waitFor();
	await keepPicture(page, 'alerts-polling');
	const { id } = await post(server, '/items/iot_alerts', {
		building: other,
		rule: 'day-surge',
		rules: ['day-surge'],
		severity: 'major',
		status: 'open',
		period_from: `${today}T00:00:00Z`,
	});
	await page.clock.runFor(10_000);
	expect(await rowOf(id).count()).toBe(0);
	await page.clock.runFor(21_000);
	await rowOf(id).waitFor();
	await page
		.locator('.alert-list > li', { has: rowOf(id) })
		.getByText('New', { exact: true })
		.waitFor();
});

test('nothing went wrong in the browser on the way', async () => {
	expect(faults).toEqual([]);
	expect((await ask(server, '/kilowatch/alerts')).status).toBe(200);
});
