/** Kilowatch's commands in this process, as they are typed: the same words through the same parser, without a Directus around them. */
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { vi } from 'vitest';
import type { ApiContext } from '../../extensions/kilowatch/src/api/directus.ts';
import { registerInstall } from '../../extensions/kilowatch/src/api/hook/install.ts';
import type { Program } from '../../extensions/kilowatch/src/api/hook/commands/command.ts';
import { getRuntime, type Runtime } from '../../extensions/kilowatch/src/api/runtime.ts';
import type { DatabaseConnection } from '../../scripts/database/connection.ts';

export interface TypedResult {
	code: number;
	/** what was printed, on either stream */
	output: string;
}

export interface TypedCommands {
	/** runs a command to its end */
	type(words: readonly string[], input?: string): Promise<TypedResult>;
	close(): Promise<void>;
}

class Ended extends Error {
	readonly code: number;

	constructor(code: number) {
		super(`ended with ${code}`);
		this.code = code;
	}
}

/** Commands on a migrated database, with these settings. Nothing of Directus is there: a command that needs it fails. */
export function openCommands(
	connection: DatabaseConnection,
	env: Readonly<Record<string, unknown>>,
): TypedCommands {
	const log = { error: () => undefined, warn: () => undefined, info: () => undefined };
	const context = {
		env,
		logger: { ...log, child: () => log },
		database: { client: { connectionSettings: connection } },
		services: {},
		getSchema: () => Promise.reject(new Error('There is no Directus here')),
	} as unknown as ApiContext;
	const runtime = getRuntime(context);
	// A command closes the pool when it has ended; here the next one needs it.
	const kept: Runtime = { ...runtime, database: { ...runtime.database, close: () => Promise.resolve() } };

	return {
		type: (words, input) => runTyped(context, kept, words, input),
		close: () => runtime.database.close(),
	};
}

async function runTyped(
	context: ApiContext,
	runtime: Runtime,
	words: readonly string[],
	input = '',
): Promise<TypedResult> {
	const program = newProgram();
	const init = (event: string, add: (given: { program: unknown }) => void) => {
		if (event === 'cli.before') add({ program });
	};
	registerInstall({ init: init as never }, context, runtime);

	let output = '';
	const print = (text: unknown) => {
		output += String(text);

		return true;
	};
	const stdin = vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([input]) as never);
	const spies = [
		stdin,
		vi.spyOn(process.stdout, 'write').mockImplementation(print),
		vi.spyOn(process.stderr, 'write').mockImplementation(print),
		vi.spyOn(process, 'exit').mockImplementation((code) => {
			throw new Ended(Number(code));
		}),
	];
	try {
		await program.parseAsync(words, { from: 'user' });
	} catch (error) {
		if (error instanceof Ended) return { code: error.code, output };
		throw error;
	} finally {
		for (const spy of spies) spy.mockRestore();
	}
	throw new Error(`${words.join(' ')} did not end the process`);
}

/** Of the parser that Directus brings, set as Directus sets it. */
function newProgram(): Program & { parseAsync(words: readonly string[], from: object): Promise<unknown> } {
	const directus = createRequire(import.meta.url).resolve('directus/package.json');
	const api = createRequire(directus).resolve('@directus/api/cli/run.js');
	const { Command } = createRequire(api)('commander') as {
		Command: new () => ReturnType<typeof newProgram> & { allowExcessArguments(): void };
	};
	const program = new Command();
	program.allowExcessArguments();

	return program;
}
