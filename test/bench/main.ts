/** `npm run bench`: the same questions and loads in several ways, side by side on one machine, as ratios. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { subtractMonths } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { openDatabase } from '../../extensions/kilowatch/src/storage/database.ts';
import { buildBundle } from '../../scripts/build.ts';
import { keptFolder } from '../../scripts/paths.ts';
import { Unavailable } from '../../scripts/process/unavailable.ts';
import { UsageError } from '../../scripts/start/options.ts';
import type { TestServer } from '../support/directus.ts';
import { addMeters, fillReadings } from './fill.ts';
import { loadingQuestions } from './loading.ts';
import { describeMachine, machineSentence } from './machine.ts';
import { Interrupted, measure, type MeasureOptions } from './measure.ts';
import { readBenchOptions, usage, type BenchOptions } from './options.ts';
import { readingQuestions } from './queries.ts';
import type { Question } from './question.ts';
import { benchServers } from './servers.ts';
import { formatTable, isReached, ratioOf, type Line } from './table.ts';

const resultFile = path.join(keptFolder, 'bench.json');
const WARM_UPS = 3;
/** Of all questions, before any is measured. */
const WARM_UP_ROUNDS = 60;
/** Of one question: enough for ten rounds of the slowest one, and a run ends within ten minutes. */
const LIMIT_MS = 90_000;

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
		log(`\n${formatTable(result.lines)}\n`);
		await writeFile(resultFile, `${JSON.stringify(toJson(options, result), undefined, '\t')}\n`);
		log(`Written to ${path.relative(process.cwd(), resultFile)}.`);
	} finally {
		await servers.stop();
	}
}

async function bench({ channels, months, repeat }: BenchOptions, server: TestServer) {
	const { connection } = server.database;
	const database = openDatabase({ connection, maxConnections: 1, onIdleError: () => undefined });
	const client = new pg.Client(connection);
	client.on('error', () => undefined);
	await client.connect();
	try {
		const machine = await describeMachine(database);
		const { hypertable } = machine.database;
		log(machineSentence(machine));
		const today = new Date().toISOString().slice(0, 10);
		const period = { from: subtractMonths(today, months), to: today };
		log(`Filling ${channels} series of half-hours from ${period.from} to ${period.to}.`);
		const meters = await addMeters(database, channels);
		const readings = await fillReadings(database, meters, period, () => isStopping);
		log(`${readings.toLocaleString('en-US')} readings are there. Measuring.`);

		const request = (...parameters: Parameters<TestServer['request']>) => server.request(...parameters);
		const reading = readingQuestions({ database, request, meters, period, hypertable });
		await warmUp(reading);
		const lines = await measureAll(reading, repeat);
		const loadingRounds = Math.ceil(repeat / 4);
		const runs = WARM_UPS + loadingRounds;
		const loading = await loadingQuestions({ database, client, request, period, runs });
		lines.push(...(await measureAll(loading, loadingRounds)));

		return { machine, period, readings, lines };
	} finally {
		await client.end();
		await database.close();
	}
}

/** A server in life has answered many requests; one that has just started takes half as long again for each. */
async function warmUp(questions: readonly Question[]): Promise<void> {
	log('  (warming up)');
	const all = async (round: number) => {
		for (const { ways } of questions) for (const way of Object.values(ways)) await way(round);
	};
	await measure({ all }, measureOptions(0, WARM_UP_ROUNDS));
}

async function measureAll(questions: readonly Question[], rounds: number): Promise<Line[]> {
	const lines: Line[] = [];
	for (const { question, ways, ratios, rows } of questions) {
		log(`  ${question}`);
		const timings = await measure(ways, measureOptions(WARM_UPS, rounds));
		for (const { measured, against, goal } of ratios) {
			const pair = { measured: timings[measured], against: timings[against] };
			if (pair.measured === undefined || pair.against === undefined) {
				throw new Error(`${question} is not done by ${measured} and ${against}`);
			}
			lines.push({
				question,
				measured,
				against,
				timings: { measured: pair.measured, against: pair.against },
				rows,
				goal,
			});
		}
	}

	return lines;
}

function measureOptions(warmUps: number, rounds: number): MeasureOptions {
	return {
		warmUps,
		rounds,
		limitMs: LIMIT_MS,
		clock: () => performance.now(),
		isStopping: () => isStopping,
	};
}

function toJson(
	{ channels, months, repeat }: BenchOptions,
	{ lines, ...facts }: Awaited<ReturnType<typeof bench>>,
) {
	return {
		measuredAt: new Date().toISOString(),
		options: { channels, months, repeat },
		...facts,
		lines: lines.map((line) => {
			const ratio = ratioOf(line);

			return { ...line, ratio, reached: line.goal === undefined ? null : isReached(ratio, line.goal) };
		}),
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
