import type { AuditActor } from '../domain/audit-entry.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuditEntry } from '../domain/audit-entry.ts';
import { keptMonths } from '../domain/kept-months.ts';
import { localDateOf, midnightSeconds, subtractMonths } from '../domain/local-days.ts';
import { parseEnedisFile, type ParsedFile } from '../providers/enedis-file/parse-file.ts';
import type { ImportReport, ImportSeries } from '../shared/http-contract/imports.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import type { Database } from '../storage/database.ts';
import { startImportRun, touchLastReading, type ImportedDevice } from '../storage/file-imports.ts';
import { advanceRun, planRun, type RunClaim, type RunResult } from '../storage/sync-runs.ts';
import { createDoctor } from './doctor.ts';
import { fileDays, type FileDay } from './file-days.ts';
import { placeIntervals } from './place-intervals.ts';
import { addWritten, nothingWritten, storeDays } from './store-days.ts';
import { createValueBuffer, type BufferedSeries, type ValueBuffer } from './value-buffer.ts';

export interface ImportContext {
	database: Database;
	now: Date;
	/** the operator's zone: its days are this zone's days */
	zone: string;
	retentionMonths: { totals: number; curve: number };
	/** writes the run's end where events can be seen: the run is the event of its silent bulk load */
	finish: (run: string, result: RunResult) => Promise<void>;
	/** who sent the file is gone: nothing more is done */
	signal: AbortSignal;
}

export interface ImportRequest {
	device: string;
	facts: ImportedDevice;
	/** who sends the file, for the audit log */
	actor: AuditActor;
	source: AsyncIterable<Uint8Array>;
	isDryRun: boolean;
}

/** Another run of the device waits or is at work. */
export class DeviceBusy extends Error {}

/** A window is stored in one transaction: whole local days, as many as fit into both. */
const MAX_WINDOW_DAYS = 31;
const MAX_WINDOW_READINGS = 2_500;

/**
 * Reads a whole file, then stores it window by window, oldest first. Nothing is stored of a file that cannot be read to
 * its end. Whatever stops it half-way, what is stored stays and the same file can be sent again.
 *
 * @throws FileError for a layout that is not known and for another point's file; DeviceBusy
 */
export async function importFile(context: ImportContext, request: ImportRequest): Promise<ImportReport> {
	const nowSeconds = Math.floor(context.now.getTime() / 1_000);
	const today = localDateOf(nowSeconds, context.zone);
	const { totals, curve } = keptMonths(context.retentionMonths, request.facts.personal);
	const buffer = createValueBuffer({
		nowSeconds,
		readingsFromSeconds: Math.max(0, midnightSeconds(subtractMonths(today, curve), context.zone)),
		daysFrom: subtractMonths(today, totals),
	});
	const parsed = await parseEnedisFile(request.source, {
		zone: context.zone,
		pointId: request.facts.pointId ?? undefined,
		sink: buffer,
		signal: context.signal,
	});

	if (request.isDryRun)
		return reportOf(null, parsed, buffer, await storeAll(context, request, parsed, buffer));

	const run = await startImportRun(context.database, request.device);
	if (run === undefined) throw new DeviceBusy();

	try {
		const series = await storeAll(context, request, parsed, buffer, run);
		await touchLastReading(context.database, request.device);
		await context.finish(run.id, {
			status: 'succeeded',
			error_code: null,
			error_message: null,
			error_excerpt: null,
			finished_at: new Date().toISOString(),
		});
		await logEnd(context, importEntry(request, parsed, 'succeeded', series));

		return reportOf(run.id, parsed, buffer, series);
	} catch (error) {
		await context.finish(run.id, {
			status: 'failed',
			error_code: context.signal.aborted ? 'interrupted' : 'internal',
			error_message: 'The import broke off; import the file again, what is stored stays',
			error_excerpt: null,
			finished_at: new Date().toISOString(),
		});
		// What was stored until then stays, and nobody knows any more how much that is.
		await logEnd(context, importEntry(request, parsed, 'failed', undefined));
		throw error;
	}
}

