/**
 * The commands for operators, each inside a Directus as it is installed: what they say, and what a script learns from their exit
 * codes. What they refuse, and what else they print, is in test/integration/commands.test.ts: a process costs seconds.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { ImportReport } from '../../extensions/kilowatch/src/shared/http-contract/imports.ts';
import type { SyncRunState } from '../../extensions/kilowatch/src/shared/http-contract/sync-runs.ts';
import { withClient } from '../../scripts/database/connection.ts';
import { runDirectusCommand } from '../../scripts/directus/server.ts';
import type { CommandResult } from '../../scripts/process/run-command.ts';
import { demoLimits } from '../../scripts/sandbox.ts';
import { must, post } from '../support/ask.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { enedisExport } from '../support/enedis-export.ts';
import { connect } from '../support/holder.ts';
import { autumnLoad } from '../support/load-file.ts';
import { addMeasuredMeter } from '../support/measured.ts';
import { only } from '../support/schema.ts';

const METER = 'Escalier';
const OTHER_POINT = '01234567890123';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const readRolePassword = 'only for reading 1234';
const load = autumnLoad(new Date(), METER);
const fileDate = addDays(new Date().toISOString().slice(0, 10), -40);

let folder: string;
let server: TestServer;
let building: string;
let point: string;
let device: string;
/** a meter of which only files come */
let filed: string;
/** all that was printed, but for what was asked for in full */
const printed: string[] = [];

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-commands-'));
	const data = path.join(folder, 'load.csv');
	await writeFile(data, load.csv);
	server = await startTestServer({
		sandboxEnvironment: {
			...demoLimits.sandbox,
			KILOWATCH_SANDBOX_DATA: data,
			KILOWATCH_SANDBOX_SHIFT: 'none',
		},
		environment: { ...demoLimits.directus, KILOWATCH_WORKERS: '0' },
	});
	const meters = (await (await fetch(`${server.sandbox?.url}/sandbox/meters`)).json()) as {
		pointId: string;
	}[];
	point = only(meters).pointId;
	building = (await post(server, '/items/buildings', { name: 'Les Tilleuls' })).id;
	device = await connect(server, building, point, { label: `Compteur ${point}` });
});

afterAll(async () => {
	await server.stop();
	await rm(folder, { recursive: true, force: true });
});

async function run(...commandArguments: string[]): Promise<CommandResult> {
	const result = await server.command(commandArguments);
	printed.push(result.output);

	return result;
}

function runsOf(meter: string): Promise<SyncRunState[]> {
	return must(server, `/items/iot_sync_runs?filter[device][_eq]=${meter}&sort=-queued_at`);
}

/** The one line of an output that is JSON of ours. */
function jsonOf(output: string, beginning: string): unknown {
	const line = output.split('\n').find((text) => text.startsWith(beginning));
	if (line === undefined) throw new Error(`No line begins with ${beginning}:\n${output}`);

	return JSON.parse(line);
}

