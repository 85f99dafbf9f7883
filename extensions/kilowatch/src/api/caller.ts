import type { RightsScope } from '../shared/names.ts';
import type { Queryable } from '../storage/database.ts';
import type { Accountability, SchemaOverview, Services } from './directus.ts';

/** Who asks, and what is needed to find out what they may. */
export interface Caller {
	/** `null`: code that runs with full rights, such as a scheduled Flow */
	accountability: Accountability | null;
	services: Services;
	schema: SchemaOverview;
	connection: Queryable;
	scope: RightsScope;
}
