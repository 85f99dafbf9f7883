import { countApplied } from '../../../storage/migrate/runner.ts';
import { InstallRefused } from '../../../storage/migrate/install-refused.ts';
import { migrations } from '../../../../../../migrations/index.ts';
import type { Runtime } from '../../runtime.ts';

/** As much of commander as the commands need. */
export interface Program {
	command(name: string): Program;
	description(text: string): Program;
	argument(name: string, text: string): Program;
	option(flags: string, text: string): Program;
	/** what is given to `run` is each argument as text, then the options by name */
	action(run: (...given: never[]) => Promise<void>): Program;
}

/** Why a command did not do its work, as a sentence for who typed it. */
export class CommandRefused extends Error {
	override readonly name = 'CommandRefused';
}

/** What a command could not do of its work while it did the rest, each a line for who typed it. */
export class CommandIncomplete extends Error {
	override readonly name = 'CommandIncomplete';
}

/** Prints a line of a command's answer. */
export type Say = (line: string) => void;

/** What a script is told by the process' end. */
const REFUSED = 1;
const INCOMPLETE = 2;

/** Runs a command, says how it ended, and ends the process as Directus' own commands do. */
export async function runCommand(
	{ database }: Pick<Runtime, 'database'>,
	work: (say: Say) => Promise<void>,
): Promise<never> {
	let exitCode = 0;
	try {
		await work((line) => process.stdout.write(`${line}\n`));
	} catch (error) {
		exitCode = error instanceof CommandIncomplete ? INCOMPLETE : REFUSED;
		const isForPeople =
			error instanceof InstallRefused ||
			error instanceof CommandRefused ||
			error instanceof CommandIncomplete;
		const text = error instanceof Error ? (isForPeople ? error.message : error.stack) : error;
		process.stderr.write(`${String(text)}\n`);
	}
	await database.close();
	process.exit(exitCode);
}

/** @throws CommandRefused where the tables that a command needs are not those of this version */
export async function requireSchema({ database }: Pick<Runtime, 'database'>): Promise<void> {
	const waiting = migrations.length - (await countApplied(database));
	if (waiting > 0) {
		throw new CommandRefused(`${waiting} migrations are waiting. Run: npx directus kilowatch:migrate`);
	}
}
