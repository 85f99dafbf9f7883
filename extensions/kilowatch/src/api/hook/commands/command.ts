import { InstallRefused } from '../../../storage/migrate/install-refused.ts';
import type { Runtime } from '../../runtime.ts';

/** As much of commander as the commands need. */
export interface Program {
	command(name: string): Program;
	description(text: string): Program;
	option(flags: string, text: string): Program;
	action(run: (options: Record<string, unknown>) => Promise<void>): Program;
}

/** Why a command did not do its work, as a sentence for who typed it. */
export class CommandRefused extends Error {
	override readonly name = 'CommandRefused';
}

/** Runs a command, says how it ended, and ends the process as Directus' own commands do. */
export async function runCommand(
	{ database }: Pick<Runtime, 'database'>,
	work: (say: (line: string) => void) => Promise<void>,
): Promise<never> {
	let exitCode = 0;
	try {
		await work((line) => process.stdout.write(`${line}\n`));
	} catch (error) {
		exitCode = 1;
		const text =
			error instanceof InstallRefused || error instanceof CommandRefused
				? error.message
				: error instanceof Error
					? error.stack
					: error;
		process.stderr.write(`${String(text)}\n`);
	}
	await database.close();
	process.exit(exitCode);
}
