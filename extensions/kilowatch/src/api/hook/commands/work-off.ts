import type { Runtime } from '../../runtime.ts';
import { CommandIncomplete, type Say } from './command.ts';
import { followRuns } from './follow-runs.ts';
import { createProgressLine } from './progress-line.ts';
import { queueAskedRuns, type AskedMeter } from './queue-runs.ts';
import { failureLines } from './run-totals.ts';

/** How many jobs this process works off where its setting says that it is not to. */
const USUAL_WORKERS = 2;
const LOOK_AFTER_MS = 60_000;

/**
 * Asks for runs and sends them; then sees them end, and with `work` works them off here.
 *
 * @throws CommandIncomplete naming those that did not do all of their work
 */
export async function workOff(
	{ database, syncs, environment }: Runtime,
	meters: readonly AskedMeter[],
	{ wait, work }: { wait: boolean; work: boolean },
	say: Say,
): Promise<void> {
	const runs = await queueAskedRuns(database, meters);
	await (work ? syncs.startWorking(environment.KILOWATCH_WORKERS || USUAL_WORKERS) : syncs.startSending());
	if (!wait) {
		await syncs.stop();
		say(`${runs.length} ${runs.length === 1 ? 'run is' : 'runs are'} queued.`);

		return;
	}

	const progress = createProgressLine(process.stderr, Date.now);
	let lookedAfterMs = Date.now();
	const ended = await followRuns(
		{
			database,
			progress,
			onNobodyWorks: () => {
				if (work) return;
				progress.say(
					'No run has begun yet: is there a Directus with KILOWATCH_WORKERS above 0? With --work this command works them off itself.',
				);
			},
			onLook: async () => {
				if (!work || Date.now() - lookedAfterMs < LOOK_AFTER_MS) return;
				lookedAfterMs = Date.now();
				await syncs.lookAfter();
			},
		},
		runs,
	);
	progress.end();
	// With others' runs at work here, too, it is kinder to end them in order than to leave them to be found.
	await syncs.stop(work ? 'wait' : 'let_go');

	const failures = failureLines(ended);
	if (failures.length > 0) {
		throw new CommandIncomplete(
			[`${failures.length} of ${ended.length} meters were not synced whole:`, ...failures].join('\n'),
		);
	}
	say(
		`${ended.length} ${ended.length === 1 ? 'meter is' : 'meters are'} synced: ${ended.reduce((sum, run) => sum + run.rows_written, 0)} rows were written.`,
	);
}
