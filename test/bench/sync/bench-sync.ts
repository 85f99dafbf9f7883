import type { Database } from '../../../extensions/kilowatch/src/storage/database.ts';
import type { TestServer } from '../../support/directus.ts';
import { formatBusy, measureBusyServer, type BusyServer } from './busy-server.ts';
import { formatNightly, nightlyLines, type NightlyLine } from './nightly-table.ts';
import { measureNights, type MeasuredNight } from './nightly.ts';
import { startBenchOperator } from './operator.ts';

const WORKERS = 12;
/** More would only take longer: how long a page waits does not depend on how long the night is. */
const MOST_METERS_IN_DIRECTUS = 1000;

export interface SyncBenchOptions {
	server: TestServer;
	/** Directus' */
	database: Database;
	meters: readonly number[];
	nights: number;
	log: (sentence: string) => void;
	isStopping: () => boolean;
}

export interface SyncBench {
	workers: number;
	lines: NightlyLine[];
	nights: MeasuredNight[];
	busy: BusyServer;
}

/** The night of each portfolio in a process of its own, then one in Directus while somebody asks it for pages. */
export async function benchSync(options: SyncBenchOptions): Promise<SyncBench> {
	const { log } = options;
	const sizes = options.meters.toSorted((one, other) => one - other);
	const operator = await startBenchOperator();
	const shared = { ...options, operatorUrl: operator.url, workers: WORKERS };
	try {
		const portfolios: MeasuredNight[][] = [];
		for (const meters of sizes) {
			log(`Nightly run of ${meters.toLocaleString('en-US')} meters, ${WORKERS} workers`);
			portfolios.push(await measureNights({ ...shared, meters }));
		}
		log('Pages while Directus syncs');
		const fitting = sizes.filter((meters) => meters <= MOST_METERS_IN_DIRECTUS);
		const busy = await measureBusyServer({
			...shared,
			meters: Math.max(...(fitting.length > 0 ? fitting : [MOST_METERS_IN_DIRECTUS])),
		});

		return { workers: WORKERS, lines: nightlyLines(portfolios), nights: portfolios.flat(), busy };
	} finally {
		await operator.stop();
	}
}

export function formatSyncBench({ lines, busy, workers }: SyncBench): string {
	return `Nightly run, ${workers} workers in one process\n${formatNightly(lines)}\n\n${formatBusy(busy)}`;
}
