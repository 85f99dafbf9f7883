import { parseArgs } from 'node:util';
import { readFlags, UsageError } from '../../scripts/start/options.ts';

export interface ChaosOptions {
	help: boolean;
	kills: number;
	processes: number;
	seed: number;
}

export const usage = `npm run chaos [-- options]    kills processes of the sync in the middle of their work, and compares what is stored

  --kills N      how many (20)
  --processes N  at work at a time, from 2 (4)
  --seed N       which ones are killed, and when (1); the same seed kills the same ones after the same pauses

It takes about ten minutes, on a database server and an operator of its own, with the heartbeat of production. The exit code is 1
when a row differs from an undisturbed sync's, or a run has not come to its end.`;

/** Reads the flags. Throws `UsageError`. */
export function readChaosOptions(commandArguments: string[]): ChaosOptions {
	const { values } = parseFlags(commandArguments);

	return {
		help: values.help,
		kills: readNumber('kills', values.kills, 1, 100),
		processes: readNumber('processes', values.processes, 2, 16),
		seed: readNumber('seed', values.seed, 0, 2 ** 32 - 1),
	};
}

function parseFlags(commandArguments: string[]) {
	return readFlags(() =>
		parseArgs({
			args: commandArguments,
			options: {
				help: { type: 'boolean', default: false },
				kills: { type: 'string', default: '20' },
				processes: { type: 'string', default: '4' },
				seed: { type: 'string', default: '1' },
			},
		}),
	);
}

function readNumber(flag: string, text: string, lowest: number, highest: number): number {
	const value = Number(text);
	if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value;
	throw new UsageError(`--${flag} is a whole number from ${lowest} to ${highest}, not "${text}".`);
}
