import { setUpStudio } from '../../../storage/migrate/studio.ts';
import type { ApiContext } from '../../directus.ts';
import { clearSchemaCache } from '../../install/schema-cache.ts';
import type { Runtime } from '../../runtime.ts';
import { runCommand, type Program } from './command.ts';

/** `kilowatch:setup`: the module in the Studio, and dashboards for its policies. */
export function addSetupCommand(program: Program, context: ApiContext, runtime: Runtime): void {
	program
		.command('kilowatch:setup')
		.description('Enable the Kilowatch module and let its policies open dashboards')
		.action(() =>
			runCommand(runtime, async (say) => {
				const { module, grants } = await setUpStudio(runtime.database);
				await clearSchemaCache(context);
				say(module ? 'The module "kilowatch" is enabled.' : 'The module "kilowatch" was enabled already.');
				say(
					grants > 0
						? `The policies "Kilowatch manager" and "Kilowatch reader" may open dashboards (${grants} permissions added).`
						: 'The policies could open dashboards already.',
				);
			}),
		);
}
