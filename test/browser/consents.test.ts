import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
	BuildingDetail,
	BuildingDevice,
} from '../../extensions/kilowatch/src/shared/http-contract/buildings.ts';
import type { RawReading } from '../../extensions/kilowatch/src/shared/http-contract/readings.ts';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import { must, post } from '../support/ask.ts';
import { keepPicture, logIn, openBrowser, openPage } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { connect, waitForSync } from '../support/holder.ts';
import { addPerson, type Person } from '../support/people.ts';

/** A manager’s work on consents, step by step: each test goes on where the one before it stopped. */
let server: TestServer;
let browser: Browser;
let page: Page;
let faults: string[];
let building: string;
let other: string;
let device: string;
let colleague: Person;
/** of one holder, from the downloaded file */
let link: string;

beforeAll(async () => {
	server = await startTestServer({ studio: true });
	({ id: building } = await post(server, '/items/buildings', {
		name: 'Résidence Les Tilleuls',
		city: 'Lyon',
	}));
	({ id: other } = await post(server, '/items/buildings', { name: 'Bellevue', city: 'Paris' }));
	colleague = await addPerson(server, 'colleague', [policyIds.manager]);
	device = await connect(server, building, '22516914714270', { label: 'Lift' });
	await waitForSync(server, device);
	browser = await openBrowser();
	({ page, faults } = await openPage(browser));
	await logIn(page, server.url);
});

afterAll(async () => {
	await browser.close();
	await server.stop();
});

const HEADER = 'building;provider;point_id;label;scopes;personal;email;language';

const fileOf = (lines: readonly string[]) => ({
	name: 'meters.csv',
	mimeType: 'text/csv',
	// As a spreadsheet in Western Europe saves it.
	buffer: Buffer.from([HEADER, ...lines].join('\r\n'), 'latin1'),
});

async function readDevices(key: string): Promise<BuildingDevice[]> {
	return (await must<BuildingDetail>(server, `/kilowatch/buildings/${key}`)).devices;
}

/** Opens the building’s page anew, at its first meter. */
async function openBuilding(): Promise<void> {
	await page.goto(`${server.url}/admin/kilowatch/buildings/${building}`);
	await page.locator('.consent-section').first().scrollIntoViewIfNeeded();
}

async function chooseFromMenu(action: string): Promise<void> {
	await page
		.getByRole('button', { name: /More about the consent/ })
		.first()
		.click();
	await page.getByText(action, { exact: true }).click();
}

test('a file with a mistake is shown line by line, and nothing is taken', async () => {
	await page.goto(`${server.url}/admin/kilowatch`);
	await page.getByRole('button', { name: 'Connect many meters' }).click();
	const template = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download a template' }).click();
	expect(await readFile(await (await template).path(), 'utf8')).toContain(HEADER);

	await page
		.getByLabel('CSV file')
		.setInputFiles(
			fileOf([
				'Résidence Les Tilleuls;enedis;09775542606818;Flat 1;daily;yes;;',
				'Nowhere;enedis;;Flat 2;daily;yes;;',
				'Bellevue;enedis;123;Flat 3;daily;yes;;',
				`${building};enedis;22516914714270;Lift;daily;no;;`,
			]),
		);
	await keepPicture(page, 'onboarding');
	await page.getByRole('button', { name: 'Check the lines' }).click();
	await page.getByText('2 lines are refused').waitFor();
	await page.getByText('no building of this name that you may change').waitFor();
	await page.getByText('not a meter number of this provider').waitFor();
	await page.getByText('already connected: stays as it is').waitFor();
	await keepPicture(page, 'onboarding-refused');

	expect(await page.getByRole('button', { name: 'Connect 1 meter' }).isDisabled()).toBe(true);
	expect(await readDevices(other)).toEqual([]);
	await page.getByRole('button', { name: 'Back' }).click();
});

