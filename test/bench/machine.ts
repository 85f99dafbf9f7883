import { createRequire } from 'node:module';
import { arch, cpus, platform, totalmem } from 'node:os';
import { detectDatabase } from '../../extensions/kilowatch/src/storage/capabilities.ts';
import type { Queryable } from '../../extensions/kilowatch/src/storage/database.ts';
import type { DatabaseState } from '../../extensions/kilowatch/src/shared/http-contract/status.ts';

/** What the figures were measured on: without it they mean nothing elsewhere. */
export interface Machine {
	cores: number;
	processor: string;
	memoryGib: number;
	system: string;
	node: string;
	directus: string;
	database: DatabaseState;
}

export async function describeMachine(database: Queryable): Promise<Machine> {
	const { version } = createRequire(import.meta.url)('directus/package.json') as { version: string };

	return {
		cores: cpus().length,
		processor: cpus()[0]?.model.trim() ?? 'unknown',
		memoryGib: Math.round(totalmem() / 2 ** 30),
		system: `${platform()} ${arch()}`,
		node: process.versions.node,
		directus: version,
		database: await detectDatabase(database),
	};
}

/** One line for the person at the terminal. */
export function machineSentence({ cores, processor, memoryGib, node, directus, database }: Machine): string {
	const { version, timescaledb, edition, hypertable } = database;
	const extension = hypertable
		? ` with TimescaleDB ${timescaledb ?? ''} (${edition ?? ''})`
		: ' without TimescaleDB';

	return `Directus ${directus}, PostgreSQL ${version}${extension}, Node ${node}; ${cores} cores (${processor}), ${memoryGib} GiB.`;
}
