import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { nodeProgram } from '../paths.ts';
import { runCommand, type CommandResult } from '../process/run-command.ts';
import { startService, type Service } from '../process/service.ts';
import { waitUntil } from '../process/wait-until.ts';
import { directusEnvironment, type DirectusProject } from './environment.ts';

export interface DirectusServer extends Service {
	/** without a slash at its end */
	url: string;
}

/**
 * Makes the project's folder and bootstraps its database: tables, Directus' migrations, first admin (from `ADMIN_EMAIL`,
 * `ADMIN_PASSWORD`, `ADMIN_TOKEN`). Safe to repeat. Throws with Directus' own words.
 */
export async function prepareProject(project: DirectusProject): Promise<void> {
	await makeProjectFolder(project);
	const { code, output } = await runDirectusCommand(project, ['bootstrap']);
	if (code !== 0) throw new Error(`Directus could not be bootstrapped:\n${output}`);
}

/** Makes the project's folder, for a database that is bootstrapped already. Safe to repeat. */
export async function makeProjectFolder(project: DirectusProject): Promise<void> {
	await mkdir(path.join(project.folder, 'uploads'), { recursive: true });
	await mkdir(path.join(project.folder, 'temporary'), { recursive: true });
	// Directus looks here for extensions that are dependencies of the project.
	const manifest = path.join(project.folder, 'package.json');
	if (!existsSync(manifest)) await writeFile(manifest, '{ "private": true }\n');
}

/** Runs one of Directus' commands, or one that an extension adds (`kilowatch:migrate`), to its end. */
export function runDirectusCommand(
	project: DirectusProject,
	commandArguments: string[],
	{ timeoutMs = 120_000, input }: { timeoutMs?: number; input?: string } = {},
): Promise<CommandResult> {
	return runCommand(nodeProgram, [directusProgram(), ...commandArguments], {
		cwd: project.folder,
		env: directusEnvironment(project),
		timeoutMs,
		...(input === undefined ? {} : { input }),
	});
}

/** Starts Directus and waits until it answers. Throws with the end of its log when it does not. */
export async function startDirectus(
	project: DirectusProject,
	{ logFile, timeoutMs = 240_000 }: { logFile: string; timeoutMs?: number },
): Promise<DirectusServer> {
	const service = await startService({
		name: 'directus',
		file: nodeProgram,
		arguments: [directusProgram(), 'start'],
		cwd: project.folder,
		environment: directusEnvironment(project),
		logFile,
	});
	const url = `http://127.0.0.1:${project.port}`;
	try {
		await waitForAnswer(service, `${url}/server/ping`, timeoutMs);
	} catch (error) {
		await service.stop();
		throw error;
	}
	return { ...service, url };
}

/** Waits until an address answers with success; throws when the service has ended, or the time is over. */
export async function waitForAnswer(service: Service, url: string, timeoutMs: number): Promise<void> {
	await waitUntil(
		async () => {
			if (service.hasEnded()) throw new Error(`${service.name} ended at its start:\n${service.log()}`);
			const response = await fetch(url).catch(() => undefined);
			return response?.ok === true ? true : undefined;
		},
		{
			timeoutMs,
			intervalMs: 100,
			onTimeout: () =>
				new Error(`${service.name} did not answer within ${timeoutMs / 1000} s:\n${service.log()}`),
		},
	);
}

/** Directus' own program, past the one that asks npm for a newer version at every start. */
function directusProgram(): string {
	const directus = createRequire(import.meta.url).resolve('directus/package.json');
	return createRequire(directus).resolve('@directus/api/cli/run.js');
}