test('a hundred meters are connected from a file, and their links downloaded', async () => {
	const lines = Array.from(
		{ length: 100 },
		(_, index) => `Bellevue;enedis;${String(index).padStart(14, '0')};Flat ${index};daily load_curve;yes;;`,
	);
	await page.getByLabel('CSV file').setInputFiles(fileOf(lines));
	await page.getByRole('button', { name: 'Check the lines' }).click();
	await page.getByText('100 lines are ready').waitFor();
	await page.getByRole('button', { name: 'Connect 100 meters' }).click();
	await page.getByText('100 holders are invited').waitFor();
	await keepPicture(page, 'onboarding-done');

	await page.locator('.onboarding').getByRole('button', { name: 'Close' }).click();
	await page.getByText('The links have not been downloaded.').waitFor();
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download the links' }).click();
	const links = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
	await page.locator('.onboarding').getByRole('button', { name: 'Close' }).click();
	await page.locator('.onboarding').waitFor({ state: 'detached' });

	link = links[100]?.split(';').at(-1) ?? '';
	expect(links).toHaveLength(101);
	expect(links[100]).toMatch(
		/Bellevue;enedis;00000000000099;Flat 99;no;http.*\/kilowatch\/holder\/[\w-]{43}$/,
	);
	expect(await readDevices(other)).toHaveLength(100);
});

test('the page says who has to do what, and the holder needs no account', async () => {
	await page.goto(`${server.url}/admin/kilowatch/buildings/${other}`);
	await page.getByText('Not given yet: the holder has a link until').first().waitFor();
	await keepPicture(page, 'pending');

	expect((await fetch(link, { headers: { Connection: 'close' } })).status).toBe(200);
});

test('buildings are handed over to a colleague', async () => {
	await page.goto(`${server.url}/admin/kilowatch`);
	await page.getByRole('checkbox', { name: 'Select all that are shown' }).click();
	await page.getByText('2 selected').waitFor();
	await page.getByRole('button', { name: 'Change the manager' }).click();
	await page.locator('.dialog-frame .v-select').click();
	await page.getByText('colleague@example.com').last().click();
	await keepPicture(page, 'manager');
	await page.getByRole('button', { name: 'Hand over' }).click();
	await page.getByText('2 buildings were handed over.').waitFor();
	await page.getByRole('cell', { name: 'colleague@example.com' }).first().waitFor();
	await keepPicture(page, 'handed-over');

	const rows = await must<{ manager: string }[]>(server, '/items/buildings?fields=manager');
	expect(rows.map(({ manager }) => manager)).toEqual([colleague.id, colleague.id]);
});

test('the holder of a meter is invited, and the link taken back', async () => {
	await openBuilding();
	await page.getByText('Active until').waitFor();
	await keepPicture(page, 'consent-active');
	await chooseFromMenu('Link to the holder’s page');
	await page.getByText('By mail').click();
	await page.getByLabel('Mail address of the holder').fill('holder@example.com');
	await keepPicture(page, 'invite');
	await page.getByText('I pass it on').click();
	await page.getByRole('button', { name: 'Make the link' }).click();
	const link = await page.getByLabel('Link for the holder').inputValue();
	await keepPicture(page, 'invite-link');
	const open = async () => (await fetch(link, { headers: { Connection: 'close' } })).status;

	expect(await open()).toBe(200);
	await page.getByRole('button', { name: 'Copy' }).click();
	await page.getByRole('button', { name: 'Done' }).click();

	await chooseFromMenu('Take the link back');
	await page.getByText('The link works no more.').waitFor();
	expect(await open()).not.toBe(200);
});

test('a consent is renewed in two clicks', async () => {
	const [before] = await readDevices(building);
	await openBuilding();
	await chooseFromMenu('Renew');
	await page.getByRole('button', { name: 'Send the holder a link' }).waitFor();
	await page.getByText('first deletes the old share').waitFor();
	await keepPicture(page, 'renew');
	await page.getByRole('button', { name: 'The holder is here' }).click();
	await page.waitForURL(/\/dataconnect\/v2\/oauth2\/authorize/);
	// Enedis takes no second share of a meter: the holder deletes the old one first, as the dialog says.
	await fetch(new URL('/mon-compte', page.url()), {
		method: 'POST',
		body: new URLSearchParams({ point_id: '22516914714270' }),
		headers: { Connection: 'close' },
	});
	await page.locator('[name=point_id]').selectOption('22516914714270');
	await page.getByRole('button', { name: 'Autoriser' }).click();
	await page.waitForURL(new RegExp(`/admin/kilowatch/buildings/${building}`));
	await page.getByText('Consent is given.').waitFor();
	await waitForSync(server, device);

	const [after] = await readDevices(building);
	expect(after?.id).toBe(before?.id);
	expect(after?.consent).toMatchObject({ status: 'active' });
	expect(after?.consent?.id).not.toBe(before?.consent?.id);
});