/** The last thing an import does, so that the log never tells of an end that did not come. */
async function logEnd({ database }: ImportContext, entry: AuditEntry): Promise<void> {
	await database.transaction((connection) => appendAudit(connection, entry));
}

function importEntry(
	{ device, actor }: ImportRequest,
	{ rows }: ParsedFile,
	status: 'succeeded' | 'failed',
	series: readonly ImportSeries[] | undefined,
): AuditEntry {
	const written = series?.reduce((sum, one) => addWritten(sum, one.written), nothingWritten);

	return {
		device,
		actor,
		action: 'file.imported',
		purpose: 'consumption',
		details: {
			status,
			rows,
			readings_written: written ? written.readings.new + written.readings.changed : null,
			days_written: written ? written.days.new + written.days.changed : null,
		},
	};
}

async function storeAll(
	context: ImportContext,
	request: ImportRequest,
	parsed: ParsedFile,
	buffer: ValueBuffer,
	run?: RunClaim,
): Promise<ImportSeries[]> {
	const stored: ImportSeries[] = [];
	for (const series of buffer.series()) stored.push(await storeSeries(context, request, parsed, series, run));

	return stored;
}

async function storeSeries(
	{ database, zone, signal }: ImportContext,
	{ device, facts, isDryRun }: ImportRequest,
	parsed: ParsedFile,
	series: BufferedSeries,
	run: RunClaim | undefined,
): Promise<ImportSeries> {
	const { metric } = series;
	const doctor = createDoctor({
		isPower: metric === 'max_power',
		subscribedPowerKva: facts.subscribedPowerKva,
		toldApartBy: (date) => {
			const placed = parsed.placedByOrder.find((one) => one.date === date);
			if (!placed) return 'offset';

			return placed.isGuessed ? 'guessed' : 'order';
		},
	});
	let written = nothingWritten;
	let windows = 0;

	for (const days of windowsOf(fileDays(placeIntervals(series.pieces()), series.totals, zone))) {
		signal.throwIfAborted();
		for (const day of days) doctor.day(day);
		const window = await storeDays(database, { device, metric, days, isDryRun });
		written = addWritten(written, window.written);
		for (const day of window.days) doctor.stored(day);
		windows += 1;
		if (run !== undefined) {
			await planRun(database, run, windows);
			await advanceRun(database, run, { providerCalls: 0, rowsWritten: window.rowsWritten });
		}
		await nextTurn();
	}

	return {
		metric,
		...doctor.findings(),
		duplicates: series.duplicates,
		beyond_retention: {
			points: series.beyondRetention.points,
			days: series.beyondRetention.days.size,
		},
		written,
	};
}

function* windowsOf(days: Iterable<FileDay>): Generator<FileDay[]> {
	let window: FileDay[] = [];
	let readings = 0;
	for (const day of days) {
		const isFull = window.length >= MAX_WINDOW_DAYS || readings + day.readings.length > MAX_WINDOW_READINGS;
		if (isFull && window.length > 0) {
			yield window;
			window = [];
			readings = 0;
		}
		window.push(day);
		readings += day.readings.length;
	}
	if (window.length > 0) yield window;
}

function reportOf(
	run: string | null,
	parsed: ParsedFile,
	buffer: ValueBuffer,
	series: ImportSeries[],
): ImportReport {
	const { future, offGrid } = buffer.refused();

	return {
		dry_run: run === null,
		run,
		file: {
			layouts: parsed.layouts,
			stamps: parsed.stamps,
			encoding: parsed.encoding,
			separator: parsed.separator,
			units: parsed.units,
			order: parsed.order,
			offsets: parsed.offsets,
			rows: parsed.rows,
			missing: parsed.missing,
			unreadable: parsed.unreadable,
			other_quantities: parsed.otherQuantities,
			future,
			off_grid: offGrid,
		},
		series,
		written: series.reduce((sum, one) => addWritten(sum, one.written), nothingWritten),
	};
}