describe('without a server’s workers', () => {
	test('the history is told beforehand, and only that', async () => {
		const { code, output } = await run('kilowatch:backfill', '--dry-run');

		expect(output).toMatch(
			/1 meter: at most \d\d+ calls, which take less than a minute under the operator’s limits\./,
		);
		expect(code).toBe(0);
		expect(await runsOf(device)).toMatchObject([{ status: 'queued', trigger: 'consent' }]);
	});

	test('a run is left to others', async () => {
		const { code, output } = await run('kilowatch:sync', '--device', device, '--no-wait');

		expect(output).toContain('1 run is queued.');
		expect(code).toBe(0);
		expect(await runsOf(device)).toMatchObject([{ status: 'queued' }]);
		const { rows } = await withClient(server.database.connection, (client) =>
			client.query(`SELECT state FROM kilowatch_jobs.job WHERE name = 'sync-run'`),
		);
		expect(rows).toEqual([{ state: 'created' }]);
	});

	test('a run is worked off by the command itself', async () => {
		const { code, output } = await run('kilowatch:sync', '--work');

		expect(output).toMatch(/\[#{20}\] 100 % · 1 of 1 meter · (\d+) of \1 windows · [1-9]\d+ rows/);
		expect(output).toMatch(/1 meter is synced: [1-9]\d+ rows were written\./);
		expect(code).toBe(0);
		expect(await runsOf(device)).toMatchObject([{ status: 'succeeded', trigger: 'consent' }]);
	});

	test('there is no history left to fetch', async () => {
		const { code, output } = await run('kilowatch:backfill', '--building', building, '--months', '12');

		expect(output).toContain('1 meter: nothing is missing.');
		expect(code).toBe(0);
		expect(await runsOf(device)).toHaveLength(1);
	});
});

describe('with a server that works', () => {
	beforeAll(() => server.restart({ KILOWATCH_WORKERS: '2' }));

	test('a run is followed to its end', async () => {
		const to = addDays(load.changeDate, 3);
		const { code, output } = await run('kilowatch:sync', '--from', load.changeDate, '--to', to);

		expect(output).toContain('1 of 1 meter');
		expect(output).toContain('1 meter is synced: 0 rows were written.');
		expect(code).toBe(0);
		expect(await runsOf(device)).toMatchObject([
			{ status: 'succeeded', trigger: 'manual', period_from: load.changeDate, period_to: to },
			{ trigger: 'consent' },
		]);
	});

	test('what has failed is named, with its code', async () => {
		await withClient(server.database.connection, (client) =>
			client.query(`UPDATE iot_consents SET valid_until = '2020-01-01' WHERE device = $1`, [device]),
		);
		const { code, output } = await run('kilowatch:sync', '--device', device);

		expect(output).toContain('1 of 1 meters were not synced whole:');
		expect(output).toMatch(new RegExp(`failed ${device} consent_expired: The consent ended on 2020-01-01`));
		expect(code).toBe(2);
	});
});

test('what cannot be done is refused with a sentence', async () => {
	const { code, output } = await run('kilowatch:sync', '--device', NOBODY);

	expect(output).toContain(`There is no meter ${NOBODY}.`);
	expect(output).not.toMatch(/^\s+at /m);
	expect(code).toBe(1);
});

test('a file from the disk is stored, and told as JSON', async () => {
	({ device: filed } = await addMeasuredMeter(server, building, {
		pointId: OTHER_POINT,
		date: addDays(fileDate, -9),
		values: [1],
	}));
	const file = path.join(folder, 'export.csv');
	await writeFile(file, enedisExport(OTHER_POINT, fileDate));
	const { code, output } = await run('kilowatch:import', filed, file, '--json');
	const report = jsonOf(output, '{"dry_run"') as ImportReport;

	expect(output).toContain('[####################] 100 % · 0.0 of 0.0 MB read');
	expect(report).toMatchObject({ dry_run: false, written: { readings: { new: 96 } } });
	expect(code).toBe(0);
	expect(await must(server, `/kilowatch/sync-runs/${report.run}`)).toMatchObject({
		device: filed,
		trigger: 'file',
		status: 'succeeded',
	});
});

test('the consents are listed by state, their points masked', async () => {
	const { code, output } = await run('kilowatch:consents');

	expect(output).toMatch(/^state +building +meter +point +scopes +until$/m);
	expect(output).toMatch(/^active +Les Tilleuls +•{10}0123 +•{10}0123 +daily, load_curve$/m);
	expect(output).toMatch(
		new RegExp(`^expired +Les Tilleuls +Compteur •{10}${point.slice(-4)} .* 2020-01-01$`, 'm'),
	);
	expect(code).toBe(0);
});

test('a role that reads the views is made with a password from standard input, and reads them alone', async () => {
	const role = `kilowatch_test_${randomBytes(4).toString('hex')}`;
	const reads = (text: string) =>
		withClient({ ...server.database.connection, user: role, password: readRolePassword }, (client) =>
			client.query(text),
		);
	const words = ['kilowatch:read-role', '--name', role, '--password-stdin'];
	const { code, output } = await runDirectusCommand(server.project, words, {
		input: `${readRolePassword}\n`,
	});
	printed.push(output);

	expect(output).toContain(`${role} was made, and may read the views in kilowatch_views.`);
	expect(output).not.toContain('Besides');
	expect(code).toBe(0);
	try {
		expect((await reads('SELECT name FROM v_buildings')).rows).toEqual([{ name: 'Les Tilleuls' }]);
		await expect(reads('SELECT 1 FROM v_personal_days')).rejects.toThrow('permission denied');
		await expect(reads('SELECT 1 FROM public.iot_devices')).rejects.toThrow('permission denied');
	} finally {
		await withClient(server.database.connection, async (client) => {
			await client.query(`DROP OWNED BY ${role}`);
			await client.query(`DROP ROLE ${role}`);
		});
	}
});

test('no command has printed a secret or a whole point id', () => {
	const output = printed.join('\n');
	const secrets = [
		point,
		OTHER_POINT,
		server.project.environment?.SECRET,
		server.project.environment?.IOT_ENCRYPTION_KEY,
		server.project.environment?.LINKY_ENEDIS_CLIENT_SECRET,
		server.database.connection.password,
		readRolePassword,
	];

	expect(printed).toHaveLength(10);
	for (const secret of secrets) {
		if (secret && secret.length > 4) expect(output).not.toContain(secret);
	}
});
