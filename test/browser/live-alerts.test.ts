/** Two Directus processes on one database, with Redis between them: what one raises is seen on the other. */
import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DirectusServer } from '../../scripts/directus/server.ts';
import { must, post } from '../support/ask.ts';
import { keepPicture, logIn, openBrowser, openPage } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';

const ALERTS = 5;
const MOST_MS = 2_000;

let redis: RedisServer | undefined;
let server: TestServer;
let other: DirectusServer;
let browser: Browser | undefined;
let page: Page;
let faults: string[];
let building: string;
let sockets: WebSocketRoute[];

beforeAll(async () => {
	redis = await startRedis();
	if (redis === undefined) return;
	server = await startTestServer({ sandbox: false, studio: true, environment: { REDIS: redis.url } });
	const setup = await server.command(['kilowatch:setup']);
	if (setup.code !== 0) throw new Error(setup.output);
	({ id: building } = await post(server, '/items/buildings', { name: 'Les Tilleuls' }));
	const flow = await post(server, '/flows', {
		name: 'Tell',
		trigger: 'event',
		status: 'active',
		accountability: null,
		options: { type: 'action', scope: ['items.create'], collections: ['iot_alerts'] },
	});
	const operation = await post(server, '/operations', {
		flow: flow.id,
		key: 'note',
		type: 'item-create',
		position_x: 19,
		position_y: 1,
		options: {
			collection: 'iot_tariffs',
			permissions: '$full',
			emitEvents: false,
			payload: { name: '{{$trigger.key}}' },
		},
	});
	await must(server, `/flows/${flow.id}`, { method: 'PATCH', body: { operation: operation.id } });
	other = await server.startAnother();
	browser = await openBrowser();
	({ page, faults } = await openPage(browser));
	sockets = [];
	await page.routeWebSocket(/\/websocket$/, (socket) => {
		sockets.push(socket);
		socket.connectToServer();
	});
	await logIn(page, other.url);
	await page.goto(`${other.url}/admin/kilowatch/alerts`);
	await page.getByText('Live: new alerts appear by themselves').waitFor();
	await page.getByText('No open alert').waitFor();
}, 400_000);

afterAll(async () => {
	if (redis === undefined) return;
	await browser?.close();
	await server.stop();
	await redis.stop();
});

function raise(): Promise<{ id: string }> {
	return post(server, '/items/iot_alerts', {
		building,
		rule: 'day-surge',
		rules: ['day-surge'],
		severity: 'major',
		status: 'open',
		period_from: '2026-11-24T00:00:00Z',
	});
}

const rowOf = (alert: string) => page.locator(`[data-alert="${alert}"]`);

test('an alert raised in one process is in an open browser on the other within two seconds', async (ctx) => {
	if (redis === undefined) ctx.skip('there is no Redis, and none can be installed');
	const times: number[] = [];
	for (let alert = 0; alert < ALERTS; alert++) {
		const before = performance.now();
		const { id } = await raise();
		await rowOf(id).waitFor({ timeout: 20_000 });
		times.push(Math.round(performance.now() - before));
	}
	console.log(
		`From asking for an alert in one process to its row in a browser on the other: ${times.join(', ')} ms`,
	);
	expect(Math.max(...times)).toBeLessThan(MOST_MS);
	await page.getByText(`${ALERTS} open alerts`).waitFor({ state: 'attached' });
	await keepPicture(page, 'alerts-live');
});

test('a Flow starts once from each', async (ctx) => {
	if (redis === undefined) ctx.skip('there is no Redis, and none can be installed');
	const heard = async () =>
		(await must<{ name: string }[]>(server, '/items/iot_tariffs?limit=-1')).map(({ name }) => name).sort();
	const alerts = await must<{ id: string }[]>(server, '/items/iot_alerts?limit=-1&fields=id');
	const ids = alerts.map(({ id }) => id).sort();
	expect(ids).toHaveLength(ALERTS);
	await expect.poll(heard, { timeout: 20_000 }).toEqual(ids);
	// One that comes twice comes soon.
	await page.waitForTimeout(3_000);
	expect(await heard()).toEqual(ids);
});

test('what is acknowledged in one process leaves the list on the other', async (ctx) => {
	if (redis === undefined) ctx.skip('there is no Redis, and none can be installed');
	const { id } = await raise();
	await rowOf(id).waitFor();
	await must(server, `/kilowatch/alerts/${id}/acknowledge`, { method: 'POST', body: {} });
	await rowOf(id).waitFor({ state: 'detached', timeout: 20_000 });
});

test('a connection that is lost is told, and comes back by itself with what came meanwhile', async (ctx) => {
	if (redis === undefined) ctx.skip('there is no Redis, and none can be installed');
	expect(sockets.length).toBeGreaterThan(0);
	await page.routeWebSocket(/\/websocket$/, (socket) => socket.close({ code: 1012 }));
	await sockets.at(-1)?.close({ code: 1012 });
	await page.getByText('Updated every 30 seconds').waitFor();
	const { id } = await raise();
	await page.routeWebSocket(/\/websocket$/, (socket) => {
		socket.connectToServer();
	});
	await page.getByText('Live: new alerts appear by themselves').waitFor();
	await rowOf(id).waitFor();
});

test('nothing went wrong in the browser on the way', (ctx) => {
	if (redis === undefined) ctx.skip('there is no Redis, and none can be installed');
	expect(faults).toEqual([]);
});
