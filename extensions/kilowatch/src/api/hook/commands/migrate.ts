import { migrateDown, migrateUp } from '../../../storage/migrate/runner.ts';
import { migrations } from '../../../../../../migrations/index.ts';
import type { ApiContext } from '../../directus.ts';
import { migrateOptions } from '../../install/migrate-options.ts';
import { clearSchemaCache } from '../../install/schema-cache.ts';
import type { Runtime } from '../../runtime.ts';
import { runCommand, type Program } from './command.ts';

/** `kilowatch:migrate`: the schema, up or down. */
export function addMigrateCommand(program: Program, context: ApiContext, runtime: Runtime): void {
	program
		.command('kilowatch:migrate')
		.description('Make or update the tables and collections of Kilowatch')
		.option('--down', 'take Kilowatch out of this project again')
		.option('--delete-data', 'with --down: also when readings, consents and the audit log are lost')
		.action(({ down, deleteData }) =>
			runCommand(runtime, async (say) => {
				const { database, environment } = runtime;
				const done =
					down === true
						? await migrateDown(database, { migrations, deleteData: deleteData === true })
						: await migrateUp(database, migrateOptions(context, environment));
				await clearSchemaCache(context);
				say(
					done.length === 0
						? 'Nothing to do.'
						: `${down === true ? 'Taken back' : 'Done'}: migrations ${done.join(', ')}.`,
				);
				if (done.length > 0) say('Restart running Directus processes, so that they see it.');
			}),
		);
}
