import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { nodeProgram, rootFolder } from '../../../scripts/paths.ts';

/** A process that is ready to ask for a consent's token. */
export interface AccessProcess {
	/** the tokens that it got, or the codes of why it did not */
	ask(): Promise<string[]>;
	kill(): void;
}

/** @param environment Kilowatch's settings */
export async function startAccessProcess(
	task: { databaseUrl: string; device: string; consent: string; asks: number },
	environment: NodeJS.ProcessEnv,
): Promise<AccessProcess> {
	const child = spawn(nodeProgram, [path.join(rootFolder, 'test/support/access-process/program.ts')], {
		env: { PATH: process.env.PATH, ...environment, KILOWATCH_TEST_ACCESS: JSON.stringify(task) },
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	let said = '';
	child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
	const ended = once(child, 'exit');
	while (!said.startsWith('ready')) {
		await Promise.race([once(child.stdout, 'data'), ended]);
		if (child.exitCode !== null) throw new Error(`The process ended at its start:\n${said}`);
	}

	return {
		async ask() {
			child.stdin.write('go\n');
			await ended;

			return JSON.parse(said.split('\n')[1] ?? '') as string[];
		},
		kill: () => void child.kill('SIGKILL'),
	};
}
