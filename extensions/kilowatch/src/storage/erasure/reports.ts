import type { Queryable } from '../database.ts';

/** A report that holds values of a device. */
export interface CountedReport {
	report: string;
	/** of Directus; `null` where it is gone */
	file: string | null;
}

/** Says which devices' values a report holds. */
export async function noteReportDevices(
	connection: Queryable,
	report: string,
	devices: readonly string[],
): Promise<void> {
	await connection.query(
		`INSERT INTO kilowatch_internal.report_devices (report, device)
		 SELECT $1, device FROM unnest($2::uuid[]) AS device ON CONFLICT DO NOTHING`,
		[report, devices],
	);
}

export async function listCountedReports(connection: Queryable, device: string): Promise<CountedReport[]> {
	const { rows } = await connection.query<CountedReport>(
		`SELECT report.id AS report, report.file FROM kilowatch_internal.report_devices counted
		 JOIN iot_reports report ON report.id = counted.report WHERE counted.device = $1`,
		[device],
	);

	return rows;
}

export async function deleteReports(connection: Queryable, reports: readonly string[]): Promise<void> {
	await connection.query('DELETE FROM iot_reports WHERE id = ANY ($1::uuid[])', [reports]);
}

/** Those of the files that Directus still has. */
export async function listExistingFiles(connection: Queryable, files: readonly string[]): Promise<string[]> {
	const { rows } = await connection.query<{ id: string }>(
		'SELECT id FROM directus_files WHERE id = ANY ($1::uuid[])',
		[files],
	);

	return rows.map(({ id }) => id);
}
