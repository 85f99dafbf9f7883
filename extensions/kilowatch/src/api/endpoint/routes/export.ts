import { z } from 'zod';
import { datesBetween } from '../../../domain/local-days.ts';
import { metricRules, metrics, type Metric } from '../../../domain/metrics.ts';
import { readExportChannels, type ExportChannel } from '../../../insight/export/export-channels.ts';
import {
	countDays,
	countReadings,
	exportDays,
	exportHours,
	exportReadings,
	type ExportRequest,
} from '../../../insight/export/export-rows.ts';
import {
	buildingCsv,
	buildingWorkbook,
	type BuildingExport,
} from '../../../reports/building-export/building-export.ts';
import { reportLanguage, reportLanguages } from '../../../reports/energy-report/languages.ts';
import { MAX_SHEET_ROWS } from '../../../reports/xlsx/sheet.ts';
import { XLSX_TYPE } from '../../../reports/xlsx/workbook.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import { resolutions, type Resolution } from '../../../shared/names.ts';
import { appendAudits } from '../../../storage/audit/append-audit.ts';
import type { Database, Queryable } from '../../../storage/database.ts';
import { mayReadPersonalData } from '../../access.ts';
import { kilowatchError } from '../../errors.ts';
import { calendarDate, periodOf } from '../period.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/** What is kept of days, and a day. */
const MAX_DAYS = 1_097;
/** A day of autumn. */
const MAX_HOURS_PER_DAY = 25;

const query = z.strictObject({
	format: z.enum(['xlsx', 'csv']).default('xlsx'),
	from: calendarDate.optional(),
	to: calendarDate.optional(),
	resolution: z.enum(resolutions).default('day'),
	metric: z
		.string()
		.transform((text) => text.split(','))
		.pipe(z.array(z.enum(metrics)))
		.optional()
		.meta({ description: `Several with commas between, all without: ${metrics.join(', ')}` }),
	device: z.uuid().optional(),
	locale: z
		.string()
		.refine((text) => reportLanguage(text) !== undefined, {
			message: `must be one of ${reportLanguages.join(', ')}`,
		})
		.optional()
		.meta({ description: 'Of headers and words, such as fr or fr-BE; else what the browser asks for' }),
});

type Query = z.output<typeof query>;

/** `GET /kilowatch/buildings/:building/export`: what a building's meters measured, as a workbook or CSV for people. */
export const exportRoute = defineRoute({
	method: 'get',
	path: '/buildings/:building/export',
	access: 'building-read',
	summary: 'What a building’s meters measured, as a workbook or a CSV for people',
	answers: { media: [XLSX_TYPE, 'text/csv'] },
	errors: [errorCodes.exportTooLarge],
	query,
	body: nothing,
	async handle({ runtime: { database }, caller, params, query, http }) {
		const key = pathParam(params, 'building');
		const { building, channels } = await readExportChannels(database, key, {
			metrics: query.metric,
			device: query.device,
		});
		const madeAt = new Date();
		const period = periodOf(query, building.timezone, madeAt);
		refuseImpossible(query, period);

		const measured = channels.filter((channel) => isMeasuredAt(query.resolution, channel.metric));
		const mayReadAll = await mayReadPersonalData(caller);
		const fineChannels = measured.filter(({ personal }) => mayReadAll || !personal);
		const ofDays = { channels, period, timeZone: building.timezone };
		const ofFine = { ...ofDays, channels: fineChannels };
		if (query.format === 'xlsx') await refuseTooLarge(database, query.resolution, { ofDays, ofFine });

		await logExport(database, {
			query,
			period,
			channels: query.format === 'csv' && isFine(query.resolution) ? fineChannels : channels,
			user: caller.accountability?.user ?? undefined,
		});
		const request: BuildingExport = {
			building,
			period,
			resolution: query.resolution,
			channels,
			fineChannels,
			withheld: measured.filter((channel) => !fineChannels.includes(channel)),
			language:
				reportLanguage(query.locale ?? '') ??
				reportLanguage(String(http.request.acceptsLanguages([...reportLanguages]))) ??
				'en',
			madeAt,
			rows: {
				days: () => exportDays(database, ofDays),
				hours: () => exportHours(database, ofFine),
				readings: () => exportReadings(database, ofFine),
			},
		};
		const fileName = `kilowatch-${key.replaceAll(/[^\w-]/g, '_')}-${period.from}-${period.to}.${query.format}`;

		return query.format === 'csv'
			? { stream: buildingCsv(request), type: 'text/csv', fileName }
			: { stream: buildingWorkbook(request), type: XLSX_TYPE, fileName };
	},
});

function isFine(resolution: Resolution): boolean {
	return resolution === 'raw' || resolution === 'hour';
}

/** Maxima are of days: they have no curve. */
function isMeasuredAt(resolution: Resolution, metric: Metric): boolean {
	return isFine(resolution) && metricRules[metric].aggregate !== 'max';
}

/** @throws a Directus error that says what does not go together */
function refuseImpossible({ resolution, metric }: Query, period: { from: string; to: string }): void {
	if (datesBetween(period.from, period.to).length > MAX_DAYS) {
		throw kilowatchError(errorCodes.invalidRequest, `from and to are at most ${MAX_DAYS} days apart`);
	}
	const [maximum] = (metric ?? []).filter((name) => isFine(resolution) && !isMeasuredAt(resolution, name));
	if (maximum !== undefined) {
		throw kilowatchError(
			errorCodes.invalidRequest,
			`resolution: ${maximum} is a maximum of days; ask for day or month`,
		);
	}
}

/**
 * Refuses a workbook whose sheets would not hold their rows, before anything is sent. Rows are counted only where the period
 * could have too many.
 *
 * @throws KILOWATCH_EXPORT_TOO_LARGE
 */
async function refuseTooLarge(
	connection: Queryable,
	resolution: Resolution,
	{ ofDays, ofFine }: { ofDays: ExportRequest; ofFine: ExportRequest },
): Promise<void> {
	const most = MAX_SHEET_ROWS - 1;
	const days = datesBetween(ofDays.period.from, ofDays.period.to).length;
	const check = (rows: number) => {
		if (rows <= most) return;
		throw kilowatchError(
			errorCodes.exportTooLarge,
			`A sheet holds ${most} rows, and there are ${rows}: ask for a shorter period, for one device or for format=csv`,
		);
	};

	const mostDays = days * ofDays.channels.length;
	if (resolution !== 'month' && mostDays > most) check(await countDays(connection, ofDays));
	const mostHours = days * MAX_HOURS_PER_DAY * ofFine.channels.length;
	if (resolution === 'raw') check(await countReadings(connection, ofFine));
	// An hour has a reading at least.
	if (resolution === 'hour' && mostHours > most) {
		check(Math.min(mostHours, await countReadings(connection, ofFine)));
	}
}

/** Of natural persons' meters, the log says who took what; before anything is handed out. */
async function logExport(
	database: Database,
	{
		query: { format, resolution },
		period: { from, to },
		channels,
		user,
	}: {
		query: Query;
		period: { from: string; to: string };
		channels: readonly ExportChannel[];
		user: string | undefined;
	},
): Promise<void> {
	const devices = new Set(channels.filter(({ personal }) => personal).map(({ device }) => device));
	if (devices.size === 0) return;
	await database.transaction((connection) =>
		appendAudits(
			connection,
			[...devices].map((device) => ({
				device,
				actor: { kind: 'user', id: user },
				action: 'data.exported',
				purpose: 'consumption',
				// How much it is shows only when it has gone.
				details: { format, resolution, from, to, rows: null },
			})),
		),
	);
}
