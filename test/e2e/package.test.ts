import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { extensionsFolder, nodeProgram, rootFolder } from '../../scripts/paths.ts';
import { runCommand } from '../../scripts/process/run-command.ts';
import { ask, must, post } from '../support/ask.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { runReport } from '../support/flow.ts';

const packageName = 'directus-extension-kilowatch';

let folder: string;
let tarball: string;
/** the tarball's content */
let unpacked: string;
let server: TestServer;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-package-'));
	await run('npm', ['pack', '--pack-destination', folder], path.join(extensionsFolder, 'kilowatch'));
	const [file = ''] = await readdir(folder);
	tarball = path.join(folder, file);
	await run('tar', ['-xzf', tarball, '-C', folder], folder);
	unpacked = path.join(folder, 'package');
	await mkdir(path.join(folder, 'extensions'));
	server = await startTestServer({
		sandbox: false,
		studio: true,
		extensionsPath: path.join(folder, 'extensions'),
		beforeStart: async (project) => {
			await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], project.folder);
		},
	});
});

afterAll(async () => {
	await server.stop();
	await rm(folder, { recursive: true, force: true });
});

async function run(file: string, commandArguments: string[], cwd: string): Promise<string> {
	const { code, output } = await runCommand(file, commandArguments, { cwd, timeoutMs: 120_000 });
	if (code !== 0) throw new Error(`${file} ${commandArguments.join(' ')}:\n${output}`);

	return output;
}

interface ListedExtension {
	id: string;
	bundle: string | null;
	meta: { source: string; enabled: boolean };
	schema: { name: string; type: string; version?: string } | null;
}

interface Manifest {
	version: string;
	dependencies?: unknown;
	'directus:extension': { entries: { name: string; type: string }[] };
}

async function readManifest(): Promise<Manifest> {
	return JSON.parse(await readFile(path.join(unpacked, 'package.json'), 'utf8')) as Manifest;
}

/** Asks each entry of the bundle for something that only it can answer. */
async function expectEveryEntry(source: 'module' | 'local'): Promise<void> {
	const { version, 'directus:extension': extension } = await readManifest();
	const listed = await must<ListedExtension[]>(server, '/extensions');
	const bundle = listed.find(({ schema }) => schema?.type === 'bundle');
	const entries = listed.filter(({ bundle: parent }) => parent === bundle?.id);

	expect(bundle).toMatchObject({ meta: { source, enabled: true }, schema: { name: packageName, version } });
	expect(entries.every(({ meta }) => meta.enabled)).toBe(true);
	expect(entries.map(({ schema }) => `${schema?.type} ${schema?.name}`).sort()).toEqual(
		extension.entries.map(({ type, name }) => `${type} ${name}`).sort(),
	);
	expect(extension.entries.map(({ type }) => type).sort()).toEqual([
		'endpoint',
		'hook',
		'module',
		'operation',
		'panel',
	]);

	// The endpoint, with the schema that the hook has installed.
	expect(await must(server, '/kilowatch/status')).toMatchObject({
		ok: true,
		version,
		migrations: { error: null },
	});
	// The hook's filters.
	expect(await ask(server, '/items/iot_audit', { method: 'POST', body: {} })).toMatchObject({
		status: 400,
		code: 'KILOWATCH_PROTECTED',
	});
	// The app's entries, as the Studio loads them.
	const app = await (await server.request('/extensions/sources/index.js')).text();
	for (const id of ['kilowatch', 'kilowatch-consumption', 'kilowatch-report']) {
		expect(app).toMatch(new RegExp(`\\bid: ?["'\`]${id}["'\`]`));
	}
	const building = (await post(server, '/items/buildings', { name: 'Les Tilleuls' })).id;
	expect(await runReport(server, { building })).toMatchObject({
		file: expect.stringMatching(/^[\da-f-]{36}$/) as string,
	});
}

describe('the package', () => {
	test('holds what is run and read, and nothing else', async () => {
		const files = await readdir(unpacked, { recursive: true, withFileTypes: true });
		const names = files
			.filter((file) => file.isFile())
			.map((file) => path.relative(unpacked, path.join(file.parentPath, file.name)));

		expect(names.sort()).toEqual([
			'LICENSE',
			'README.md',
			'dist/api.js',
			'dist/app.js',
			'package.json',
			'schema.d.ts',
		]);
		expect(await readManifest()).not.toHaveProperty('dependencies');
	});

	test('brings types that a project of its own compiles with, and that refuse what is not there', async () => {
		const project = path.join(folder, 'typed');
		await mkdir(path.join(project, 'node_modules/@directus'), { recursive: true });
		await symlink(unpacked, path.join(project, 'node_modules', packageName));
		await symlink(
			path.join(rootFolder, 'node_modules/@directus/sdk'),
			path.join(project, 'node_modules/@directus/sdk'),
		);
		const compile = async (field: string) => {
			await writeFile(
				path.join(project, 'use.ts'),
				[
					`import { createDirectus, readItems, rest } from '@directus/sdk';`,
					`import type { KilowatchSchema } from '${packageName}/schema';`,
					`const client = createDirectus<KilowatchSchema>('http://localhost').with(rest());`,
					`export const read = () => client.request(readItems('iot_devices', { fields: ['id', { building: ['${field}'] }] }));`,
					`export const name = async (): Promise<string | undefined> => (await read())[0]?.building.name;`,
				].join('\n'),
			);
			const options =
				'--noEmit --strict --preserveSymlinks --module nodenext --moduleResolution nodenext --target es2022 --lib es2022,dom';
			const program = path.join(rootFolder, 'node_modules/typescript/bin/tsc');

			return runCommand(nodeProgram, [program, ...options.split(' '), 'use.ts'], {
				cwd: project,
				timeoutMs: 120_000,
			});
		};

		expect(await compile('name')).toMatchObject({ code: 0, output: '' });
		expect((await compile('colour')).output).toContain('colour');
	});

	test('is one that Directus’ own validation accepts', async () => {
		const program = path.join(rootFolder, 'node_modules/.bin/directus-extension');
		const output = await run(nodeProgram, [program, 'validate'], unpacked);

		expect(output).toContain('Extension is valid');
	});

	test('brings everything along but what Directus provides, and nothing of Directus’ own licence', async () => {
		const provided = ['@directus/extensions-sdk', 'vue', 'vue-router', 'vue-i18n', 'pinia'];
		const allowed = {
			'api.js': (name: string) => isBuiltin(name),
			'app.js': (name: string) => provided.includes(name),
		};
		for (const [file, isAllowed] of Object.entries(allowed)) {
			const code = await readFile(path.join(unpacked, 'dist', file), 'utf8');
			const imports = [...code.matchAll(/(?:^|[;}\n])(?:import|export)\b[^;'"()]*?["']([^"'\n]+)["']/g)].map(
				([, name]) => name ?? '',
			);

			expect(imports.length).toBeGreaterThan(0);
			expect(imports.filter((name) => !isAllowed(name))).toEqual([]);
			for (const text of ['@directus/api', '@directus/app', '@directus/schema', 'MSCL', 'Monospace, Inc']) {
				expect([file, text, code.includes(text)]).toEqual([file, text, false]);
			}
		}
	});
});

describe('in a clean project', () => {
	test('as a dependency it answers on every entry', async () => {
		await expectEveryEntry('module');
	});

	test('as a folder under extensions it does, too', async () => {
		await run('npm', ['uninstall', '--offline', packageName], server.project.folder);
		await cp(unpacked, path.join(folder, 'extensions/kilowatch'), { recursive: true });
		await server.restart();

		await expectEveryEntry('local');
	});
});
