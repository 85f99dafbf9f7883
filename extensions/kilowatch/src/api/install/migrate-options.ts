import type { migrateUp } from '../../storage/migrate/runner.ts';
import { migrations } from '../../../../../migrations/index.ts';
import type { ApiContext } from '../directus.ts';
import type { Environment } from '../environment.ts';
import { excludedTables, readAllowedCollections } from './collection-licence.ts';

/** What the migrations need to know of this project. */
export function migrateOptions(
	context: ApiContext,
	environment: Environment,
): Parameters<typeof migrateUp>[1] {
	return {
		migrations,
		scope: environment.KILOWATCH_SCOPE,
		readingsMonths: environment.KILOWATCH_READINGS_MONTHS,
		excludedTables: excludedTables(context.env),
		collectionsAllowed: () => readAllowedCollections(context),
		warn: (message) => {
			context.logger.warn(`Kilowatch: ${message}`);
		},
	};
}
