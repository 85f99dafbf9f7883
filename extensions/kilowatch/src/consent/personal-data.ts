import { addDays } from '../domain/local-days.ts';
import type { AuditActor } from '../domain/audit-entry.ts';
import { csvLine } from '../shared/csv-line.ts';
import { inPieces } from '../shared/text-pieces.ts';
import { appendAudit } from '../storage/audit/append-audit.ts';
import type { Database, Queryable } from '../storage/database.ts';
import {
	listPersonalParts,
	readPersonalDays,
	readPersonalReadings,
	type PersonalPart,
} from '../storage/personal-data.ts';
import { readSnapshot } from '../storage/snapshot.ts';
import type { ConsentContext } from './consent-context.ts';

type ExportContext = Pick<ConsentContext, 'database' | 'now'>;

/**
 * All that is stored of a device, as one JSON text: itself with its contract, its channels, consents with their proof, links,
 * runs, alerts, reports that counted it, its entries in the audit log, its days and readings. It is one moment of the
 * database, read as it is taken.
 */
export function personalDataJson({ database, now }: ExportContext, device: string): AsyncIterable<string> {
	return readSnapshot(database, (connection) => inPieces(jsonLines(connection, device, now())));
}

/**
 * The days and readings of a device as CSV, a value a line: `kind` is `day_total` (the operator's own), `day_curve` (the sum
 * of the readings known), `day_min`, `day_max` or `reading`. Days are local dates, instants UTC, `to` is not included.
 */
export function personalDataCsv({ database }: ExportContext, device: string): AsyncIterable<string> {
	return readSnapshot(database, (connection) => inPieces(csvLines(connection, device)));
}

/** Tells the audit log that all of a device was handed out; to be called before anything is. */
export async function logExport(
	database: Database,
	{ device, actor, format }: { device: string; actor: AuditActor; format: 'json' | 'csv' },
): Promise<void> {
	await database.transaction((connection) =>
		appendAudit(connection, {
			device,
			actor,
			action: 'data.exported',
			purpose: 'rights',
			// How much it is shows only when it has gone.
			details: { format, resolution: null, from: null, to: null, rows: null },
		}),
	);
}

async function* jsonLines(connection: Queryable, device: string, at: Date): AsyncGenerator<string> {
	yield `{"exported_at":${JSON.stringify(at.toISOString())}`;
	for (const part of await listPersonalParts(connection)) {
		yield `,\n${JSON.stringify(part.name)}:`;
		yield* part.isList ? jsonList(part, connection, device) : jsonOne(part, connection, device);
	}
	yield '}\n';
}

async function* jsonList(part: PersonalPart, connection: Queryable, device: string): AsyncGenerator<string> {
	let separator = '[';
	for await (const row of part.rows(connection, device)) {
		yield `${separator}\n${row}`;
		separator = ',';
	}
	yield separator === '[' ? '[]' : '\n]';
}

async function* jsonOne(part: PersonalPart, connection: Queryable, device: string): AsyncGenerator<string> {
	let isThere = false;
	for await (const row of part.rows(connection, device)) {
		isThere = true;
		yield row;
	}
	if (!isThere) yield 'null';
}

const columns = ['kind', 'metric', 'register', 'from', 'to', 'value', 'unit', 'quality', 'source'] as const;

async function* csvLines(connection: Queryable, device: string): AsyncGenerator<string> {
	yield csvLine(columns);
	for await (const day of readPersonalDays(connection, device)) {
		const { metric, register, unit, date, status, source } = day;
		const kinds = [
			['day_total', day.value],
			['day_curve', day.curveValue],
			['day_min', day.min],
			['day_max', day.max],
		] as const;
		for (const [kind, value] of kinds) {
			if (value === null) continue;
			yield csvLine([kind, metric, register, date, addDays(date, 1), value, unit, status, source]);
		}
	}
	for await (const reading of readPersonalReadings(connection, device)) {
		const { metric, register, unit, startSeconds, durationSeconds, value, quality, source } = reading;
		const [from, to] = [startSeconds, startSeconds + durationSeconds].map(instant);
		yield csvLine(['reading', metric, register, from ?? '', to ?? '', value, unit, quality, source]);
	}
}

function instant(seconds: number): string {
	return new Date(seconds * 1000).toISOString();
}