test('everything that is stored of a meter is downloaded', async () => {
	await openBuilding();
	for (const [format, action] of [
		['json', 'Download everything (JSON)'],
		['csv', 'Download the readings (CSV)'],
	] as const) {
		const download = page.waitForEvent('download');
		await chooseFromMenu(action);
		const file = await download;

		expect(file.suggestedFilename()).toBe(`kilowatch-${device}.${format}`);
		expect(await readFile(await file.path(), 'utf8')).toContain(format === 'json' ? '22516914714270' : ',');
	}
});

test('a part of a consent is withdrawn, and what it allowed goes', async () => {
	await openBuilding();
	await chooseFromMenu('Withdraw');
	const boxes = ['Daily totals', 'Load curve'].map((name) => page.getByRole('checkbox', { name }));
	for (const box of boxes) expect(await box.getAttribute('aria-checked')).toBe('false');
	await boxes[1]?.click();
	await keepPicture(page, 'withdraw-part');
	await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
	await page.getByText('Withdrawn. Still allowed: daily totals.').waitFor();
	await page.getByText('Withdrawn. Still allowed').scrollIntoViewIfNeeded();
	await keepPicture(page, 'withdrawn-part');

	const raw = await must<RawReading[]>(
		server,
		`/kilowatch/buildings/${building}/readings?resolution=raw&metric=consumption`,
	);
	expect(raw).toEqual([]);
});

test('the rest is withdrawn with everything that was read, once that is understood', async () => {
	await openBuilding();
	await chooseFromMenu('Withdraw');
	await page.getByRole('checkbox', { name: 'Daily totals' }).click();
	await page.getByText('Erase it').click();
	const submit = page.getByRole('button', { name: 'Withdraw and erase' });
	expect(await submit.isDisabled()).toBe(true);
	await page.getByRole('checkbox', { name: 'I understand' }).click();
	await keepPicture(page, 'withdraw-erase');
	await submit.click();
	await page.getByText('Everything of the meter is erased').waitFor();
	await page.getByText('No meter connected').waitFor();
	await keepPicture(page, 'erased');

	expect(await readDevices(building)).toEqual([]);
});

test('a meter is connected by a link, without the holder being here', async () => {
	await page.getByRole('button', { name: 'Connect a meter' }).first().click();
	for (const name of ['Daily totals', 'Load curve', 'Personal advice']) {
		expect(await page.getByRole('checkbox', { name }).getAttribute('aria-pressed')).toBe('false');
	}
	await page.getByLabel('Label').fill('Flat 3');
	await page.getByRole('checkbox', { name: 'Daily totals' }).click();
	await page.getByText('Send the holder a link').click();
	await keepPicture(page, 'connect-by-link');
	await page.getByRole('button', { name: 'Go on to the link' }).click();
	await page.getByRole('button', { name: 'Make the link' }).click();
	expect(await page.getByLabel('Link for the holder').inputValue()).toMatch(/\/kilowatch\/holder\//);
	await page.getByRole('button', { name: 'Done' }).click();
	await page.getByText('Not given yet: the holder has a link until').waitFor();

	expect(await readDevices(building)).toMatchObject([{ label: 'Flat 3', consent: { status: 'pending' } }]);
});

test('it fits on a telephone, in the dark and in other languages', async () => {
	await must(server, '/users/me', { method: 'PATCH', body: { language: 'de-DE', appearance: 'dark' } });
	await page.setViewportSize({ width: 360, height: 760 });
	await page.goto(`${server.url}/admin/kilowatch/buildings/${building}`);
	await page.getByText('Noch nicht erteilt').waitFor();
	await page.locator('.consent-section').scrollIntoViewIfNeeded();
	await keepPicture(page, 'consent-narrow');
	await page.getByRole('button', { name: /Mehr zur Einwilligung/ }).click();
	await page.getByText('Anfrage zurückziehen').click();
	await page.getByText('Behalten').waitFor();
	await keepPicture(page, 'cancel-narrow');
	await page.keyboard.press('Escape');
	await page.goto(`${server.url}/admin/kilowatch`);
	await page.getByText('Bellevue').waitFor();
	await keepPicture(page, 'portfolio-narrow');

	const isWider = await page.evaluate<boolean>(
		'document.documentElement.scrollWidth > document.documentElement.clientWidth',
	);
	expect(isWider).toBe(false);
	await must(server, '/users/me', { method: 'PATCH', body: { language: null, appearance: null } });
});

test('nothing went wrong in the browser on the way', () => {
	expect(faults).toEqual([]);
});
