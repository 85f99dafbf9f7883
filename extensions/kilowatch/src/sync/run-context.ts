import type { Provider } from '../providers/provider.ts';
import type { Database } from '../storage/database.ts';
import type { Vault } from '../storage/vault/vault.ts';
import type { OpenAccess } from './consent-access.ts';
import type { PlanRequest } from './planner.ts';

/** What a run needs of the process that works it off. */
export interface RunContext {
	database: Database;
	providers: ReadonlyMap<string, Provider>;
	vault: Vault;
	/** hands out the tokens of consents that brought their own */
	openAccess: OpenAccess;
	retentionMonths: PlanRequest['retentionMonths'];
	/** what one job does of a run before it leaves the rest to the next one; `undefined` is all of it */
	slice: RunSlice | undefined;
	now: () => Date;
	log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** Small enough that a killed process loses little, and that the last days of another meter never wait long. */
export interface RunSlice {
	windows: number;
	durationMs: number;
	/** for how long a run waits for an operator that is away, time after time, before it ends with what it has */
	pausesMs: readonly number[];
}
