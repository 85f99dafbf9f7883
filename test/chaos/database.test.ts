/** The database server is killed while processes work: they go on by themselves when it is back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { queueRuns } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { stopOldServer } from '../../scripts/database/cluster.ts';
import { connectionUrl, type ProvidedDatabase } from '../../scripts/database/connection.ts';
import { removeDataFolder } from '../../scripts/database/data-folder.ts';
import { dataLink, provideDatabase } from '../../scripts/database/provide.ts';
import { freePort } from '../../scripts/process/ports.ts';
import { countRunsByStatus } from '../support/fleet.ts';
import { openScene, type Scene } from './scene.ts';
import { differences, readStored } from './stored.ts';

const METERS = 6;
const closers: (() => Promise<void>)[] = [];

afterAll(async () => {
	for (const close of closers.reverse()) await close();
});

/** A server of the test's own that keeps what it has said is written, unlike the one that all tests share. */
async function serverToKill(): Promise<() => Promise<ProvidedDatabase>> {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-killed-'));
	const port = await freePort();
	closers.push(async () => {
		await stopOldServer(dataLink(folder, 'embedded'));
		await removeDataFolder(dataLink(folder, 'embedded'));
		await rm(folder, { recursive: true, force: true });
	});

	return () => provideDatabase({ kind: 'embedded', folder, port, log: () => undefined });
}

async function sync(scene: Scene, disturb: () => Promise<void>): Promise<string[]> {
	closers.push(() => scene.close());
	const { schema, fleet } = scene;
	await queueRuns(
		schema.database,
		fleet.map(({ device }) => device),
		'schedule',
	);
	const environment = { KILOWATCH_ENEDIS_CALLS_PER_SECOND: '8' };
	const begin = () => scene.start({ heartbeatSeconds: 10, environment });
	await Promise.all([begin(), begin()]);
	await disturb();
	await expect
		.poll(() => countRunsByStatus(schema), { timeout: 90_000, interval: 500 })
		.toEqual({ succeeded: METERS });

	return readStored(schema.database);
}

test('killed and started again in the middle, it has what an undisturbed sync stores', async () => {
	const undisturbed = await sync(await openScene({ meters: METERS }), () => Promise.resolve());
	const begin = await serverToKill();
	const server = await begin();
	const scene = await openScene({
		meters: METERS,
		database: { url: connectionUrl(server.connection), drop: () => Promise.resolve() },
	});
	const disturbed = await sync(scene, async () => {
		await new Promise((resolve) => setTimeout(resolve, 2_000));
		expect((await countRunsByStatus(scene.schema)).running).toBeGreaterThan(0);
		process.kill(server.pid ?? 0, 'SIGKILL');
		await server.ended;
		// Long enough that jobs end, are fetched and want to beat while there is no database.
		await new Promise((resolve) => setTimeout(resolve, 5_000));
		const again = await begin();
		closers.push(() => again.stop());
	});

	expect(differences(undisturbed, disturbed).slice(0, 10)).toEqual([]);
	expect(disturbed.length).toBeGreaterThan(METERS * 60 * 48);
}, 240_000);
