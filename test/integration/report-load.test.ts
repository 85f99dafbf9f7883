/**
 * How long a report takes, for how long it stops everybody else, and whether many of them take more memory than a few. A sample; as many
 * as there are in a large run with `KILOWATCH_REPORTS=200`. Times are of this thread's processor, whatever else the machine does.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readReportFacts } from '../../extensions/kilowatch/src/insight/report-facts.ts';
import { renderEnergyReport } from '../../extensions/kilowatch/src/reports/energy-report/energy-report.ts';
import { reportLanguages } from '../../extensions/kilowatch/src/reports/energy-report/languages.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

const REPORTS = Number(process.env.KILOWATCH_REPORTS ?? 24);
const WARM_UP = 8;
const METERS = 4;
const months = { from: '2025-10-01', to: '2025-11-01' };
const year = { from: '2025-01-01', to: '2026-01-01' };

let schema: SchemaForTest;

beforeAll(async () => {
	schema = await createSchema();
	for (let meter = 0; meter < METERS; meter += 1) {
		const { channel } = await schema.addMeter(`2251691471427${meter}`);
		await schema.database.query(
			`INSERT INTO iot_readings (id, channel, "timestamp", duration, value, source)
			SELECT kilowatch_internal.reading_id($1, start), $1, start, 1800, 100 + extract(hour FROM start) * 20 + random() * 50, 'operator'
			FROM generate_series('2023-12-31T23:00:00Z'::timestamptz, '2025-12-31T22:30:00Z', '30 minutes') start`,
			[channel],
		);
		await schema.database.query(
			`INSERT INTO iot_daily (id, channel, date, value, curve_value, points_expected, points_received, status, source)
			SELECT $1::bigint * 1048576 + (date - DATE '1970-01-01'), $1, date, 16000, 16000, 48, 48, 'complete', 'operator'
			FROM (SELECT generate_series(DATE '2024-01-01', DATE '2025-12-31', '1 day')::date AS date) day`,
			[channel],
		);
	}
	await schema.database.query('ANALYZE');
});
afterAll(() => schema.drop());

/** Milliseconds of processor that this thread has had. */
function threadMs(): number {
	const { user, system } = process.threadCpuUsage();

	return (user + system) / 1000;
}

/** The longest that this thread was at work without giving anybody a turn. */
function watchSlices(): { stop: () => number } {
	let longest = 0;
	let isOn = true;
	let before = threadMs();
	const look = (): void => {
		const now = threadMs();
		longest = Math.max(longest, now - before);
		before = now;
		if (isOn) setImmediate(look);
	};
	setImmediate(look);

	return {
		stop: () => {
			isOn = false;

			return longest;
		},
	};
}

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapMegabytes(): number {
	collectGarbage();

	return process.memoryUsage().heapUsed / 1e6;
}

async function makeOne(index: number, period: { from: string; to: string }): Promise<number> {
	const facts = await readReportFacts(schema.database, {
		building: schema.building,
		period,
		mayReadPersonalData: true,
		visible: [schema.building],
	});
	if (!facts) throw new Error('There is no building');
	const { bytes } = await renderEnergyReport(facts, {
		language: reportLanguages[index % reportLanguages.length] ?? 'en',
		project: { name: 'Régie Centrale', colour: '#6644FF', logo: null },
	});

	return bytes.length;
}

test.each([
	['a month', months],
	['a year', year],
])('%s takes less than 300 ms, stops nobody for 50 ms and leaves nothing behind', async (name, period) => {
	for (let index = 0; index < WARM_UP; index += 1) await makeOne(index, period);
	const heapBefore = heapMegabytes();
	const wall: number[] = [];
	const processor: number[] = [];
	const slices: number[] = [];
	let bytes = 0;
	for (let index = 0; index < REPORTS; index += 1) {
		const begun = performance.now();
		const processorBefore = threadMs();
		const watch = watchSlices();
		bytes += await makeOne(index, period);
		slices.push(watch.stop());
		wall.push(performance.now() - begun);
		processor.push(threadMs() - processorBefore);
	}
	const grown = heapMegabytes() - heapBefore;
	const figures = {
		reports: REPORTS,
		kilobytes: Math.round(bytes / REPORTS / 1000),
		wallP50: Math.round(quantile(wall, 0.5)),
		wallP95: Math.round(quantile(wall, 0.95)),
		processorP95: Math.round(quantile(processor, 0.95)),
		longestSlice: Math.round(Math.max(...slices)),
		grownMegabytes: Math.round(grown * 10) / 10,
	};
	console.log(name, JSON.stringify(figures));

	expect(figures.processorP95).toBeLessThan(300);
	expect(figures.longestSlice).toBeLessThan(50);
	expect(grown).toBeLessThan(10);
});

function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((one, other) => one - other);

	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
