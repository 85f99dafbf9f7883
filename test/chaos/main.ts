/** `npm run chaos`: processes of the sync are killed again and again, and nothing is lost, doubled or wrong. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageError } from '../../scripts/start/options.ts';
import { testServers } from '../../scripts/testing/servers.ts';
import { runCampaign } from './campaign.ts';
import { readChaosOptions, usage } from './options.ts';

/** Enough work for twenty kills at this pace: a meter with a year's curve is about 60 calls. */
const METERS = 16;
const CALLS_PER_SECOND = 3;
const PAUSE_MS = { shortest: 4_000, longest: 20_000 };
const LIMIT_MS = 25 * 60_000;
const SHOWN_DIFFERENCES = 20;

const log = (sentence: string) => console.log(sentence);

async function main(): Promise<void> {
	const options = readChaosOptions(process.argv.slice(2));
	if (options.help) {
		log(usage);
		return;
	}
	const timer = setTimeout(() => {
		console.error(`Not finished after ${LIMIT_MS / 60_000} minutes.`);
		process.exit(1);
	}, LIMIT_MS).unref();
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-chaos-'));
	const servers = testServers(folder, log);
	try {
		const server = await servers.postgresql();
		if ('missing' in server) throw new Error(server.missing);
		process.env.KILOWATCH_TEST_DATABASE_KIND = 'postgresql';
		process.env.KILOWATCH_TEST_POSTGRESQL_URL = server.url;
		await campaign(options);
	} finally {
		await servers.stop();
		await rm(folder, { recursive: true, force: true });
		clearTimeout(timer);
	}
}

async function campaign({
	kills,
	processes,
	seed,
}: Pick<ReturnType<typeof readChaosOptions>, 'kills' | 'processes' | 'seed'>): Promise<void> {
	log(`${kills} kills among ${processes} processes, seed ${seed}, ${METERS} meters.`);
	const result = await runCampaign({
		kills,
		processes,
		seed,
		meters: METERS,
		heartbeatSeconds: 60,
		pauseMs: PAUSE_MS,
		callsPerSecond: CALLS_PER_SECOND,
		limitMs: 10 * 60_000,
		history: { KILOWATCH_READINGS_MONTHS: '12', KILOWATCH_DAILY_MONTHS: '24' },
		log,
	});
	log(
		`${result.kills} kills, ${result.takeovers} jobs taken over, ${Math.round(result.durationMs / 1000)} s; ` +
			`runs: ${JSON.stringify(result.runs)}.`,
	);
	const isWhole = Object.keys(result.runs).join() === 'succeeded';
	if (result.differences.length === 0 && isWhole) {
		log(`All ${result.rows} rows are those of the undisturbed sync.`);
		return;
	}
	for (const difference of result.differences.slice(0, SHOWN_DIFFERENCES)) console.error(difference);
	console.error(`${result.differences.length} rows differ (seed ${seed}).`);
	process.exitCode = 1;
}

try {
	await main();
} catch (error) {
	console.error(error instanceof UsageError ? error.message : error);
	process.exitCode = 1;
}
