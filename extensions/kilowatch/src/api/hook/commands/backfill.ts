import { planHistory, readCallSeconds, type PlannedHistory } from '../../../sync/plan-history.ts';
import type { Runtime } from '../../runtime.ts';
import { chooseMeters } from './choose-meters.ts';
import { requireSchema, runCommand, type Program } from './command.ts';
import { backfillOptions, readOptions } from './options.ts';
import { durationText } from './progress-line.ts';
import { workOff } from './work-off.ts';

/** `kilowatch:backfill`: the history that meters lack, told beforehand what it costs. */
export function addBackfillCommand(program: Program, runtime: Runtime): void {
	program
		.command('kilowatch:backfill')
		.description('Fetch the history that connected meters lack; tells beforehand how many calls that takes')
		.option('--building <id>', 'the meters of this building only')
		.option('--device <id...>', 'these meters only')
		.option('--months <count>', 'of the last months only')
		.option('--dry-run', 'only tell')
		.option('--no-wait', 'queue the runs and leave')
		.option('--work', 'work the runs off here, where no server does')
		.action((given: unknown) =>
			runCommand(runtime, async (say) => {
				const { building, device, months, dryRun, ...following } = readOptions(backfillOptions, given);
				await requireSchema(runtime);
				const devices = await chooseMeters(runtime.database, { building, device });
				const histories = await planHistories(runtime, devices, months);
				if (histories.length === 0) {
					say(`${meters(devices.length)}: nothing is missing.`);

					return;
				}
				say(await sentenceOf(runtime, histories));
				if (!dryRun) await workOff(runtime, histories, following, say);
			}),
		);
}

async function planHistories(
	{ database, providers, environment }: Runtime,
	devices: readonly string[],
	months: number | undefined,
): Promise<PlannedHistory[]> {
	const context = {
		database,
		providers: providers.providers,
		retentionMonths: {
			totals: environment.KILOWATCH_DAILY_MONTHS,
			curve: environment.KILOWATCH_READINGS_MONTHS,
		},
		now: () => new Date(),
	};
	const histories: PlannedHistory[] = [];
	for (const device of devices) {
		const history = await planHistory(context, device, months);
		if (history) histories.push(history);
	}

	return histories;
}

async function sentenceOf(
	{ database, providers }: Runtime,
	histories: readonly PlannedHistory[],
): Promise<string> {
	const seconds = await Promise.all(
		[...providers.providers].map(([name, provider]) =>
			readCallSeconds(database, provider, callsOf(histories.filter((one) => one.provider === name))),
		),
	);
	const longest = durationText(Math.max(0, ...seconds));

	return `${meters(histories.length)}: at most ${callsOf(histories)} calls, which take ${longest} under the operator’s limits.`;
}

function callsOf(histories: readonly PlannedHistory[]): number {
	return histories.reduce((sum, { calls }) => sum + calls, 0);
}

function meters(count: number): string {
	return `${count} ${count === 1 ? 'meter' : 'meters'}`;
}
