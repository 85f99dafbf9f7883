import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rootFolder } from '../../scripts/paths.ts';
import { runCommand } from '../../scripts/process/run-command.ts';
import { provideDockerCompose } from '../../scripts/testing/docker-compose.ts';

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-image-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Builds as the Dockerfile does, from nothing but what it copies; only the dependencies are those of this checkout. */
describe('the image’s bundle', () => {
	it('is built from what the Dockerfile copies', async () => {
		const dockerfile = await readFile(path.join(rootFolder, 'Dockerfile'), 'utf8');
		const copies = [...dockerfile.matchAll(/^COPY (?!--from)(.+) (\S+)$/gm)];
		expect(copies.length).toBeGreaterThan(4);
		const source = path.join(folder, 'source');
		for (const [, files = '', target = ''] of copies) {
			for (const file of files.split(' ')) {
				const place = target.endsWith('/')
					? path.join(source, target, path.basename(file))
					: path.join(source, target);
				await mkdir(path.dirname(place), { recursive: true });
				await cp(path.join(rootFolder, file), place, {
					recursive: true,
					filter: (name) => !/\/(node_modules|dist)$/.test(name),
				});
			}
		}
		for (const modules of ['node_modules', 'extensions/kilowatch/node_modules']) {
			const installed = path.join(rootFolder, modules);
			if (existsSync(installed)) await symlink(installed, path.join(source, modules));
		}

		const image = path.join(folder, 'image');
		const { code, output } = await runCommand(path.join(source, 'scripts/image/build.sh'), [image], {
			timeoutMs: 230_000,
		});
		expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
		expect((await readdir(path.join(image, 'kilowatch'), { recursive: true })).sort()).toEqual([
			'LICENSE',
			'dist',
			'dist/api.js',
			'dist/app.js',
			'package.json',
		]);
	}, 240_000);
});

describe('docker-compose', () => {
	it('takes the file with a filled-in .env, and refuses it without a secret', async (ctx) => {
		if (!(await provideDockerCompose())) ctx.skip('docker-compose cannot be installed here');
		const place = path.join(folder, 'compose');
		await mkdir(place);
		await cp(path.join(rootFolder, 'docker-compose.yml'), path.join(place, 'docker-compose.yml'));
		const example = await readFile(path.join(rootFolder, '.env.example'), 'utf8');
		const compose = (...commandArguments: string[]) =>
			runCommand('docker-compose', commandArguments, { cwd: place, env: { PATH: process.env.PATH } });

		await writeFile(path.join(place, '.env'), example.replaceAll(/^(\w+)=$/gm, '$1=filled-in'));
		const filled = await compose('--profile', 'scale', 'config', '--services');
		expect({ code: filled.code, services: filled.output.trim().split('\n').sort() }).toEqual({
			code: 0,
			services: ['database', 'directus', 'redis', 'replica'],
		});

		await writeFile(path.join(place, '.env'), example);
		const empty = await compose('config');
		expect(empty.code).not.toBe(0);
		expect(empty.output).toContain('in .env');
	});
});
