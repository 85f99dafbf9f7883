/**
 * What the commands for operators refuse, list and change, typed in this process; test/e2e/commands.test.ts types each of them
 * inside a Directus, which takes seconds.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { queueRun } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { withClient, type DatabaseConnection } from '../../scripts/database/connection.ts';
import { enedisExport } from '../support/enedis-export.ts';
import { only } from '../support/schema.ts';
import { openCommands, type TypedCommands, type TypedResult } from '../support/typed-command.ts';
import { bootstrapSchemaProject, up, type SchemaProject } from './schema-project.ts';

const POINT = '22516914714270';
const OTHER_POINT = '01234567890123';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const encryptionKey = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const today = new Date().toISOString().slice(0, 10);

let folder: string;
let project: SchemaProject;
let database: Database;
let connection: DatabaseConnection;
let commands: TypedCommands;
/** whose consent has ended */
let ended: string;
let living: string;
/** all that was printed, but for what was asked for in full */
const printed: string[] = [];

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-commands-'));
	project = await bootstrapSchemaProject();
	const copy = await project.copy();
	({ database } = copy);
	connection = copy.project.database;
	await up(database);
	const building = await idOf(`INSERT INTO buildings (name) VALUES ('Les Tilleuls') RETURNING id`);
	ended = await addMeter(building, POINT, `Compteur ${POINT}`, 'expired', '2020-01-01');
	living = await addMeter(building, OTHER_POINT, OTHER_POINT, 'active', null);
	commands = openCommands(connection, { IOT_ENCRYPTION_KEY: encryptionKey });
});

afterAll(async () => {
	await commands.close();
	await project.drop();
	await rm(folder, { recursive: true, force: true });
});

async function idOf(text: string, values: unknown[] = []): Promise<string> {
	return only((await database.query<{ id: string }>(text, values)).rows).id;
}

async function addMeter(
	building: string,
	point: string,
	label: string,
	status: string,
	validUntil: string | null,
): Promise<string> {
	const device = await idOf(
		`INSERT INTO iot_devices (building, provider, point_id, label, status) VALUES ($1, 'enedis', $2, $3, 'active')
		 RETURNING id`,
		[building, point, label],
	);
	await database.query(
		`INSERT INTO iot_consents (device, provider, scopes, text_version, status, granted_at, valid_until)
		 VALUES ($1, 'enedis', '["daily", "load_curve"]', 'test', $2, now(), $3)`,
		[device, status, validUntil],
	);

	return device;
}

async function type(...words: string[]): Promise<TypedResult> {
	const result = await commands.type(words);
	printed.push(result.output);

	return result;
}

async function countRuns(): Promise<number> {
	return only((await database.query<{ runs: number }>('SELECT count(*) AS runs FROM iot_sync_runs')).rows)
		.runs;
}

describe('what cannot be done is refused with a sentence', () => {
	test.each([
		[['kilowatch:sync', '--device', NOBODY], `There is no meter ${NOBODY}.`],
		[['kilowatch:sync', '--device', 'x'], '--device must be the id of a meter'],
		[['kilowatch:sync', '--building', NOBODY], `There is no connected meter in building ${NOBODY}.`],
		[['kilowatch:backfill', '--device', NOBODY], `There is no meter ${NOBODY}.`],
	])('%j', async (words, sentence) => {
		const { code, output } = await type(...words);

		expect(output).toContain(sentence);
		expect(output).not.toMatch(/^\s+at /m);
		expect(code).toBe(1);
	});

	test('a meter whose consent has ended', async () => {
		const { code, output } = await type('kilowatch:sync', '--device', ended);

		expect(output).toContain(`Meter ${ended} is not connected: it needs a living consent.`);
		expect(code).toBe(1);
	});

	test('a period of a meter that is being synced', async () => {
		const run = await queueRun(database, { device: living, trigger: 'consent' });
		const { code, output } = await type('kilowatch:sync', '--from', addDays(today, -9), '--to', today);

		expect(output).toMatch(/Meter \S+ is being synced already \(run \S+\): .* Nothing was queued\./);
		expect(code).toBe(1);
		expect(await countRuns()).toBe(1);
		await database.query('DELETE FROM iot_sync_runs WHERE id = $1', [run]);
	});
});

describe('a file from the disk', () => {
	test('is looked at', async () => {
		const file = path.join(folder, 'export.csv');
		await writeFile(file, enedisExport(OTHER_POINT, addDays(today, -40)));
		const { code, output } = await type('kilowatch:import', living, file, '--dry-run');

		expect(output).toContain('[####################] 100 % · 0.0 of 0.0 MB read');
		expect(output).toContain('  96 readings (96 of 30 min), 0 totals of days');
		expect(output).toContain('Nothing was stored; it would be: 96 new readings, ');
		expect(code).toBe(0);
		expect(await countRuns()).toBe(0);
	});

	test('is refused where it is another meter’s or not there', async () => {
		const others = path.join(folder, 'others.csv');
		await writeFile(others, enedisExport('99999999999999', addDays(today, -40)));

		expect(await type('kilowatch:import', living, others)).toMatchObject({
			code: 1,
			output: expect.stringContaining('The file is another meter’s: its PRM is not this one’s') as string,
		});
		expect(await type('kilowatch:import', living, `${others}.gone`)).toMatchObject({
			code: 1,
			output: expect.stringContaining(`There is no file ${others}.gone.`) as string,
		});
		expect(await type('kilowatch:import', NOBODY, others)).toMatchObject({
			code: 1,
			output: expect.stringContaining(`There is no meter ${NOBODY}.`) as string,
		});
	});
});

