import type { Runtime } from '../../runtime.ts';
import { chooseMeters } from './choose-meters.ts';
import { requireSchema, runCommand, type Program } from './command.ts';
import { readOptions, syncOptions } from './options.ts';
import { workOff } from './work-off.ts';

/** `kilowatch:sync`: what meters lack, or a period of them again, now. */
export function addSyncCommand(program: Program, runtime: Runtime): void {
	program
		.command('kilowatch:sync')
		.description('Fetch what connected meters lack, or a period again')
		.option('--building <id>', 'the meters of this building only')
		.option('--device <id...>', 'these meters only')
		.option('--from <date>', 'ask again from this day on')
		.option('--to <date>', 'up to this day, not included')
		.option('--no-wait', 'queue the runs and leave')
		.option('--work', 'work the runs off here, where no server does')
		.action((given: unknown) =>
			runCommand(runtime, async (say) => {
				const { building, device, from, to, ...following } = readOptions(syncOptions, given);
				await requireSchema(runtime);
				const devices = await chooseMeters(runtime.database, { building, device });
				const period = from !== undefined && to !== undefined ? { from, to } : undefined;
				await workOff(
					runtime,
					devices.map((id) => ({ device: id, period })),
					following,
					say,
				);
			}),
		);
}
