import type { Provider } from '../providers/provider.ts';
import type { Database } from '../storage/database.ts';
import type { PlanRequest } from './planner.ts';

/** What a run needs of the process that works it off. */
export interface RunContext {
	database: Database;
	providers: ReadonlyMap<string, Provider>;
	retentionMonths: PlanRequest['retentionMonths'];
	now: () => Date;
	log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}
