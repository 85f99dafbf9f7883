import { parseArgs } from 'node:util';
import { UsageError } from '../../scripts/start/options.ts';

export interface BenchOptions {
	help: boolean;
	/** undefined: the first way that works, as in `npm start` */
	database: 'timescaledb' | 'postgresql' | 'given' | undefined;
	/** series that are loaded before anything is measured; one building and meter each */
	channels: number;
	/** how far back their half-hours reach */
	months: number;
	/** measured rounds of each comparison */
	repeat: number;
}

export const usage = `npm run bench [-- options]    ratios: the ways through Directus against bare SQL, our loading against COPY

  --database KIND  timescaledb: from the distribution; postgresql: from npm; given: what DB_HOST or
                   DB_CONNECTION_STRING name, its account must be one that may create databases (the first that works)
  --channels N     series of half-hours in the table (58)
  --months N       their length (24); 58 series of 24 months are 2 million readings
  --repeat N       rounds of each comparison (40); loading does a quarter of them

Results are printed and written to .kilowatch/bench.json. Missed goals do not make it fail.`;

/** Reads the flags. Throws `UsageError`. */
export function readBenchOptions(commandArguments: string[]): BenchOptions {
	const { values } = parseFlags(commandArguments);

	return {
		help: values.help,
		database: readKind(values.database),
		channels: readNumber('channels', values.channels, 1, 10_000),
		months: readNumber('months', values.months, 3, 600),
		repeat: readNumber('repeat', values.repeat, 1, 1000),
	};
}

function parseFlags(commandArguments: string[]) {
	try {
		return parseArgs({
			args: commandArguments,
			options: {
				help: { type: 'boolean', default: false },
				database: { type: 'string' },
				channels: { type: 'string', default: '58' },
				months: { type: 'string', default: '24' },
				repeat: { type: 'string', default: '40' },
			},
		});
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

function readKind(text: string | undefined): BenchOptions['database'] {
	if (text === undefined || text === 'timescaledb' || text === 'postgresql' || text === 'given') return text;
	throw new UsageError(`--database is timescaledb, postgresql or given, not "${text}".`);
}

function readNumber(flag: string, text: string, lowest: number, highest: number): number {
	const value = Number(text);
	if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value;
	throw new UsageError(`--${flag} is a whole number from ${lowest} to ${highest}, not "${text}".`);
}