describe('the consents', () => {
	test('are listed in full and as JSON where that is asked', async () => {
		const { code, output } = await commands.type(['kilowatch:consents', '--full', '--json']);

		expect(JSON.parse(output)).toMatchObject([
			{ status: 'active', device: living, point_id: OTHER_POINT, valid_until: null },
			{
				status: 'expired',
				device: ended,
				point_id: POINT,
				valid_until: '2020-01-01',
				waiting_since: null,
			},
		]);
		expect(code).toBe(0);
	});

	test('that end soon are listed alone', async () => {
		const soon = addDays(today, 20);
		await database.query('UPDATE iot_consents SET valid_until = $2 WHERE device = $1', [living, soon]);

		expect((await type('kilowatch:consents', '--expiring', '10')).output).toContain(
			'There is no such consent.',
		);
		const { output } = await type('kilowatch:consents', '--expiring', '30');
		expect(output).toMatch(new RegExp(`^active .* ${soon}$`, 'm'));
		expect(output).not.toMatch(/^expired /m);
	});

	test('of a meter that was not erased leave no proof', async () => {
		const { code, output } = await type('kilowatch:consents', '--proof', OTHER_POINT);

		expect(output).toContain('no consent is kept in proof');
		expect(code).toBe(0);
	});
});

describe('a role that reads the views', () => {
	const role = `kilowatch_test_${randomBytes(4).toString('hex')}`;
	const password = 'only for reading 1234';
	const reads = (text: string, given = password) =>
		withClient({ ...connection, user: role, password: given }, (client) => client.query(text));

	afterEach(() => vi.unstubAllEnvs());
	afterAll(async () => {
		await database.query(`DROP OWNED BY ${role}`);
		await database.query(`DROP ROLE ${role}`);
	});

	test.each([
		[[], '--name must name the role'],
		[
			['--name', role],
			'A role that is not there needs a password: set KILOWATCH_READ_ROLE_PASSWORD, or pass --password-stdin.',
		],
		[
			['--name', role, '--password-stdin'],
			'The password must be 12 to 200 printable characters of ASCII.',
			'short\n',
		],
	])('needs a name, and a password that is no argument: %j', async (flags, sentence, input?: string) => {
		const { code, output } = await commands.type(['kilowatch:read-role', ...flags], input);

		expect(output).toContain(sentence);
		expect(code).toBe(1);
	});

	test('is no superuser', async () => {
		const { code, output } = await type('kilowatch:read-role', '--name', connection.user);

		expect(output).toContain('is a superuser and reads everything');
		expect(code).toBe(1);
	});

	test('is made, logs in, and reads the views alone', async () => {
		vi.stubEnv('KILOWATCH_READ_ROLE_PASSWORD', password);
		const { code, output } = await type('kilowatch:read-role', '--name', role);

		expect(output).toContain(`${role} was made, and may read the views in kilowatch_views.`);
		expect(output).not.toContain('Besides');
		expect(code).toBe(0);
		expect((await reads('SELECT name FROM v_buildings')).rows).toEqual([{ name: 'Les Tilleuls' }]);
		for (const table of ['v_personal_days', 'public.iot_devices', 'kilowatch_internal.vault']) {
			await expect(reads(`SELECT 1 FROM ${table}`)).rejects.toThrow('permission denied');
		}
		await expect(reads('SELECT 1', 'another password')).rejects.toThrow('password authentication failed');
	});

	test('is told what it may besides, and is given the days of natural persons apart', async () => {
		await database.query(`GRANT SELECT ON iot_tariffs TO ${role}`);
		const { output } = await type('kilowatch:read-role', '--name', role, '--personal-days');

		expect(output).toContain('Besides, it may read');
		expect(output).toContain('public.iot_tariffs');
		await reads('SELECT 1 FROM v_personal_days');
	});

	test('only printed, nothing changes; and it loses all of it', async () => {
		const printedOnly = await type('kilowatch:read-role', '--name', role, '--print');

		expect(printedOnly.output).toContain(`GRANT SELECT ON kilowatch_views.v_days TO "${role}";`);
		expect(printedOnly.output).toContain(`REVOKE SELECT ON kilowatch_views.v_personal_days FROM "${role}";`);
		await reads('SELECT 1 FROM v_personal_days');
		expect(await type('kilowatch:read-role', '--name', role, '--revoke')).toMatchObject({ code: 0 });
		await expect(reads('SELECT 1 FROM kilowatch_views.v_days')).rejects.toThrow('permission denied');
	});

	test('no command has printed its password, or a whole point id', () => {
		const output = printed.join('\n');

		expect(printed.length).toBeGreaterThan(15);
		for (const secret of [
			POINT,
			OTHER_POINT,
			'99999999999999',
			encryptionKey,
			password,
			connection.password,
		]) {
			if (secret.length > 4) expect(output).not.toContain(secret);
		}
	});
});
