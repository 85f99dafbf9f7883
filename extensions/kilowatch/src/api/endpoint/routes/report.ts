import { Readable } from 'node:stream';
import { z } from 'zod';
import { reportLanguages } from '../../../reports/energy-report/languages.ts';
import { listVisibleBuildings, mayReadPersonalData } from '../../access.ts';
import { firstLanguage, periodName, reportLocale } from '../../report/asked-report.ts';
import { makeReport } from '../../report/make-report.ts';
import { readReportProject } from '../../report/report-project.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/** `GET /kilowatch/buildings/:building/report`: a month or year of a building on paper. */
export const report = defineRoute({
	method: 'get',
	path: '/buildings/:building/report',
	access: 'building-read',
	summary: 'A building’s energy report on a month or a year, as PDF',
	answers: { media: ['application/pdf'] },
	errors: [],
	query: z.strictObject({ period: periodName.optional(), locale: reportLocale.optional() }),
	body: nothing,
	async handle({ runtime: { database }, caller, params, query, http }) {
		const [visible, mayReadAll, { project, language }] = await Promise.all([
			listVisibleBuildings(caller),
			mayReadPersonalData(caller),
			readReportProject(caller),
		]);
		const { report: made, fileName } = await makeReport(database, {
			building: pathParam(params, 'building'),
			asked: { period: query.period },
			language: firstLanguage(
				query.locale,
				http.request.headers['accept-language'] !== undefined &&
					http.request.acceptsLanguages([...reportLanguages]),
				language,
			),
			project,
			mayReadPersonalData: mayReadAll,
			visible,
			actor: { kind: 'user', id: caller.accountability?.user ?? undefined },
			now: new Date(),
		});

		return { stream: Readable.from([made.bytes]), type: 'application/pdf', fileName };
	},
});
