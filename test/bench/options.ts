import { parseArgs } from 'node:util';
import { readFlags, UsageError } from '../../scripts/start/options.ts';

export interface BenchOptions {
	help: boolean;
	/** undefined: the first way that works, as in `npm start` */
	database: 'timescaledb' | 'postgresql' | 'given' | undefined;
	/** what is measured */
	only: BenchPart | undefined;
	/** series that are loaded before anything is measured; one building and meter each */
	channels: number;
	/** how far back their half-hours reach */
	months: number;
	/** measured rounds of each comparison */
	repeat: number;
	/** sizes of the portfolios whose night is measured, each in a database of its own */
	meters: number[];
	/** measured nights of each portfolio */
	nights: number;
}

/**
 * `ratios`: reading and loading in several ways; `sync`: the nightly run; `community`: what only that edition of TimescaleDB
 * does; without one, all of these. `alerts`: judging whole portfolios, and `growth`: the pages of a building as the portfolio grows, only when they are asked for, for they fill
 * what the others do not need.
 */
const parts = ['ratios', 'sync', 'community', 'growth', 'alerts'] as const;

type BenchPart = (typeof parts)[number];

export const usage = `npm run bench [-- options]    ratios: the ways through Directus against bare SQL, our loading against COPY;
                                  sync: the nightly run against a simulated operator without limits;
                                  community: compression and loading into it, on TimescaleDB Community alone;
                                  growth: a building's pages as the portfolio grows; only with --only growth
                                  alerts: every meter's last day judged; only with --only alerts

  --database KIND  timescaledb: from the distribution; postgresql: from npm; given: what DB_HOST or
                   DB_CONNECTION_STRING name, its account must be one that may create databases (the first that works)
  --only PART      ratios, sync: the nightly run of whole portfolios, community, growth or alerts (the first three)
  --channels N     series of half-hours in the table (58)
  --months N       their length (24); 58 series of 24 months are 2 million readings. For growth, of every meter's
                   half-hours (of the buildings asked for it is 24): 10000 meters have 15 million a month, 2.5 GB
  --repeat N       rounds of each comparison (40); loading does a quarter of them
  --meters N,…     portfolios of so many meters (100,1000); 10000 are 32 million rows to fill, for growth
                   11 million days and the half-hours
  --nights N       nights of each portfolio (3)

Results are printed and written to .kilowatch/bench.json. Missed goals do not make it fail.`;

/** Reads the flags. Throws `UsageError`. */
export function readBenchOptions(commandArguments: string[]): BenchOptions {
	const { values } = parseFlags(commandArguments);

	return {
		help: values.help,
		database: readKind(values.database),
		only: readPart(values.only),
		channels: readNumber('channels', values.channels, 1, 10_000),
		months: readNumber('months', values.months, 3, 600),
		repeat: readNumber('repeat', values.repeat, 1, 1000),
		meters: values.meters.split(',').map((meters) => readNumber('meters', meters, 1, 100_000)),
		nights: readNumber('nights', values.nights, 1, 100),
	};
}

function parseFlags(commandArguments: string[]) {
	return readFlags(() =>
		parseArgs({
			args: commandArguments,
			options: {
				help: { type: 'boolean', default: false },
				database: { type: 'string' },
				only: { type: 'string' },
				channels: { type: 'string', default: '58' },
				months: { type: 'string', default: '24' },
				repeat: { type: 'string', default: '40' },
				meters: { type: 'string', default: '100,1000' },
				nights: { type: 'string', default: '3' },
			},
		}),
	);
}

function readKind(text: string | undefined): BenchOptions['database'] {
	if (text === undefined || text === 'timescaledb' || text === 'postgresql' || text === 'given') return text;
	throw new UsageError(`--database is timescaledb, postgresql or given, not "${text}".`);
}

function readPart(text: string | undefined): BenchPart | undefined {
	if (text === undefined) return undefined;
	const part = parts.find((name) => name === text);
	if (part) return part;
	throw new UsageError(`--only is ${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}, not "${text}".`);
}

function readNumber(flag: string, text: string, lowest: number, highest: number): number {
	const value = Number(text);
	if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value;
	throw new UsageError(`--${flag} is a whole number from ${lowest} to ${highest}, not "${text}".`);
}
