/** A building's report, of what its reader may see. */
import { ForbiddenError } from '@directus/errors';
import { localDateOf } from '../../domain/local-days.ts';
import { readBuildingTimeZone } from '../../insight/building.ts';
import { readReportFacts, type ReportFacts } from '../../insight/report-facts.ts';
import { reportPeriod, type AskedPeriod } from '../../insight/report-period.ts';
import {
	renderEnergyReport,
	type EnergyReport,
	type ReportProject,
} from '../../reports/energy-report/energy-report.ts';
import type { ReportLanguage } from '../../reports/energy-report/languages.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import { appendAudits } from '../../storage/audit/append-audit.ts';
import type { AuditActor } from '../../domain/audit-entry.ts';
import type { Database } from '../../storage/database.ts';
import { listPersonalDevices } from '../../storage/devices.ts';
import { kilowatchError } from '../errors.ts';

export interface ReportOrder {
	building: BuildingKey;
	asked: AskedPeriod;
	language: ReportLanguage;
	project: ReportProject;
	/** whether its reader may see values finer than a day of natural persons' meters */
	mayReadPersonalData: boolean;
	/** the buildings that it may be compared with: those its reader may see */
	visible: readonly BuildingKey[];
	/** who takes it */
	actor: AuditActor;
	now: Date;
}

/** That the building may be seen has been checked. */
export async function makeReport(
	database: Database,
	{ building, asked, language, project, actor, now, ...reader }: ReportOrder,
): Promise<{ facts: ReportFacts; report: EnergyReport; fileName: string }> {
	const zone = await readBuildingTimeZone(database, building);
	const period = reportPeriod(asked, zone, now);
	if (period.from > localDateOf(now.getTime() / 1000, zone)) {
		throw kilowatchError(
			errorCodes.invalidRequest,
			`period: it begins on ${period.from}, which is yet to come`,
		);
	}
	const facts = await readReportFacts(database, { building, period, ...reader });
	if (!facts) throw new ForbiddenError();

	const report = await renderEnergyReport(facts, { language, project });
	await logReport(database, facts, actor);

	return { facts, report, fileName: fileName(facts, language) };
}

/** Of natural persons' meters, the log says who took what; before anything is handed out. */
async function logReport(
	database: Database,
	{ madeFrom, period, statistics }: ReportFacts,
	actor: AuditActor,
): Promise<void> {
	const devices = await listPersonalDevices(database, madeFrom);
	if (devices.length === 0) return;
	await database.transaction((connection) =>
		appendAudits(
			connection,
			devices.map((device) => ({
				device,
				actor,
				action: 'data.exported',
				purpose: 'consumption',
				details: {
					format: 'pdf',
					resolution: statistics.week === null ? 'day' : 'hour',
					...period,
					rows: null,
				},
			})),
		),
	);
}

/** Plain letters and digits only, for every disk and mail program: `residence-les-tilleuls-2026-10-01-fr.pdf` */
function fileName({ building, period }: ReportFacts, language: ReportLanguage): string {
	const name = building.name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 60)
		.replace(/^-|-$/g, '');

	return `${name || 'building'}-${period.from}-${language}.pdf`;
}
