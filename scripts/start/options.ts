import { parseArgs } from 'node:util';
import type { DatabaseKind } from '../database/connection.ts';

export interface StartOptions {
	help: boolean;
	reset: boolean;
	/** undefined: the first way that works */
	database: DatabaseKind | undefined;
	port: number;
	databasePort: number;
	sandboxPort: number;
	/** how many buildings of the demo portfolio to fill in */
	demoBuildings: number;
}

/** A mistake of the person who started it, said in a sentence. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

/** Reads flags in any way: what it throws is said as a mistake in the command. */
export function readFlags<Flags>(read: () => Flags): Flags {
	try {
		return read();
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
	}
}

export const usage = `npm start [-- options]        Kilowatch in Directus, with a database and a small portfolio

  --port N            of Directus (PORT, 8055)
  --database KIND     debian: TimescaleDB from the distribution; embedded: PostgreSQL from npm;
                      given: what DB_HOST or DB_CONNECTION_STRING name (KILOWATCH_DATABASE; else the first that works)
  --database-port N   of a database of ours (KILOWATCH_DATABASE_PORT, 8054)
  --sandbox-port N    of the simulated grid operator (KILOWATCH_SANDBOX_PORT, 8060)
  --demo-buildings N  of the portfolio, 0 for none (KILOWATCH_DEMO_BUILDINGS, 12)
  --reset             removes all that was kept, and ends (npm run reset)

KILOWATCH_SANDBOX_DATA=FILE.csv.gz gives the simulated meters the load of a file: a column a meter, kWh an hour.`;

/** Reads flags, then variables, then defaults. Throws `UsageError`. */
export function readStartOptions(commandArguments: string[], environment: NodeJS.ProcessEnv): StartOptions {
	const { values } = parseFlags(commandArguments);
	const pick = (flag: keyof typeof values, variable: string, fallback: string) => {
		const given = values[flag];
		if (typeof given === 'string') return { name: `--${flag}`, text: given };
		return { name: variable, text: environment[variable] || fallback };
	};
	const port = (flag: keyof typeof values, variable: string, fallback: string) =>
		readNumber(pick(flag, variable, fallback), 1, 65_535, 'a port');
	const options = {
		help: values.help,
		reset: values.reset,
		database: readKind(pick('database', 'KILOWATCH_DATABASE', '')),
		port: port('port', 'PORT', '8055'),
		databasePort: port('database-port', 'KILOWATCH_DATABASE_PORT', '8054'),
		sandboxPort: port('sandbox-port', 'KILOWATCH_SANDBOX_PORT', '8060'),
		demoBuildings: readNumber(
			pick('demo-buildings', 'KILOWATCH_DEMO_BUILDINGS', '12'),
			0,
			1000,
			'a number of buildings',
		),
	};
	if (new Set([options.port, options.databasePort, options.sandboxPort]).size < 3) {
		throw new UsageError('Directus, the database and the sandbox need three different ports.');
	}
	return options;
}

/** What to do about a port that another program uses. */
export function busyPortSentence(port: number, purpose: string, flag: string): string {
	return `Port ${port}, meant for ${purpose}, is used by another program: choose another with "npm start -- ${flag} N".`;
}

function parseFlags(commandArguments: string[]) {
	try {
		return parseArgs({
			args: commandArguments,
			options: {
				help: { type: 'boolean', default: false },
				reset: { type: 'boolean', default: false },
				database: { type: 'string' },
				port: { type: 'string' },
				'database-port': { type: 'string' },
				'sandbox-port': { type: 'string' },
				'demo-buildings': { type: 'string' },
			},
		});
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, {
			cause: error,
		});
	}
}

function readKind({ name, text }: { name: string; text: string }): DatabaseKind | undefined {
	if (text === '') return undefined;
	if (text === 'given' || text === 'debian' || text === 'embedded') return text;
	throw new UsageError(`${name} is debian, embedded or given, not "${text}".`);
}

function readNumber(
	{ name, text }: { name: string; text: string },
	lowest: number,
	highest: number,
	what: string,
): number {
	const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (number >= lowest && number <= highest) return number;
	throw new UsageError(`${name} is ${what} from ${lowest} to ${highest}, not "${text}".`);
}
