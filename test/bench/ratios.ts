import type pg from 'pg';
import { subtractMonths } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Database } from '../../extensions/kilowatch/src/storage/database.ts';
import type { TestServer } from '../support/directus.ts';
import { addMeters, fillReadings, type Period } from './fill.ts';
import { loadingQuestions } from './loading.ts';
import { measure, type MeasureOptions } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { readingQuestions } from './queries.ts';
import type { Question } from './question.ts';
import type { Line } from './table.ts';

const WARM_UPS = 3;
/** Of all questions, before any is measured. */
const WARM_UP_ROUNDS = 60;
/** Of one question: enough for ten rounds of the slowest one, and a run ends within ten minutes. */
const LIMIT_MS = 90_000;

export interface RatiosOptions extends Pick<BenchOptions, 'channels' | 'months' | 'repeat'> {
	server: TestServer;
	/** one connection to Directus' database */
	database: Database;
	/** a connection of COPY's own */
	client: pg.Client;
	/** whether `iot_readings` has chunks */
	hypertable: boolean;
	log: (sentence: string) => void;
	isStopping: () => boolean;
}

export interface Ratios {
	period: Period;
	/** that were there before anything was measured */
	readings: number;
	lines: Line[];
}

/** The same questions and loads in several ways, side by side. */
export async function benchRatios(options: RatiosOptions): Promise<Ratios> {
	const { server, database, client, hypertable, channels, months, repeat, log, isStopping } = options;
	const today = new Date().toISOString().slice(0, 10);
	const period = { from: subtractMonths(today, months), to: today };
	log(`Filling ${channels} series of half-hours from ${period.from} to ${period.to}.`);
	const meters = await addMeters(database, channels);
	const readings = await fillReadings(database, meters, period, isStopping);
	log(`${readings.toLocaleString('en-US')} readings are there. Measuring.`);

	const request = (...parameters: Parameters<TestServer['request']>) => server.request(...parameters);
	const reading = readingQuestions({ database, request, meters, period, hypertable });
	await warmUp(reading, options);
	const lines = await measureAll(reading, repeat, options);
	const loadingRounds = Math.ceil(repeat / 4);
	const runs = WARM_UPS + loadingRounds;
	const loading = await loadingQuestions({ database, client, request, period, runs });
	lines.push(...(await measureAll(loading, loadingRounds, options)));

	return { period, readings, lines };
}

type Telling = Pick<RatiosOptions, 'log' | 'isStopping'>;

/** A server in life has answered many requests; one that has just started takes half as long again for each. */
async function warmUp(questions: readonly Question[], { log, isStopping }: Telling): Promise<void> {
	log('  (warming up)');
	const all = async (round: number) => {
		for (const { ways } of questions) for (const way of Object.values(ways)) await way(round);
	};
	await measure({ all }, measureOptions(0, WARM_UP_ROUNDS, isStopping));
}

async function measureAll(
	questions: readonly Question[],
	rounds: number,
	{ log, isStopping }: Telling,
): Promise<Line[]> {
	const lines: Line[] = [];
	for (const { question, ways, ratios, rows } of questions) {
		log(`  ${question}`);
		const timings = await measure(ways, measureOptions(WARM_UPS, rounds, isStopping));
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

function measureOptions(warmUps: number, rounds: number, isStopping: () => boolean): MeasureOptions {
	return {
		warmUps,
		rounds,
		limitMs: LIMIT_MS,
		clock: () => performance.now(),
		isStopping,
	};
}
