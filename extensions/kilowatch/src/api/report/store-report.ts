import { Readable } from 'node:stream';
import { z } from 'zod';
import type { ReportFacts } from '../../insight/report-facts.ts';
import type { EnergyReport } from '../../reports/energy-report/energy-report.ts';
import type { ReportLanguage } from '../../reports/energy-report/languages.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import { noteReportDevices } from '../../storage/erasure/reports.ts';
import type { Caller } from '../caller.ts';
import { kilowatchError } from '../errors.ts';

export interface StoredReport {
	/** key in `directus_files` */
	file: string;
	/** key in `iot_reports` */
	report: string;
}

const FOLDER_NAME = 'Kilowatch reports';

/**
 * Files a report: the PDF in its folder, and a row in `iot_reports`. That the caller may see the building has been
 * checked; the files and reports of others are none of the caller's rights, so the writing is done in its name with
 * the rights of an admin. Who may read the file afterwards, `hook/report-files.ts` decides.
 *
 * @param folder its key
 */
export async function storeReport(
	{ accountability, connection, schema, services }: Omit<Caller, 'scope'>,
	{
		report,
		facts,
		fileName,
		language,
		folder,
	}: { report: EnergyReport; facts: ReportFacts; fileName: string; language: ReportLanguage; folder: string },
): Promise<StoredReport> {
	const author = { schema, accountability: accountability && { ...accountability, admin: true } };
	const files = new services.FilesService(author);
	const file = await files.uploadOne(Readable.from([report.bytes]), {
		title: report.title,
		filename_download: fileName,
		type: 'application/pdf',
		folder,
	});

	const reports = new services.ItemsService('iot_reports', author);
	let key: string | number | undefined;
	try {
		key = await reports.createOne({
			building: facts.building.id,
			period_from: facts.period.from,
			period_to: facts.period.to,
			locale: language,
			file,
			fingerprint: report.fingerprint,
		});

		// Where one of them has been erased meanwhile, this fails: its values must not stay here.
		await noteReportDevices(connection, String(key), facts.madeFrom);

		return { file: String(file), report: String(key) };
	} catch (error) {
		await files.deleteOne(file);
		if (key !== undefined) await reports.deleteOne(key);
		throw error;
	}
}

/**
 * The key of the folder that reports go to: the one that is asked for, else our own, which is made at the first report.
 *
 * @throws KILOWATCH_INVALID_REQUEST where there is no such folder
 */
export async function reportsFolder(
	{ schema, services }: Pick<Caller, 'schema' | 'services'>,
	asked: string | undefined,
): Promise<string> {
	const folders = new services.FoldersService({ schema });
	if (asked !== undefined) {
		const [found] = z.uuid().safeParse(asked).success
			? await folders.readByQuery({ filter: { id: { _eq: asked } }, fields: ['id'], limit: 1 })
			: [];
		if (!found)
			throw kilowatchError(errorCodes.invalidRequest, 'folder: must be the key of a folder of files');

		return asked;
	}
	const [folder] = await folders.readByQuery({
		filter: { name: { _eq: FOLDER_NAME }, parent: { _null: true } },
		fields: ['id'],
		limit: 1,
	});

	return String(folder?.id ?? (await folders.createOne({ name: FOLDER_NAME })));
}
