import { afterEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { withClient } from '../../scripts/database/connection.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../support/directus.ts';

const numbers = migrations.map(({ number }) => number);
let server: TestServer | undefined;

afterEach(async () => {
	await server?.stop();
	server = undefined;
});

async function start(options: TestServerOptions): Promise<TestServer> {
	server = await startTestServer({ sandbox: false, ...options });

	return server;
}

async function ask(path: string, options?: Parameters<TestServer['request']>[1]): Promise<[number, unknown]> {
	const response = await server?.request(path, options);
	if (!response) throw new Error('The server is not there');

	return [response.status, await response.json()];
}

describe('inside Directus', { timeout: 240_000 }, () => {
	test('a project with 20 collections of its own stays untouched and usable, and is told why', async () => {
		await start({
			beforeStart: (_project, database) =>
				withClient(database.connection, async (client) => {
					for (let index = 1; index <= 20; index++) {
						await client.query(`
							CREATE TABLE own_${index} (id integer PRIMARY KEY, name text);
							INSERT INTO directus_collections (collection) VALUES ('own_${index}');
						`);
					}
				}),
		});
		const reason =
			'Directus’ licence allows 25 collections. This project has 20, and Kilowatch needs 14 more, which makes 34.';

		expect(await ask('/items/own_20', { method: 'POST', body: { id: 1, name: 'still here' } })).toEqual([
			200,
			{ data: { id: 1, name: 'still here' } },
		]);
		expect(await ask('/license')).toMatchObject([200, { data: { status: 'active' } }]);
		expect(await ask('/kilowatch/portfolio')).toMatchObject([
			503,
			{
				errors: [
					{
						message: expect.stringContaining(reason) as unknown,
						extensions: { code: 'KILOWATCH_NOT_INSTALLED' },
					},
				],
			},
		]);
		expect(await ask('/kilowatch/status')).toMatchObject([
			200,
			{
				data: {
					ok: false,
					migrations: {
						applied: 0,
						available: numbers.length,
						error: expect.stringContaining(reason) as unknown,
					},
					licence: { collections_used: 20, collections_allowed: 25 },
				},
			},
		]);
		expect(await ask('/items/iot_devices')).toMatchObject([403, {}]);
	});

	test('migrations can be left to the operator, taken back and run again', async () => {
		const directus = await start({ environment: { KILOWATCH_AUTO_MIGRATE: 'false' } });
		expect(await ask('/kilowatch/status')).toMatchObject([
			200,
			{
				data: {
					ok: false,
					migrations: {
						applied: 0,
						available: numbers.length,
						error: `${numbers.length} migrations are waiting, and KILOWATCH_AUTO_MIGRATE is false. Run: npx directus kilowatch:migrate`,
					},
				},
			},
		]);

		expect((await directus.command(['kilowatch:migrate'])).output).toContain(
			`Done: migrations ${numbers.join(', ')}.`,
		);
		const setup = await directus.command(['kilowatch:setup']);
		expect(setup.output).toContain('The module "kilowatch" is enabled.');
		expect(setup.output).toContain('(4 permissions added)');

		await directus.restart();
		expect(await ask('/kilowatch/status')).toMatchObject([
			200,
			{ data: { ok: true, migrations: { applied: numbers.length, available: numbers.length, error: null } } },
		]);
		expect(await ask('/items/buildings', { method: 'POST', body: { name: 'A' } })).toMatchObject([
			200,
			{ data: { name: 'A', country: 'FR', timezone: 'Europe/Paris', devices: [], viewers: [] } },
		]);

		expect((await directus.command(['kilowatch:migrate', '--down', '--delete-data'])).output).toContain(
			`Taken back: migrations ${numbers.toReversed().join(', ')}.`,
		);
	});
});
