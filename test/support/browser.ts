import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { keptFolder } from '../../scripts/paths.ts';
import { adminEmail, adminPassword } from './directus.ts';

/** A browser that `npm test` has found or installed. */
export async function openBrowser(): Promise<Browser> {
	const executablePath = process.env.KILOWATCH_CHROMIUM;
	if (!executablePath)
		throw new Error('KILOWATCH_CHROMIUM is not set; npm test finds or installs a browser.');

	return chromium.launch({
		executablePath,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}

/** A page at Directus' own size of work, that keeps what goes wrong in it. */
export async function openPage(browser: Browser): Promise<{ page: Page; faults: string[] }> {
	const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(String(error)));
	page.setDefaultTimeout(90_000);

	return { page, faults };
}

/** Logs in by the form, as a person does (without a name as the admin), and puts off the question for a licence key. */
export async function logIn(
	page: Page,
	url: string,
	{ email, password } = { email: adminEmail, password: adminPassword },
): Promise<void> {
	await page.goto(`${url}/admin/login`);
	await page.locator('input[type=email]').fill(email);
	await page.locator('input[type=password]').fill(password);
	await page.getByRole('button', { name: 'Sign In' }).click();
	await page.waitForURL(/\/admin\/(?!login)/);
	const skip = page.getByRole('button', { name: 'Skip' });
	await skip.waitFor({ timeout: 10_000 }).then(
		() => skip.click(),
		() => undefined,
	);
}

/** Keeps a picture of the page beside the other results, for people to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
	const folder = path.join(keptFolder, 'pictures');
	await mkdir(folder, { recursive: true });
	await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
