import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { enedisRules } from '../../../extensions/kilowatch/src/providers/enedis/rules.ts';
import { lastPublishedDate } from '../../../extensions/kilowatch/src/sync/planner.ts';
import { createSchema, only } from '../../support/schema.ts';
import { Interrupted } from '../measure.ts';
import { fillPortfolio, forgetLastDay } from './portfolio.ts';
import type { Night, SyncProcessSettings } from './sync-process.ts';

/** One night of a portfolio, as its process and the database have seen it. */
export interface MeasuredNight extends Night {
	meters: number;
	providerCalls: number;
	rowsWritten: number;
}

export interface NightlyOptions {
	meters: number;
	nights: number;
	operatorUrl: string;
	workers: number;
	log: (sentence: string) => void;
	isStopping: () => boolean;
}

/**
 * The nightly run in its steady state: everything is known but the last published day, which comes for every meter. The same
 * process works all nights, so that memory that is never given back is seen.
 */
export async function measureNights(options: NightlyOptions): Promise<MeasuredNight[]> {
	const { meters, nights, operatorUrl, workers, log, isStopping } = options;
	const schema = await createSchema();
	const { database } = schema;
	let child: ChildProcess | undefined;
	try {
		const lastPublished = lastPublishedDate(enedisRules, new Date());
		log(`  Filling ${meters} meters with all but ${lastPublished}`);
		await fillPortfolio(database, { meters, lastPublished }, isStopping);

		child = startSyncProcess({ databaseUrl: schema.url, operatorUrl, workers });
		const measured: MeasuredNight[] = [];
		for (let night = 1; night <= nights; night += 1) {
			if (isStopping()) throw new Interrupted('Interrupted');
			log(`  Night ${night} of ${nights}`);
			measured.push({ meters, ...(await nightOf(child)), ...(await sumRuns(database, meters)) });
			await forgetLastDay(database, lastPublished);
		}

		return measured;
	} finally {
		child?.disconnect();
		await schema.drop();
	}
}

function startSyncProcess(settings: SyncProcessSettings): ChildProcess {
	return fork(path.join(import.meta.dirname, 'sync-process.ts'), {
		env: { ...process.env, KILOWATCH_BENCH: JSON.stringify(settings) },
	});
}

async function nightOf(child: ChildProcess): Promise<Night> {
	child.send('night');
	const [night] = (await Promise.race([
		once(child, 'message'),
		once(child, 'exit').then(() => Promise.reject(new Error('The process that syncs has ended'))),
	])) as [Night];

	return night;
}

/** @throws Error where the night was not what it is to be: then its time says nothing */
async function sumRuns(database: Parameters<typeof forgetLastDay>[0], meters: number) {
	const { rows } = await database.query<{ succeeded: number; providerCalls: number; rowsWritten: number }>(
		`SELECT count(*) FILTER (WHERE status = 'succeeded') AS succeeded,
			sum(provider_calls) AS "providerCalls", sum(rows_written) AS "rowsWritten" FROM iot_sync_runs`,
	);
	const { succeeded, ...sums } = only(rows);
	if (succeeded !== meters) throw new Error(`Of ${meters} runs only ${succeeded} have succeeded`);

	return sums;
}
