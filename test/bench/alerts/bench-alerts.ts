import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { localDateOf } from '../../../extensions/kilowatch/src/domain/local-days.ts';
import { createSchema } from '../../support/schema.ts';
import { Interrupted } from '../measure.ts';
import type { AlertsProcessSettings, JudgedHistory, JudgedNight } from './alerts-process.ts';
import { alertLines, type AlertLine } from './alerts-table.ts';
import { fillAlertPortfolio, markLastDayDue } from './fill-alerts.ts';

export interface AlertsBenchOptions {
	meters: readonly number[];
	nights: number;
	log: (sentence: string) => void;
	isStopping: () => boolean;
}

export interface AlertsBench {
	lines: AlertLine[];
	nights: (JudgedNight & { meters: number })[];
	history: JudgedHistory;
}

/** Every meter's last day, judged by the production code in a process of its own, in portfolios of several sizes; then whole histories. */
export async function benchAlerts(options: AlertsBenchOptions): Promise<AlertsBench> {
	const portfolios: AlertsBench['nights'][] = [];
	let history: JudgedHistory | undefined;
	for (const meters of options.meters.toSorted((one, other) => one - other)) {
		options.log(`Judging the last day of ${meters.toLocaleString('en-US')} meters`);
		const measured = await measureJudging({ ...options, meters, withHistory: history === undefined });
		history ??= measured.history;
		portfolios.push(measured.nights);
	}
	if (!history) throw new Interrupted('Interrupted');

	return { lines: alertLines(portfolios), nights: portfolios.flat(), history };
}

async function measureJudging({
	meters,
	nights,
	withHistory,
	log,
	isStopping,
}: Omit<AlertsBenchOptions, 'meters'> & { meters: number; withHistory: boolean }) {
	const schema = await createSchema();
	const { database } = schema;
	let child: ChildProcess | undefined;
	try {
		const today = localDateOf(Date.now() / 1000, 'Europe/Paris');
		log(`  Filling`);
		await fillAlertPortfolio(database, { meters, today }, isStopping);
		child = startProcess({ databaseUrl: schema.url, today });
		const history = withHistory ? await answerOf<JudgedHistory>(child, 'history') : undefined;
		const measured: AlertsBench['nights'] = [];
		for (let night = 1; night <= nights; night += 1) {
			if (isStopping()) throw new Interrupted('Interrupted');
			log(`  Night ${night} of ${nights}`);
			await markLastDayDue(database, today);
			const judged = await answerOf<JudgedNight>(child, 'night');
			if (judged.series !== meters) throw new Error(`Of ${meters} meters ${judged.series} were judged`);
			measured.push({ meters, ...judged });
		}

		return { nights: measured, history };
	} finally {
		child?.disconnect();
		await schema.drop();
	}
}

function startProcess(settings: AlertsProcessSettings): ChildProcess {
	return fork(path.join(import.meta.dirname, 'alerts-process.ts'), {
		env: { ...process.env, KILOWATCH_BENCH: JSON.stringify(settings) },
	});
}

async function answerOf<Answer>(child: ChildProcess, question: 'night' | 'history'): Promise<Answer> {
	child.send(question);
	const [answer] = (await Promise.race([
		once(child, 'message'),
		once(child, 'exit').then(() => Promise.reject(new Error('The process that judges has ended'))),
	])) as [Answer];

	return answer;
}
