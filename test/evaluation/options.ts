import { parseArgs } from 'node:util';
import { readFlags, UsageError } from '../../scripts/start/options.ts';

export type EvaluationOptions =
	| { task: 'help' }
	| { task: 'alerts'; file: string; out: string; country: string | undefined }
	| { task: 'score'; file: string; seeds: number[]; tuned: string[]; country: string | undefined };

export const usage = `npm run evaluate -- --alerts FILE --out FILE   what the rules find, with default settings, each day judged by the days before it
npm run evaluate -- --score FILE               how often they find events that are put into the file, and how often they are wrong

  FILE            CSV or CSV.gz: the first column the local start of the hour, every other one a building's kWh; empty: not known
  --out FILE      one JSON line an alert: building, rule, severity, from, until, observed, expected
  --country CODE  whose public holidays count as Sundays, such as FR (none)
  --seeds N,…     events are put in once with each seed (1,2,3,4,5)
  --tuned NAME,…  buildings whose names begin so were used to choose the settings; the others are held out (Cockatoo,Fox)`;

/** Reads the flags. Throws `UsageError`. */
export function readEvaluationOptions(commandArguments: string[]): EvaluationOptions {
	const { help, alerts, out, score, seeds, tuned, country } = parseFlags(commandArguments);
	if (help) return { task: 'help' };
	if ((alerts === undefined) === (score === undefined)) {
		throw new UsageError(`Give a file to --alerts or to --score.\n\n${usage}`);
	}
	if (alerts !== undefined) {
		if (out === undefined) throw new UsageError('--alerts needs --out FILE: where the lines go.');
		return { task: 'alerts', file: alerts, out, country };
	}
	if (out !== undefined) throw new UsageError('--out belongs to --alerts.');

	return {
		task: 'score',
		file: score ?? '',
		seeds: seeds.split(',').map(readSeed),
		tuned: tuned.split(',').filter((name) => name !== ''),
		country,
	};
}

function parseFlags(commandArguments: string[]) {
	return readFlags(
		() =>
			parseArgs({
				args: commandArguments,
				options: {
					help: { type: 'boolean', default: false },
					alerts: { type: 'string' },
					out: { type: 'string' },
					score: { type: 'string' },
					seeds: { type: 'string', default: '1,2,3,4,5' },
					tuned: { type: 'string', default: 'Cockatoo,Fox' },
					country: { type: 'string' },
				},
			}).values,
	);
}

function readSeed(text: string): number {
	const seed = Number(text);
	if (/^\d+$/.test(text) && seed <= 1_000_000) return seed;
	throw new UsageError(`--seeds are whole numbers up to 1000000, not "${text}".`);
}
