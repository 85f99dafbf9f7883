/** The commands for operators, as they are typed: what they say, and what a script learns from their exit codes. */
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

	test('a period is not asked of a meter that is being synced', async () => {
		const { code, output } = await run('kilowatch:sync', '--from', load.from, '--to', load.to);

		expect(output).toMatch(/Meter \S+ is being synced already \(run \S+\): .* Nothing was queued\./);
		expect(code).toBe(1);
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

describe('what cannot be done is refused with a sentence', () => {
	test.each([
		[['kilowatch:sync', '--device', NOBODY], `There is no meter ${NOBODY}.`],
		[['kilowatch:sync', '--device', 'x'], '--device must be the id of a meter'],
		[['kilowatch:sync', '--building', NOBODY], `There is no connected meter in building ${NOBODY}.`],
	])('%j', async (commandArguments, sentence) => {
		const { code, output } = await run(...commandArguments);

		expect(output).toContain(sentence);
		expect(output).not.toMatch(/^\s+at /m);
		expect(code).toBe(1);
	});

	test('a meter whose consent has ended', async () => {
		const { code, output } = await run('kilowatch:sync', '--device', device);

		expect(output).toContain(`Meter ${device} is not connected: it needs a living consent.`);
		expect(code).toBe(1);
	});
});

describe('a file from the disk', () => {
	let file: string;

	beforeAll(async () => {
		({ device: filed } = await addMeasuredMeter(server, building, {
			pointId: OTHER_POINT,
			date: addDays(fileDate, -9),
			values: [1],
		}));
		file = path.join(folder, 'export.csv');
		await writeFile(file, exportOf(OTHER_POINT));
	});

	test('is looked at', async () => {
		const { code, output } = await run('kilowatch:import', filed, file, '--dry-run');

		expect(output).toContain('[####################] 100 % · 0.0 of 0.0 MB read');
		expect(output).toContain('  96 readings (96 of 30 min), 0 totals of days');
		expect(output).toContain('Nothing was stored; it would be: 96 new readings, ');
		expect(code).toBe(0);
		expect(await runsOf(filed)).toHaveLength(1);
	});

	test('is stored, and told as JSON', async () => {
		const { code, output } = await run('kilowatch:import', filed, file, '--json');
		const report = jsonOf(output, '{"dry_run"') as ImportReport;

		expect(report).toMatchObject({ dry_run: false, written: { readings: { new: 96 } } });
		expect(code).toBe(0);
		expect(await must(server, `/kilowatch/sync-runs/${report.run}`)).toMatchObject({
			device: filed,
			trigger: 'file',
			status: 'succeeded',
		});
	});

	test('is refused where it is another meter’s or not there', async () => {
		const others = path.join(folder, 'others.csv');
		await writeFile(others, exportOf('99999999999999'));

		expect(await run('kilowatch:import', filed, others)).toMatchObject({
			code: 1,
			output: expect.stringContaining('The file is another meter’s: its PRM is not this one’s') as string,
		});
		expect(await run('kilowatch:import', filed, `${others}.gone`)).toMatchObject({
			code: 1,
			output: expect.stringContaining(`There is no file ${others}.gone.`) as string,
		});
	});
});

describe('the consents', () => {
	test('are listed by state, their points masked', async () => {
		const { code, output } = await run('kilowatch:consents');

		expect(output).toMatch(/^state +building +meter +point +scopes +until$/m);
		expect(output).toMatch(/^active +Les Tilleuls +•{10}0123 +•{10}0123 +daily, load_curve$/m);
		expect(output).toMatch(
			new RegExp(`^expired +Les Tilleuls +Compteur •{10}${point.slice(-4)} .* 2020-01-01$`, 'm'),
		);
		expect(code).toBe(0);
	});

	test('are listed in full and as JSON where that is asked', async () => {
		const { code, output } = await server.command(['kilowatch:consents', '--full', '--json']);

		expect(jsonOf(output, '[{"consent"')).toMatchObject([
			{ status: 'active', device: filed, point_id: OTHER_POINT, valid_until: null },
			{ status: 'expired', device, point_id: point, valid_until: '2020-01-01', waiting_since: null },
		]);
		expect(code).toBe(0);
	});

	test('that end soon are listed alone', async () => {
		const soon = addDays(new Date().toISOString().slice(0, 10), 20);
		await withClient(server.database.connection, (client) =>
			client.query('UPDATE iot_consents SET valid_until = $2 WHERE device = $1', [filed, soon]),
		);

		expect((await run('kilowatch:consents', '--expiring', '10')).output).toContain(
			'There is no such consent.',
		);
		const { output } = await run('kilowatch:consents', '--expiring', '30');
		expect(output).toMatch(new RegExp(`^active .* ${soon}$`, 'm'));
		expect(output).not.toMatch(/^expired /m);
	});
});

describe('a role that reads the views', () => {
	const role = `kilowatch_test_${randomBytes(4).toString('hex')}`;
	const reads = (password: string, text: string) =>
		withClient({ ...server.database.connection, user: role, password }, (client) => client.query(text));

	afterAll(() =>
		withClient(server.database.connection, async (client) => {
			await client.query(`DROP OWNED BY ${role}`);
			await client.query(`DROP ROLE ${role}`);
		}),
	);

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
		const { code, output } = await runDirectusCommand(server.project, ['kilowatch:read-role', ...flags], {
			...(input === undefined ? {} : { input }),
		});
		expect(output).toContain(sentence);
		expect(code).toBe(1);
	});

	test('is no superuser', async () => {
		const { user } = server.database.connection;
		const { code, output } = await run('kilowatch:read-role', '--name', user);
		expect(output).toContain('is a superuser and reads everything');
		expect(code).toBe(1);
	});

	test('is made, logs in, and reads the views alone', async () => {
		server.project.environment = {
			...server.project.environment,
			KILOWATCH_READ_ROLE_PASSWORD: readRolePassword,
		};
		const { code, output } = await run('kilowatch:read-role', '--name', role);
		expect(output).toContain(`${role} was made, and may read the views in kilowatch_views.`);
		expect(output).not.toContain('Besides');
		expect(code).toBe(0);
		const { rows } = await reads(readRolePassword, 'SELECT name FROM v_buildings');
		expect(rows).toEqual([{ name: 'Les Tilleuls' }]);
		await expect(reads(readRolePassword, 'SELECT 1 FROM v_personal_days')).rejects.toThrow(
			'permission denied',
		);
		await expect(reads(readRolePassword, 'SELECT 1 FROM public.iot_devices')).rejects.toThrow(
			'permission denied',
		);
		await expect(reads(readRolePassword, 'SELECT 1 FROM kilowatch_internal.vault')).rejects.toThrow(
			'permission denied',
		);
		await expect(reads('another password', 'SELECT 1')).rejects.toThrow('password authentication failed');
	});

	test('is told what it may besides, and is given the days of natural persons apart', async () => {
		await withClient(server.database.connection, (client) =>
			client.query(`GRANT SELECT ON iot_tariffs TO ${role}`),
		);
		const more = await run('kilowatch:read-role', '--name', role, '--personal-days');
		expect(more.output).toContain('Besides, it may read');
		expect(more.output).toContain('public.iot_tariffs');
		await reads(readRolePassword, 'SELECT 1 FROM v_personal_days');
	});

	test('only printed, nothing changes; and it loses all of it', async () => {
		const printedOnly = await run('kilowatch:read-role', '--name', role, '--print');
		expect(printedOnly.output).toContain(`GRANT SELECT ON kilowatch_views.v_days TO "${role}";`);
		expect(printedOnly.output).toContain(`REVOKE SELECT ON kilowatch_views.v_personal_days FROM "${role}";`);
		await reads(readRolePassword, 'SELECT 1 FROM v_personal_days');
		const revoked = await run('kilowatch:read-role', '--name', role, '--revoke');
		expect(revoked).toMatchObject({ code: 0 });
		await expect(reads(readRolePassword, 'SELECT 1 FROM kilowatch_views.v_days')).rejects.toThrow(
			'permission denied',
		);
	});
});

test('no command has printed a secret or a whole point id', () => {
	const output = printed.join('\n');
	const secrets = [
		point,
		OTHER_POINT,
		'99999999999999',
		server.project.environment?.SECRET,
		server.project.environment?.IOT_ENCRYPTION_KEY,
		server.project.environment?.LINKY_ENEDIS_CLIENT_SECRET,
		server.database.connection.password,
		readRolePassword,
	];

	expect(printed.length).toBeGreaterThan(10);
	for (const secret of secrets) {
		if (secret && secret.length > 4) expect(output).not.toContain(secret);
	}
});

/** Two days of half-hours, as Enedis exports them. */
function exportOf(prm: string): string {
	const start = Date.parse(`${fileDate}T00:00:00Z`);
	const rows = Array.from({ length: 96 }, (_, index) => {
		const stamp = new Date(start + (index + 1) * 1_800_000).toISOString().slice(0, 19);

		return `${stamp}+00:00;${100 + index}`;
	});

	return [
		'Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite',
		`${prm};Courbe de charge;;;Energie active;Consommation;Comptage Brut;W`,
		'Horodate;Valeur',
		...rows,
	].join('\r\n');
}
