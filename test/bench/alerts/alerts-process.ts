/** What a Directus process does when it judges, alone in a process of its own, so that what it takes can be measured. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { holidaysOf, judgeDue } from '../../../extensions/kilowatch/src/alerting/judge-due.ts';
import { judgeSeries } from '../../../extensions/kilowatch/src/domain/alerts/judge-series.ts';
import { alertSettings } from '../../../extensions/kilowatch/src/domain/alerts/settings.ts';
import { addDays } from '../../../extensions/kilowatch/src/domain/local-days.ts';
import { openDatabase } from '../../../extensions/kilowatch/src/storage/database.ts';
import { createWriter } from '../../support/alert-writer.ts';
import { madeUpSeries } from './fill-alerts.ts';

/** Handed over in the environment variable `KILOWATCH_BENCH`. */
export interface AlertsProcessSettings {
	databaseUrl: string;
	today: string;
}

/** One night as the process has seen it; sent after each message `night`. */
export interface JudgedNight {
	series: number;
	created: number;
	seconds: number;
	/** of this process alone */
	cpuSeconds: number;
	memoryMib: { before: number; peak: number; after: number };
	/** how long anything else in the process would have had to wait */
	waitMs: { p99: number; longest: number };
}

/** Whole histories as the process has judged them; sent after the message `history`. */
export interface JudgedHistory {
	meters: number;
	years: number;
	cpuMsAMeterYear: number;
}

/** As in Directus. */
const MAX_CONNECTIONS = 4;
const SAMPLE_MS = 20;
const HISTORY_METERS = 200;
const HISTORY_DAYS = 730;

const settings = JSON.parse(process.env.KILOWATCH_BENCH ?? '') as AlertsProcessSettings;
const complain = (message: string, facts?: object) => console.error(message, facts ?? '');
const database = openDatabase({
	connection: { connectionString: settings.databaseUrl },
	maxConnections: MAX_CONNECTIONS,
	onIdleError: ({ message }) => complain(message),
});

async function night(): Promise<JudgedNight> {
	const memory = () => process.memoryUsage.rss() / 2 ** 20;
	const before = memory();
	let peak = before;
	const sampler = setInterval(() => (peak = Math.max(peak, memory())), SAMPLE_MS);
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const cpu = process.cpuUsage();
	const startedAt = performance.now();

	const judged = await judgeDue({
		database,
		writer: createWriter(database),
		now: () => new Date(`${settings.today}T05:00:00Z`),
		log: complain,
	});

	const seconds = (performance.now() - startedAt) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	delay.disable();
	clearInterval(sampler);
	if (!judged || judged.failed > 0) throw new Error('Meters could not be judged');

	return {
		series: judged.series,
		created: judged.created,
		seconds,
		cpuSeconds: (user + system) / 1_000_000,
		memoryMib: { before, peak, after: memory() },
		waitMs: { p99: delay.percentile(99) / 1_000_000, longest: delay.max / 1_000_000 },
	};
}

/** The rules alone over two years of hours, as a preview has them. */
function history(): JudgedHistory {
	const inForce = alertSettings.parse({});
	const holidays = holidaysOf('FR');
	const series = Array.from({ length: 20 }, (_, number) =>
		madeUpSeries(addDays(settings.today, -HISTORY_DAYS), HISTORY_DAYS, number),
	);
	for (const hours of series) judgeSeries(hours, inForce, holidays);
	const cpu = process.cpuUsage();
	for (let meter = 0; meter < HISTORY_METERS; meter++) {
		const hours = series[meter % series.length];
		if (hours) judgeSeries(hours, inForce, holidays);
	}
	const { user, system } = process.cpuUsage(cpu);
	const years = HISTORY_DAYS / 365;

	return {
		meters: HISTORY_METERS,
		years,
		cpuMsAMeterYear: (user + system) / 1000 / HISTORY_METERS / years,
	};
}

process.on('message', (wanted) => {
	(wanted === 'history' ? Promise.resolve(history()) : night()).then(
		(measured) => process.send?.(measured),
		(error: unknown) => {
			console.error(error);
			process.exit(1);
		},
	);
});
// Crash-only, as in Directus: whoever started it is gone or has enough.
process.on('disconnect', () => process.exit(0));
