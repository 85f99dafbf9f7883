import { Readable } from 'node:stream';
import type { ReportFacts } from '../../insight/report-facts.ts';
import type { EnergyReport } from '../../reports/energy-report/energy-report.ts';
import type { ReportLanguage } from '../../reports/energy-report/languages.ts';
import { noteReportDevices } from '../../storage/erasure/reports.ts';
import type { Caller } from '../caller.ts';

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
 * the rights of an admin.
 */
export async function storeReport(
	{ accountability, connection, schema, services }: Omit<Caller, 'scope'>,
	report: EnergyReport,
	facts: ReportFacts,
	language: ReportLanguage,
): Promise<StoredReport> {
	const author = { schema, accountability: accountability && { ...accountability, admin: true } };
	const files = new services.FilesService(author);
	const file = await files.uploadOne(Readable.from([report.bytes]), {
		title: report.title,
		filename_download: fileName(facts, language),
		type: 'application/pdf',
		folder: await reportsFolder({ schema, services }),
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

/** The folder's key; made at the first report. */
async function reportsFolder({ schema, services }: Pick<Caller, 'schema' | 'services'>): Promise<string> {
	const folders = new services.FoldersService({ schema });
	const [folder] = await folders.readByQuery({
		filter: { name: { _eq: FOLDER_NAME }, parent: { _null: true } },
		fields: ['id'],
		limit: 1,
	});

	return String(folder?.id ?? (await folders.createOne({ name: FOLDER_NAME })));
}

/** Plain letters and digits only, for every disk and mail program: `residence-les-tilleuls-2026-10-01-fr.pdf` */
function fileName({ building, period }: ReportFacts, language: ReportLanguage): string {
	const name = building.name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '')
		.slice(0, 60);

	return `${name || 'building'}-${period.from}-${language}.pdf`;
}
