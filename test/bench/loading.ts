import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Reading } from '../../extensions/kilowatch/src/domain/reading.ts';
import { readingId } from '../../extensions/kilowatch/src/domain/reading-id.ts';
import type { Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { loadReadings } from '../../extensions/kilowatch/src/storage/readings/load-readings.ts';
import { lockChannel, storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import type { TestServer } from '../support/directus.ts';
import { addMeters, type Period } from './fill.ts';
import { answeringProvider } from './sync/answering-provider.ts';
import { answerTemplate, curveMeasure, POINT_ID } from './sync/operator-answer.ts';
import { HALF_HOUR, loadOf, storeLoad, type Load } from './loads.ts';
import type { Way } from './measure.ts';
import type { Question } from './question.ts';

export interface LoadingOptions {
	database: Database;
	/** a connection of COPY's own */
	client: pg.Client;
	request: TestServer['request'];
	/** how much a meter's whole history is */
	period: Period;
	/** of a question, with its warm-ups: each loads channels of its own */
	runs: number;
}

/** Our loading beside the quickest that PostgreSQL has and beside the usual way into Directus, into the same table. */
export async function loadingQuestions(options: LoadingOptions): Promise<Question[]> {
	const { database, client, request, period, runs } = options;
	const channels: number[] = [];
	const freshChannel = () => channels.pop() ?? failNoChannel();
	const history = loadOf(period, Infinity);
	const weeks = loadOf({ from: addDays(period.to, -7 * WEEKS), to: period.to }, 7);
	const answers: Question = {
		question: `Answers of ${WEEKS} weeks read and stored, ${weeks.rows} rows`,
		ways: {
			'fetchWindow, storeWindow': byAnswers(database, weeks, freshChannel),
			COPY: byCopy(client, weeks, freshChannel),
		},
		ratios: [{ measured: 'fetchWindow, storeWindow', against: 'COPY', goal: { atLeast: 0.5 } }],
		rows: weeks.rows,
	};
	const week = loadOf({ from: addDays(period.to, -7), to: period.to }, 7);
	const besideCopy = (load: Load) => ({
		ways: {
			unnest: byUnnest(database, load, freshChannel),
			storeWindow: byStoreWindow(database, load, freshChannel),
			COPY: byCopy(client, load, freshChannel),
		},
		ratios: [
			{ measured: 'unnest', against: 'COPY', goal: { atLeast: 0.8 } },
			{ measured: 'storeWindow', against: 'COPY' },
		],
		rows: load.rows,
	});
	const questions: Question[] = [
		{ question: `Loading a meter's history at once, ${history.rows} rows`, ...besideCopy(history) },
		{ question: `Loading ${WEEKS} weeks, a transaction each, ${weeks.rows} rows`, ...besideCopy(weeks) },
		answers,
		{
			question: `Loading a week, ${week.rows} rows`,
			ways: {
				unnest: byUnnest(database, week, freshChannel),
				'POST /items': byItems(request, week, freshChannel),
			},
			ratios: [{ measured: 'unnest', against: 'POST /items', goal: { atLeast: 50 } }],
			rows: week.rows,
		},
	];
	const ways = questions.reduce((sum, question) => sum + Object.keys(question.ways).length, 0);
	channels.push(...(await addMeters(database, ways * runs)).map(({ channel }) => channel));

	return questions;
}

const WEEKS = 20;

function failNoChannel(): never {
	throw new Error('No channel is left that nothing was loaded into');
}

/** Readings alone, by our statement, after the lock that it asks for. */
function byUnnest(database: Database, load: Load, freshChannel: () => number): Way {
	return async () => {
		const channel = freshChannel();
		let rows = 0;
		for (const { readings } of load.windows) {
			rows += await database.transaction(async (connection) => {
				await lockChannel(connection, channel);

				return (await loadReadings(connection, channel, readings, 'operator')).rows;
			});
		}

		return rows;
	};
}

function byStoreWindow(database: Database, load: Load, freshChannel: () => number): Way {
	return () => storeLoad(database, freshChannel(), load);
}

/** From the text of the operator's answers on: what a window costs us once it has come. */
function byAnswers(database: Database, load: Load, freshChannel: () => number): Way {
	const windows = load.windows.map(({ days, readings }) => {
		const powers = new Map(readings.map(({ startSeconds, value }) => [startSeconds, value * 2]));
		const from = days[0]?.date ?? '';
		const to = addDays(days.at(-1)?.date ?? '', 1);
		const answer = answerTemplate(curveMeasure, from, to, (startSeconds) => powers.get(startSeconds) ?? NaN);

		return { days, asked: { measure: 'load_curve', pointId: POINT_ID, from, to } as const, answer };
	});
	const answers = new Map(windows.map(({ asked, answer }) => [asked.from, answer]));
	const provider = answeringProvider((from) => answers.get(from) ?? '{}');

	return async () => {
		const channel = freshChannel();
		let rows = 0;
		for (const { days, asked } of windows) {
			const outcome = await provider.fetchWindow(asked, AbortSignal.timeout(60_000));
			const readings = outcome.kind === 'data' ? outcome.series.flatMap((one) => one.readings) : [];
			const { rowsWritten } = await storeWindow(database, {
				channel,
				metric: 'consumption',
				source: 'operator',
				days,
				readings,
				dayTotals: [],
				usualStepSeconds: HALF_HOUR,
				asked: undefined,
			});
			rows += rowsWritten - days.length;
		}

		return rows;
	};
}

/**
 * PostgreSQL's own bulk load, into the same table, in a transaction that a window needs for its days either way. It can
 * neither repeat nor correct.
 */
function byCopy(client: pg.Client, load: Load, freshChannel: () => number): Way {
	return async () => {
		const channel = freshChannel();
		let rows = 0;
		for (const { readings } of load.windows) {
			// The trigger for writes from outside is none of its cost: ours says the same.
			await client.query(`BEGIN; SELECT set_config('kilowatch.forgets_series', 'on', true)`);
			const stream = client.query(
				copyFrom('COPY iot_readings (id, channel, "timestamp", duration, value, quality, source) FROM STDIN'),
			);
			stream.end(readings.map((reading) => copyLine(channel, reading)).join(''));
			await finished(stream);
			await client.query('COMMIT');
			rows += stream.rowCount;
		}

		return rows;
	};
}

function copyLine(channel: number, { startSeconds, durationSeconds, value, quality }: Reading): string {
	const id = readingId(channel, startSeconds);

	return `${id}\t${channel}\t${isoInstant(startSeconds)}\t${durationSeconds}\t${value}\t${quality}\toperator\n`;
}

/** A window a request, as any program would write through Directus. */
function byItems(request: TestServer['request'], load: Load, freshChannel: () => number): Way {
	return async () => {
		const channel = freshChannel();
		let rows = 0;
		for (const { readings } of load.windows) {
			const response = await request('/items/iot_readings?fields=id', {
				method: 'POST',
				body: readings.map(({ startSeconds, durationSeconds, value, quality }) => ({
					channel,
					timestamp: isoInstant(startSeconds),
					duration: durationSeconds,
					value,
					quality,
					source: 'operator',
				})),
			});
			if (!response.ok)
				throw new Error(`POST /items/iot_readings: ${response.status} ${await response.text()}`);
			rows += ((await response.json()) as { data: unknown[] }).data.length;
		}

		return rows;
	};
}

function isoInstant(seconds: number): string {
	return new Date(seconds * 1000).toISOString();
}
