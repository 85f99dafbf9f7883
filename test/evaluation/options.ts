import { parseArgs } from 'node:util';
import { readFlags, UsageError } from '../../scripts/start/options.ts';

export type EvaluationOptions =
	| { task: 'help' }
	| { task: 'alerts'; file: string; out: string; country: string | undefined }
	| { task: 'forecast'; file: string; out: string; country: string | undefined }
	| { task: 'score-forecasts'; file: string; tuned: string[]; country: string | undefined }
	| { task: 'score'; file: string; seeds: number[]; tuned: string[]; country: string | undefined };

export const usage = `npm run evaluate -- --alerts FILE --out FILE   what the rules find, with default settings, each day judged by the days before it
npm run evaluate -- --score FILE               how often they find events that are put into the file, and how often they are wrong
npm run evaluate -- --forecast FILE --out FILE  forecasts of 30 days from the start of each month, the 13th on, by the days before it
npm run evaluate -- --score-forecasts FILE     how far they are off, against seasonal naive, and how often their ranges hold

  FILE            CSV or CSV.gz: the first column the local start of the hour, every other one a building's kWh; empty: not known
  --out FILE      one JSON line an alert: building, rule, severity, from, until, observed, expected;
                  a forecast: building, origin, horizon, predicted, lower, upper, in kWh of each day; 80 % lie between
  --country CODE  whose public holidays count as Sundays, such as FR (none)
  --seeds N,…     events are put in once with each seed (1,2,3,4,5)
  --tuned NAME,…  buildings whose names begin so were used to choose the settings; the others are held out (Cockatoo,Fox)`;

/** Reads the flags. Throws `UsageError`. */
export function readEvaluationOptions(commandArguments: string[]): EvaluationOptions {
	const flags = parseFlags(commandArguments);
	if (flags.help) return { task: 'help' };
	const { country, out } = flags;
	const tasks = (['alerts', 'score', 'forecast', 'score-forecasts'] as const).filter(
		(task) => flags[task] !== undefined,
	);
	const [task] = tasks;
	if (task === undefined || tasks.length > 1) {
		throw new UsageError(`Give a file to --alerts, --score, --forecast or --score-forecasts.\n\n${usage}`);
	}
	const file = flags[task] ?? '';
	const tuned = flags.tuned.split(',').filter((name) => name !== '');
	if (task === 'alerts' || task === 'forecast') {
		if (out === undefined) throw new UsageError(`--${task} needs --out FILE: where the lines go.`);

		return { task, file, out, country };
	}
	if (out !== undefined) throw new UsageError('--out belongs to --alerts and --forecast.');

	return task === 'score'
		? { task, file, seeds: flags.seeds.split(',').map(readSeed), tuned, country }
		: { task, file, tuned, country };
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
					forecast: { type: 'string' },
					'score-forecasts': { type: 'string' },
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
