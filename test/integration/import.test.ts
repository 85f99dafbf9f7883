import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { DeviceBusy, importFile } from '../../extensions/kilowatch/src/importing/import-file.ts';
import type { ImportReport } from '../../extensions/kilowatch/src/shared/http-contract/imports.ts';
import type { Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { readImportedDevice } from '../../extensions/kilowatch/src/storage/file-imports.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { queueRun } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const zone = 'Europe/Paris';
const now = new Date('2026-06-15T10:00:00Z');
const POINT = '12345678901234';

let schema: SchemaForTest;
let device: string;
let channel: number;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(async () => {
	await schema.database.query(`UPDATE iot_devices SET status = 'archived', point_id = NULL`);
	({ device, channel } = await schema.addMeter(POINT));
});

/** Half-hours of mean power of some local days, as the customer space writes them. */
function curveFile(from: string, to: string, watts: (stampSeconds: number) => number | ''): string[] {
	return localDays(from, to, zone).flatMap((day) => {
		const rows: string[] = [];
		for (let end = day.startSeconds + 1800; end <= day.endSeconds; end += 1800) {
			rows.push(`${new Date(end * 1000).toISOString().slice(0, 19)}+00:00;${watts(end)}`);
		}

		return rows;
	});
}

const head = [
	'Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite',
	`${POINT};Courbe de charge;;;Energie active;Consommation;Comptage Brut;W`,
	'Horodate;Valeur',
];
const varied = (seconds: number) => 100 + ((seconds / 1800) % 97);

async function load(
	rows: readonly string[] | Iterable<Buffer>,
	options: { isDryRun?: boolean; signal?: AbortSignal; database?: Database } = {},
): Promise<ImportReport> {
	const facts = await readImportedDevice(schema.database, device);
	if (!facts) throw new Error('There is no device');

	return importFile(
		{
			database: options.database ?? schema.database,
			now,
			zone,
			retentionMonths: { curve: 24, totals: 36 },
			finish: async (run, { status, error_code, finished_at }) => {
				await schema.database.query(
					'UPDATE iot_sync_runs SET status = $2, error_code = $3, finished_at = $4 WHERE id = $1',
					[run, status, error_code, finished_at],
				);
			},
			signal: options.signal ?? new AbortController().signal,
		},
		{
			device,
			facts,
			actor: { kind: 'user' },
			source: Readable.from(Array.isArray(rows) ? [Buffer.from(rows.join('\n'))] : rows),
			isDryRun: options.isDryRun ?? false,
		},
	);
}

async function counts() {
	const { rows } = await schema.database.query<{
		readings: number;
		energy: number;
		days: number;
		channels: number;
	}>(
		`SELECT (SELECT count(*) FROM iot_readings WHERE channel IN (SELECT id FROM iot_channels WHERE device = $1)) AS readings,
			(SELECT coalesce(sum(value), 0) FROM iot_readings WHERE channel IN (SELECT id FROM iot_channels WHERE device = $1)) AS energy,
			(SELECT count(*) FROM iot_daily WHERE channel IN (SELECT id FROM iot_channels WHERE device = $1)) AS days,
			(SELECT count(*) FROM iot_channels WHERE device = $1) AS channels`,
		[device],
	);

	return only(rows);
}

describe('importFile', () => {
	test('the dry run tells what the real run does, and the second run changes nothing', async () => {
		const rows = [...head, ...curveFile('2025-10-20', '2025-12-10', varied)];
		const before = await counts();
		const dry = await load(rows, { isDryRun: true });

		expect(await counts()).toEqual(before);
		const real = await load(rows);
		expect({ ...real, dry_run: true, run: null }).toEqual(dry);
		expect(real.written).toEqual({
			readings: { new: 51 * 48 + 2, changed: 0, unchanged: 0, kept: 0, refused: 0 },
			days: { new: 51, changed: 0, unchanged: 0 },
		});
		const again = await load(rows);
		expect(again.written).toEqual({
			readings: { new: 0, changed: 0, unchanged: 51 * 48 + 2, kept: 0, refused: 0 },
			days: { new: 0, changed: 0, unchanged: 51 },
		});
		expect(real.series).toMatchObject([
			{
				metric: 'consumption',
				period: { from: '2025-10-20', to: '2025-12-10' },
				days: { complete: 51, partial: 0 },
				gaps: { total: 0 },
				steps: [{ seconds: 1800, points: 51 * 48 + 2 }],
				clock_changes: [
					{ date: '2025-10-26', points_expected: 50, points_found: 50, told_apart_by: 'offset' },
				],
			},
		]);
		expect((await counts()).energy).toBe(
			curveFile('2025-10-20', '2025-12-10', varied).reduce(
				(sum, row) => sum + Number(row.split(';')[1]) / 2,
				0,
			),
		);
	});

	test('leaves a finished run with its rows, and the device’s last reading', async () => {
		const { run } = await load([...head, ...curveFile('2026-06-01', '2026-06-03', varied)]);
		const { rows } = await schema.database.query(
			`SELECT run.trigger, run.status, run.rows_written, run.windows_done, device.last_reading_at
			 FROM iot_sync_runs run JOIN iot_devices device ON device.id = run.device WHERE run.id = $1`,
			[run],
		);

		expect(rows).toEqual([
			{
				trigger: 'file',
				status: 'succeeded',
				rows_written: 2 * 48 + 2,
				windows_done: 1,
				last_reading_at: new Date('2026-06-02T22:00:00Z'),
			},
		]);
	});

	test('the operator’s own values stay', async () => {
		const days = localDays('2026-06-01', '2026-06-02', zone);
		const start = days[0]?.startSeconds ?? 0;
		await storeWindow(schema.database, {
			channel,
			metric: 'consumption',
			source: 'operator',
			days,
			readings: [{ startSeconds: start, durationSeconds: 1800, value: 7, quality: 'raw' }],
			dayTotals: [],
			usualStepSeconds: 1800,
			asked: undefined,
		});
		const report = await load([...head, ...curveFile('2026-06-01', '2026-06-02', () => 500)]);

		expect(report.written).toMatchObject({
			readings: { new: 47, kept: 1 },
			days: { new: 0, changed: 1 },
		});
		expect((await counts()).energy).toBe(7 + 47 * 250);
	});

	test('a file’s order does not matter, rows that stand twice are told', async () => {
		const rows = curveFile('2026-05-01', '2026-05-15', varied);
		const shuffled = rows.toSorted((one, other) => one.slice(14).localeCompare(other.slice(14)));
		const first = rows[0] ?? '';
		const report = await load([...head, ...shuffled, first, first.replace(/;.*/, ';1')]);

		expect(report.file.order).toBe('mixed');
		expect(report.series).toMatchObject([
			{ points: 14 * 48, duplicates: { identical: 1, conflicting: 1 }, gaps: { total: 0 } },
		]);
	});

	test('tells gaps, what is suspicious, refused, and beyond retention', async () => {
		const rows = [
			...curveFile('2024-01-01', '2024-01-03', () => 100),
			...curveFile('2026-03-01', '2026-03-03', (seconds) => (seconds % 86_400 === 0 ? '' : varied(seconds))),
			...curveFile('2026-03-03', '2026-03-05', () => 333),
			...curveFile('2026-03-05', '2026-03-13', () => 0),
			...curveFile('2026-03-13', '2026-03-14', (seconds) => (seconds % 86_400 === 0 ? 400_000 : -5)),
		];
		const report = await load([...head, ...rows]);
		const [series] = report.series;

		expect(series?.beyond_retention).toEqual({ points: 96, days: 3 });
		expect(series?.gaps).toMatchObject({ total: 2, missing_seconds: 3600 });
		expect(series?.days).toEqual({ complete: 11, partial: 2 });
		expect(Object.fromEntries((series?.suspicious ?? []).map(({ code, total }) => [code, total]))).toEqual({
			negative: 47,
			too_high: 1,
			flat: 1,
			zeros: 1,
		});
		expect(report.written.readings.refused).toBe(47);
		expect(report.file.missing).toBe(2);
	});

	test('a day’s total far from its curve is told, whichever came first', async () => {
		await load([...head, ...curveFile('2026-06-01', '2026-06-03', () => 1000)]);
		const report = await load(['Date;Valeur (en kWh)', '01/06/2026;24,1', '02/06/2026;48'], {
			isDryRun: true,
		});

		expect(report.series[0]?.suspicious).toMatchObject([{ code: 'day_total_differs', total: 1 }]);
		expect(report.written.days).toEqual({ new: 0, changed: 2, unchanged: 0 });
	});

	test('nothing is stored of a file that goes wrong on its last row, and no channel is made', async () => {
		const before = await counts();
		const rows = [
			...head,
			...curveFile('2026-06-01', '2026-06-03', varied),
			head[0] ?? '',
			'99999999999999;x;;;;;;W',
		];

		await expect(load(rows)).rejects.toMatchObject({ kind: 'other_point' });
		await load(['Date;Production (kWh)', '01/06/2026;24,1'], { isDryRun: true });
		expect(await counts()).toEqual(before);
	});

	test('does not start beside another run, and leaves a failed one when it is broken off', async () => {
		await queueRun(schema.database, { device, trigger: 'manual' });
		const rows = [...head, ...curveFile('2026-01-01', '2026-06-01', varied)];

		await expect(load(rows)).rejects.toThrow(DeviceBusy);
		await schema.database.query(`DELETE FROM iot_sync_runs WHERE device = $1`, [device]);
		const signal = AbortSignal.abort();
		await expect(load(rows, { signal })).rejects.toThrow();
		expect((await counts()).readings).toBe(0);
	});

	test('an import that dies half-way keeps what it stored, and the file sent again brings the rest', async () => {
		const rows = [...head, ...curveFile('2026-01-01', '2026-06-01', varied)];
		let windows = 0;
		const dying: Database = {
			...schema.database,
			transaction: (work) => {
				windows += 1;
				if (windows === 3) throw new Error('The power is gone');

				return schema.database.transaction(work);
			},
		};
		await expect(load(rows, { database: dying })).rejects.toThrow(/power/);
		const stored = (await counts()).readings;
		const report = await load(rows);
		const { rows: runs } = await schema.database.query(
			'SELECT status, error_code FROM iot_sync_runs WHERE device = $1 ORDER BY queued_at',
			[device],
		);

		expect(stored).toBe(62 * 48);
		expect(report.written.readings).toMatchObject({ new: 151 * 48 - 2 - stored, unchanged: stored });
		expect(runs).toEqual([
			{ status: 'failed', error_code: 'internal' },
			{ status: 'succeeded', error_code: null },
		]);
	});

	test('a year of half-hours takes about a second, while nothing else waits', async () => {
		const rows = [...head, ...curveFile('2025-06-01', '2026-06-01', varied)];
		// The first meter of a period makes its chunk, which is not the file's cost.
		await load(rows);
		await schema.database.query(`UPDATE iot_devices SET status = 'archived', point_id = NULL`);
		({ device, channel } = await schema.addMeter(POINT));
		const delay = monitorEventLoopDelay({ resolution: 5 });
		delay.enable();
		const start = performance.now();
		const report = await load(rows);
		const milliseconds = performance.now() - start;
		delay.disable();

		expect(report.series[0]?.points).toBe(365 * 48);
		console.info(
			`A year of half-hours: ${Math.round(milliseconds)} ms, longest wait ${Math.round(delay.max / 1e6)} ms`,
		);
		// Generous, for the machine may be busy; the number printed is the one to look at.
		expect(milliseconds).toBeLessThan(5_000);
	});

	// The campaign is KILOWATCH_TEST_IMPORT_ROWS=5000000; what it measures does not depend on the machine's load.
	const rowCount = Number(process.env.KILOWATCH_TEST_IMPORT_ROWS ?? 50_000);

	test(`${rowCount} rows take little memory`, { timeout: 1_200_000 }, async () => {
		const endSeconds = Math.floor(now.getTime() / 60_000) * 60;
		function* pieces() {
			yield Buffer.from(`${head.join('\n')}\n`);
			for (let row = rowCount; row > 0;) {
				let piece = '';
				for (; row > 0 && piece.length < 60_000; row -= 1) {
					const stamp = new Date((endSeconds - row * 60) * 1000).toISOString().slice(0, 19);
					piece += `${stamp}+00:00;${row % 3_000}\n`;
				}
				yield Buffer.from(piece);
			}
		}
		globalThis.gc?.();
		const before = process.memoryUsage.rss();
		let highest = before;
		const sampler = setInterval(() => {
			highest = Math.max(highest, process.memoryUsage.rss());
		}, 50);
		const delay = monitorEventLoopDelay({ resolution: 5 });
		delay.enable();
		const start = performance.now();
		const report = await load(pieces(), { isDryRun: true });
		const seconds = (performance.now() - start) / 1_000;
		delay.disable();
		clearInterval(sampler);
		const [series] = report.series;

		console.info(
			`${rowCount} rows: ${seconds.toFixed(1)} s, ${Math.round((highest - before) / 1e6)} MB more, ` +
				`waits of at most ${Math.round(delay.max / 1e6)} ms (99.9 %: ${Math.round(delay.percentile(99.9) / 1e6)})`,
		);
		expect(report.file.rows).toBe(rowCount);
		expect((series?.points ?? 0) + (series?.beyond_retention.points ?? 0)).toBe(rowCount);
		expect(highest - before).toBeLessThan(200e6);
	});
});
