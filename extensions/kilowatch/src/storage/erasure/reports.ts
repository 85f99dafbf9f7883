import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
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

/** The building that a file of Directus is a report of; `undefined` of any other file. */
export async function readReportBuilding(
	connection: Queryable,
	file: string,
): Promise<BuildingKey | undefined> {
	const { rows } = await connection.query<{ building: BuildingKey }>(
		'SELECT building FROM iot_reports WHERE file::text = $1',
		[file],
	);

	return rows[0]?.building;
}

/** The buildings that reports are of, each with its files. */
export async function listReportFiles(
	connection: Queryable,
): Promise<{ building: BuildingKey; files: string[] }[]> {
	const { rows } = await connection.query<{ building: BuildingKey; files: string[] }>(
		'SELECT building, array_agg(file::text) AS files FROM iot_reports WHERE file IS NOT NULL GROUP BY building',
	);

	return rows;
}
