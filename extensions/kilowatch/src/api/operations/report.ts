import { ForbiddenError, InternalServerError, isDirectusError } from '@directus/errors';
import { defineOperationApi } from '@directus/extensions-sdk';
import { z } from 'zod';
import { isCalendarDate } from '../../domain/local-days.ts';
import { readReportFacts } from '../../insight/report-facts.ts';
import { daysIn } from '../../insight/report-period.ts';
import { renderEnergyReport } from '../../reports/energy-report/energy-report.ts';
import { reportLanguage, type ReportLanguage } from '../../reports/energy-report/languages.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import { checkBuildingAccess } from '../access.ts';
import type { Caller } from '../caller.ts';
import { kilowatchError } from '../errors.ts';
import { getRuntime } from '../runtime.ts';
import { storeReport, type StoredReport } from './store-report.ts';

const MAX_DAYS = 366;

/** A Flow hands over a field that was left empty as nothing, or as an empty text. */
const left = <Schema extends z.ZodType>(schema: Schema) =>
	z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());

const date = z.string().refine(isCalendarDate, { message: 'must be a date, YYYY-MM-DD' });

const locale = z.string().transform((text, context): ReportLanguage => {
	const language = reportLanguage(text);
	if (language) return language;
	context.addIssue({ code: 'custom', message: 'must be en, fr, nl or de' });

	return z.NEVER;
});

const optionsSchema = z
	.object({
		building: z.union([z.string().min(1), z.number().int()], { message: 'must be the key of a building' }),
		from: left(date),
		to: left(date),
		locale: left(locale),
	})
	.refine(({ from, to }) => !from || !to || from < to, { path: ['to'], message: 'must be after from' })
	.refine(({ from, to }) => !from || !to || daysIn({ from, to }) <= MAX_DAYS, {
		path: ['to'],
		message: `must be at most ${MAX_DAYS} days after from`,
	});

/**
 * Operation "Kilowatch report": prints a building's energy report into a Directus file.
 *
 * Answers keys, for bytes would end in the Flow's log. Throws Directus errors only: of any other, a Flow sees nothing.
 */
export default defineOperationApi({
	id: 'kilowatch-report',
	handler: async (options, context): Promise<StoredReport> => {
		const runtime = getRuntime(context);
		try {
			if (runtime.installation.error) {
				throw kilowatchError(errorCodes.notInstalled, runtime.installation.error);
			}

			return await makeReport(options, {
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

async function makeReport(options: unknown, caller: Caller): Promise<StoredReport> {
	const request = parseOptions(options);
	await checkBuildingAccess(caller, request.building, 'read');

	const generatedAt = new Date();
	const facts = await readReportFacts(caller.connection, { ...request, now: generatedAt });
	if (!facts) throw new ForbiddenError();

	const project = await readProject(caller);
	const language = request.locale ?? reportLanguage(project.language) ?? 'en';
	const report = await renderEnergyReport(facts, { language, project, generatedAt });

	return storeReport(caller, report, facts, language);
}

function parseOptions(options: unknown): z.output<typeof optionsSchema> {
	const result = optionsSchema.safeParse(options);
	if (result.success) return result.data;

	const problems = result.error.issues.map(({ path, message }) =>
		[path.join('.'), message].filter(Boolean).join(': '),
	);
	throw kilowatchError(errorCodes.invalidRequest, problems.join('; '));
}

/** In whose name, colour and language the report appears. */
async function readProject({
	schema,
	services,
}: Caller): Promise<{ name: string | null; colour: string | null; language: string }> {
	const settings = new services.SettingsService({ schema });
	const { project_name, project_color, default_language } = await settings.readSingleton({
		fields: ['project_name', 'project_color', 'default_language'],
	});

	return {
		name: (project_name as string | null) ?? null,
		colour: (project_color as string | null) ?? null,
		language: (default_language as string | null) ?? 'en',
	};
}
