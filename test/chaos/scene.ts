import type { TestDatabase } from '../support/database.ts';
import { connectFleet, type FleetMeter } from '../support/fleet.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';
import { startSimulatedOperator, type SimulatedOperator } from '../support/simulated-operator.ts';
import {
	startSyncProcess,
	type SyncProcess,
	type SyncProcessOptions,
} from '../support/sync-process/start.ts';

/** Monday noon in Paris: the days are published, and no test runs over the hour at which they are. */
const NOW = '2026-11-23T12:00:00+01:00';

/** Short histories: a meter is a dozen calls, its last days one job and its history another. */
export const shortHistory = { KILOWATCH_READINGS_MONTHS: '2', KILOWATCH_DAILY_MONTHS: '2' };

export interface SceneOptions {
	meters: number;
	/** the sandbox's settings of its limits; default: none that matter */
	limits?: NodeJS.ProcessEnv;
	/** an empty database; else one is made on the server that all tests share */
	database?: Pick<TestDatabase, 'url' | 'drop'>;
}

/** One database, one operator, meters that both know, and processes that come and go. */
export interface Scene {
	schema: SchemaForTest;
	operator: SimulatedOperator;
	fleet: readonly FleetMeter[];
	/** starts a process; it is killed with the scene at the latest */
	start(options?: Partial<SyncProcessOptions>): Promise<SyncProcess>;
	close(): Promise<void>;
}

export async function openScene({ meters, limits, database }: SceneOptions): Promise<Scene> {
	const closers: (() => Promise<void>)[] = [];
	const close = async () => {
		for (const closer of closers.splice(0).reverse()) await closer();
	};
	try {
		const schema = await createSchema(database);
		closers.push(() => schema.drop());
		const operator = await startSimulatedOperator(NOW, limits);
		closers.push(() => operator.stop());
		const fleet = await connectFleet(schema, operator, meters);

		return {
			schema,
			operator,
			fleet,
			async start(options = {}) {
				const process = await startSyncProcess({
					databaseUrl: schema.url,
					operatorUrl: operator.url,
					now: NOW,
					...options,
					environment: { ...shortHistory, ...options.environment },
				});
				closers.push(() => process.kill());

				return process;
			},
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}
