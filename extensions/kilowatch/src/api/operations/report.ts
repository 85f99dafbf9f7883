import { ForbiddenError, InternalServerError, isDirectusError } from '@directus/errors';
import { defineOperationApi } from '@directus/extensions-sdk';
import { z } from 'zod';
import { isCalendarDate } from '../../domain/local-days.ts';
import { daysIn } from '../../insight/report-period.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import { listBuildingsOf, readManager } from '../../storage/buildings.ts';
import { checkBuildingAccess, listVisibleBuildings } from '../access.ts';
import type { Caller } from '../caller.ts';
import { kilowatchError } from '../errors.ts';
import { firstLanguage, periodName, reportLocale } from '../report/asked-report.ts';
import { makeReport } from '../report/make-report.ts';
import { readReportProject } from '../report/report-project.ts';
import { reportsFolder, storeReport } from '../report/store-report.ts';
import { getRuntime, type Runtime } from '../runtime.ts';

const MAX_DAYS = 366;

/** A Flow hands over a field that was left empty as nothing, or as an empty text. */
const left = <Schema extends z.ZodType>(schema: Schema) =>
	z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());

const date = z.string().refine(isCalendarDate, { message: 'must be a date, YYYY-MM-DD' });

/** A year may come out of a template as a number. */
const period = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), periodName);

const optionsSchema = z
	.object({
		building: left(
			z.union([z.string().min(1), z.number().int()], { message: 'must be the key of a building' }),
		),
		manager: left(z.uuid({ message: 'must be the key of a user' })),
		period: left(period),
		from: left(date),
		to: left(date),
		locale: left(reportLocale),
		folder: left(z.string()),
	})
	.refine(({ building, manager }) => (building === undefined) !== (manager === undefined), {
		path: ['building'],
		message: 'either the key of a building, or of the manager of several',
	})
	.refine(({ period, from, to }) => period === undefined || (from === undefined && to === undefined), {
		path: ['period'],
		message: 'goes without from and to',
	})
	.refine(({ from, to }) => !from || !to || from < to, { path: ['to'], message: 'must be after from' })
	.refine(({ from, to }) => !from || !to || daysIn({ from, to }) <= MAX_DAYS, {
		path: ['to'],
		message: `must be at most ${MAX_DAYS} days after from`,
	});

type Options = z.output<typeof optionsSchema>;

/** What the next step of a Flow is told: keys, for bytes would end in the Flow's log. */
export interface MadeReports {
	/** keys in `directus_files`, in the order of the buildings' names */
	files: string[];
	/** keys in `iot_reports`, in the same order */
	reports: string[];
	/** buildings that have none, and why */
	failed: { building: BuildingKey; message: string }[];
	/** where one building was asked for: its keys */
	file?: string;
	report?: string;
}

/**
 * Operation "Kilowatch report": prints the energy report of a building, or of each of a manager's buildings, into Directus files.
 *
 * Throws Directus errors only: of any other, a Flow sees nothing.
 */
export default defineOperationApi({
	id: 'kilowatch-report',
	handler: async (options, context): Promise<MadeReports> => {
		const runtime = getRuntime(context);
		try {
			if (runtime.installation.error) {
				throw kilowatchError(errorCodes.notInstalled, runtime.installation.error);
			}

			return await makeReports(runtime, options, {
				accountability: context.accountability,
				services: context.services,
				schema: await context.getSchema(),
				connection: runtime.database,
				scope: runtime.environment.KILOWATCH_SCOPE,
			});
		} catch (error) {
			if (isDirectusError(error)) throw error;
			context.logger.error(error, 'Kilowatch: the report failed');
			throw new InternalServerError();
		}
	},
});

async function makeReports(runtime: Runtime, given: unknown, caller: Caller): Promise<MadeReports> {
	const options = parseOptions(given);
	const { building, manager } = options;
	if (building !== undefined) await checkBuildingAccess(caller, building, 'read');
	const buildings = building === undefined ? await managedBuildings(caller, manager ?? '') : [building];
	const { project, language: projectLanguage } = await readReportProject(caller);
	const language = firstLanguage(options.locale, projectLanguage);
	const folder = await reportsFolder(caller, options.folder);
	const now = new Date();
	const made: MadeReports = { files: [], reports: [], failed: [] };
	const groups = benchmarkGroups(caller);

	// One after the other, each let go of before the next: two hundred take no more memory than one.
	for (const key of buildings) {
		try {
			const stored = await storeOne(runtime, caller, {
				...{ building: key, asked: options, language, project, folder, now },
				visible: await groups(key),
			});
			made.files.push(stored.file);
			made.reports.push(stored.report);
		} catch (error) {
			// Alone it is the Flow's failure; among many it must not take the others with it.
			if (building !== undefined) throw error;
			if (!isDirectusError(error)) runtime.warn('A report failed', { error, building: key });
			made.failed.push({
				building: key,
				message: isDirectusError(error) ? error.message : 'An unexpected error occurred.',
			});
		}
	}
	const [file] = made.files;
	const [report] = made.reports;

	return building !== undefined && file !== undefined && report !== undefined
		? { ...made, file, report }
		: made;
}

async function storeOne(
	{ database }: Runtime,
	caller: Caller,
	{
		folder,
		...order
	}: Omit<Parameters<typeof makeReport>[1], 'mayReadPersonalData' | 'actor'> & { folder: string },
) {
	const { user } = caller.accountability ?? {};
	const made = await makeReport(database, {
		...order,
		// A file gets around: whoever asked for it, nothing finer than a day of a natural person is in it.
		mayReadPersonalData: false,
		actor: user ? { kind: 'user', id: user } : { kind: 'system' },
	});

	return storeReport(caller, { ...made, language: order.language, folder });
}

/**
 * The buildings of a manager that the caller may see, too.
 *
 * @throws ForbiddenError where there is none, whether or not the manager has others
 */
async function managedBuildings(caller: Caller, manager: string): Promise<BuildingKey[]> {
	const [managed, visible] = await Promise.all([
		listBuildingsOf(caller.connection, manager),
		listVisibleBuildings(caller),
	]);
	const mine = new Set(visible.map(String));
	const buildings = managed.filter((key) => mine.has(String(key)));
	if (buildings.length === 0) throw new ForbiddenError();

	return buildings;
}

/**
 * The buildings each report may be compared with: what its reader may see. A file's readers are those of the building, and where
 * people see the buildings assigned to them, that is what its manager sees.
 */
function benchmarkGroups(caller: Caller): (building: BuildingKey) => Promise<readonly BuildingKey[]> {
	let visible: Promise<BuildingKey[]> | undefined;
	const ofManager = new Map<string, Promise<BuildingKey[]>>();

	return async (building) => {
		visible ??= listVisibleBuildings(caller);
		if (caller.scope === 'all') return visible;
		const manager = await readManager(caller.connection, building);
		if (manager === null) return [];
		const managed = ofManager.get(manager) ?? listBuildingsOf(caller.connection, manager);
		ofManager.set(manager, managed);
		const mine = new Set((await visible).map(String));

		return (await managed).filter((key) => mine.has(String(key)));
	};
}

function parseOptions(options: unknown): Options {
	const result = optionsSchema.safeParse(options);
	if (result.success) return result.data;

	const problems = result.error.issues.map(({ path, message }) =>
		[path.join('.'), message].filter(Boolean).join(': '),
	);
	throw kilowatchError(errorCodes.invalidRequest, problems.join('; '));
}
