/** `npm run bench`: the same questions and loads in several ways, side by side on one machine, as ratios, the nightly run of whole portfolios, pages as a portfolio grows, and a night of alerts. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { openDatabase } from '../../extensions/kilowatch/src/storage/database.ts';
import { buildBundle } from '../../scripts/build.ts';
import { keptFolder } from '../../scripts/paths.ts';
import { Unavailable } from '../../scripts/process/unavailable.ts';
import { UsageError } from '../../scripts/start/options.ts';
import type { TestServer } from '../support/directus.ts';
import { formatAlerts } from './alerts/alerts-table.ts';
import { benchAlerts } from './alerts/bench-alerts.ts';
import { benchCommunity, formatCommunity } from './community.ts';
import { benchGrowth } from './growth/bench-growth.ts';
import { formatGrowth } from './growth/growth-table.ts';
import { describeMachine, machineSentence } from './machine.ts';
import { Interrupted } from './measure.ts';
import { readBenchOptions, usage, type BenchOptions } from './options.ts';
import { benchRatios } from './ratios.ts';
import { benchServers } from './servers.ts';
import { benchSync, formatSyncBench } from './sync/bench-sync.ts';
import { formatTable, isReached, judgedRatioOf, p95RatioOf, ratioOf, type Line } from './table.ts';

const resultFile = path.join(keptFolder, 'bench.json');

const log = (sentence: string) => console.log(sentence);
let isStopping = false;

async function main(): Promise<void> {
	const options = readBenchOptions(process.argv.slice(2));
	if (options.help) {
		log(usage);
		return;
	}
	stopOnSignals();
	await buildBundle(log);
	const servers = benchServers(options.database, log);
	try {
		const server = await servers.start();
		const result = await bench(options, server);
		await writeFile(resultFile, `${JSON.stringify(toJson(options, result), undefined, '\t')}\n`);
		log(`Written to ${path.relative(process.cwd(), resultFile)}.`);
	} finally {
		await servers.stop();
	}
}

async function bench(options: BenchOptions, server: TestServer) {
	const { connection } = server.database;
	const database = openDatabase({ connection, maxConnections: 1, onIdleError: () => undefined });
	const client = new pg.Client(connection);
	client.on('error', () => undefined);
	await client.connect();
	try {
		const machine = await describeMachine(database);
		const { hypertable } = machine.database;
		log(machineSentence(machine));
		const shared = { server, database, log, isStopping: () => isStopping };

		const isWanted = (part: BenchOptions['only']) => options.only === undefined || options.only === part;
		const ratios = isWanted('ratios')
			? await benchRatios({ ...options, ...shared, client, hypertable })
			: undefined;
		if (ratios) log(`\n${formatTable(ratios.lines)}\n`);
		const sync = isWanted('sync') ? await benchSync({ ...options, ...shared }) : undefined;
		if (sync) log(`\n${formatSyncBench(sync)}\n`);
		const community = isWanted('community') ? await benchCommunity({ ...options, ...shared }) : undefined;
		if (community) log(`\n${formatCommunity(community)}\n`);

		const growth = options.only === 'growth' ? await benchGrowth({ ...options, ...shared }) : undefined;
		if (growth) log(`\n${formatGrowth(growth)}\n`);

		const alerts = options.only === 'alerts' ? await benchAlerts({ ...options, ...shared }) : undefined;
		if (alerts) log(`\n${formatAlerts(alerts)}\n`);

		return { machine, ratios, sync, community, growth, alerts };
	} finally {
		await client.end();
		await database.close();
	}
}

function toJson(
	{ channels, months, repeat, meters, nights }: BenchOptions,
	{ machine, ratios, sync, community, growth, alerts }: Awaited<ReturnType<typeof bench>>,
) {
	return {
		measuredAt: new Date().toISOString(),
		options: { channels, months, repeat, meters, nights },
		machine,
		...ratios,
		...(ratios && { lines: ratios.lines.map(withRatio) }),
		sync,
		growth,
		community,
		alerts,
	};
}

function withRatio(line: Line) {
	return {
		...line,
		ratio: ratioOf(line),
		p95Ratio: p95RatioOf(line),
		reached: line.goal === undefined ? null : isReached(judgedRatioOf(line), line.goal),
	};
}

function stopOnSignals(): void {
	const stop = () => {
		if (!isStopping) log('\nStopping.');
		isStopping = true;
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
	// The script that started this one was killed.
	process.on('disconnect', stop);
	process.channel?.unref();
}

main().catch((error: unknown) => {
	const isSaid = error instanceof UsageError || error instanceof Unavailable;
	if (!(error instanceof Interrupted)) console.error(isSaid ? error.message : error);
	process.exitCode = isStopping ? 130 : 1;
});
