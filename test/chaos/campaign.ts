import { queueRuns } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { waitUntil } from '../../scripts/process/wait-until.ts';
import { countRunsByStatus } from '../support/fleet.ts';
import { pickFrom } from '../support/random.ts';
import { openScene, type Scene } from './scene.ts';
import { differences, readStored } from './stored.ts';

export interface CampaignOptions {
	kills: number;
	processes: number;
	/** the same seed kills the same processes after the same pauses */
	seed: number;
	meters: number;
	/** how long a worker may be silent before its job is given to another one */
	heartbeatSeconds: number;
	/** between two kills */
	pauseMs: { shortest: number; longest: number };
	/** slow enough that there is work until the last kill */
	callsPerSecond: number;
	/** how long the processes may take to finish after the last kill */
	limitMs: number;
	/** Kilowatch's settings of how long the histories are */
	history: NodeJS.ProcessEnv;
	log: (sentence: string) => void;
}

export interface CampaignResult {
	kills: number;
	/** jobs that went on in another worker than the one that had begun them */
	takeovers: number;
	/** rows in the undisturbed run's database */
	rows: number;
	/** rows that only one of the two databases has */
	differences: string[];
	/** the disturbed database's runs by status */
	runs: Record<string, number>;
	/** from the disturbed runs' being asked for to the last one's end */
	durationMs: number;
}

/** Syncs the same meters twice, once left alone and once with processes killed in the middle, and compares what is stored. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
	const { log } = options;
	const undisturbed = await syncUndisturbed(options);
	log(`Undisturbed: ${undisturbed.length} rows.`);
	const startedAt = Date.now();
	const scene = await openScene({ meters: options.meters });
	try {
		const takeovers = await disturb(scene, options);
		const disturbed = await readStored(scene.schema.database);

		return {
			kills: options.kills,
			takeovers,
			rows: undisturbed.length,
			differences: differences(undisturbed, disturbed),
			runs: await countRunsByStatus(scene.schema),
			durationMs: Date.now() - startedAt,
		};
	} finally {
		await scene.close();
	}
}

async function syncUndisturbed({ meters, history, limitMs }: CampaignOptions): Promise<string[]> {
	const scene = await openScene({ meters });
	try {
		await queueFleet(scene);
		await scene.start({ environment: { ...history, KILOWATCH_WORKERS: '4' } });
		await untilAllOver(scene, limitMs);

		return await readStored(scene.schema.database);
	} finally {
		await scene.close();
	}
}

/** @returns how many jobs were taken over */
async function disturb(scene: Scene, options: CampaignOptions): Promise<number> {
	const { kills, seed, heartbeatSeconds, pauseMs, log } = options;
	const pick = pickFrom(seed);
	const begin = () =>
		scene.start({
			heartbeatSeconds,
			environment: { ...options.history, KILOWATCH_ENEDIS_CALLS_PER_SECOND: String(options.callsPerSecond) },
		});
	await queueFleet(scene);
	const processes = await Promise.all(Array.from({ length: options.processes }, begin));
	for (let kill = 1; kill <= kills; kill += 1) {
		await pause(pauseMs.shortest + pick(pauseMs.longest - pauseMs.shortest));
		const { running = 0, queued = 0 } = await countRunsByStatus(scene.schema);
		if (running === 0) throw new Error(`Nothing is at work at kill ${kill}; the work is too short`);
		const victim = pick(processes.length);
		await processes[victim]?.kill();
		log(`Kill ${kill}: process ${victim + 1}, with ${running} runs at work and ${queued} waiting.`);
		processes[victim] = await begin();
	}
	await untilAllOver(scene, options.limitMs);
	const { rows } = await scene.schema.database.query<{ takeovers: number }>(
		`SELECT coalesce(sum(retry_count), 0)::int AS takeovers FROM kilowatch_jobs.job WHERE name = 'sync-run'`,
	);

	return rows[0]?.takeovers ?? 0;
}

async function queueFleet({ schema, fleet }: Scene): Promise<void> {
	await queueRuns(
		schema.database,
		fleet.map(({ device }) => device),
		'schedule',
	);
}

async function untilAllOver({ schema }: Scene, timeoutMs: number): Promise<void> {
	await waitUntil(
		async () => {
			const { running = 0, queued = 0 } = await countRunsByStatus(schema);

			return running + queued === 0 ? true : undefined;
		},
		{ timeoutMs, intervalMs: 200, onTimeout: () => new Error('The runs did not come to their end') },
	);
}

function pause(durationMs: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, durationMs));
}
