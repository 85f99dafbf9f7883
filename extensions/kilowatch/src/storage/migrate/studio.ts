import type { Database } from '../database.ts';
import { InstallRefused } from './install-refused.ts';
import { enableModule } from './module-bar.ts';
import { grantDashboards } from './rights.ts';
import { countApplied } from './runner.ts';

/** What {@link setUpStudio} changed; nothing the second time. */
export interface StudioChanges {
	/** the module was put into the bar, or switched on there */
	module: boolean;
	/** permissions added */
	grants: number;
}

/**
 * Enables the module, and lets people with the seeded policies open dashboards. Asked for, never done by itself: the
 * project's bar and dashboards are not ours.
 *
 * @throws InstallRefused before the migrations have run
 */
export async function setUpStudio(database: Database): Promise<StudioChanges> {
	return database.transaction(async (connection) => {
		if ((await countApplied(connection)) === 0) {
			throw new InstallRefused('Kilowatch is not installed yet. Run: npx directus kilowatch:migrate');
		}

		return { module: await enableModule(connection), grants: await grantDashboards(connection) };
	});
}
