import { stat } from 'node:fs/promises';
import path from 'node:path';
import { extensionsFolder, nodeProgram, rootFolder } from './paths.ts';
import { runCommand } from './process/run-command.ts';
import { isStale } from './start/staleness.ts';

const bundleFolder = path.join(extensionsFolder, 'kilowatch');

/** Builds the bundle when a source is newer than it. Throws with the builder's own words. */
export async function buildBundle(log: (sentence: string) => void): Promise<void> {
	const sources = ['src', 'package.json', 'extension.config.js', 'tsconfig.json'].map((name) =>
		path.join(bundleFolder, name),
	);
	const migrations = path.join(rootFolder, 'migrations');
	const lockFile = path.join(rootFolder, 'package-lock.json');
	const products = ['dist/api.js', 'dist/app.js'].map((name) => path.join(bundleFolder, name));
	if (!(await isStale([...sources, migrations, lockFile], products))) return;
	log('Building the bundle (up to a minute).');
	const builder = path.join(rootFolder, 'node_modules/.bin/directus-extension');
	const startedAt = Date.now();
	const { code, output } = await runCommand(nodeProgram, [builder, 'build'], {
		cwd: bundleFolder,
		timeoutMs: 600_000,
	});
	// The builder may end well without having written anything.
	const written = await Promise.all(
		products.map(async (file) => (await stat(file).catch(() => undefined))?.mtimeMs),
	);
	if (code !== 0 || written.some((time) => time === undefined || time < startedAt - 1000)) {
		throw new Error(`The bundle could not be built:\n${output}`);
	}
}
