import { z } from 'zod';
import { severities } from '../../../domain/alerts/rule-names.ts';
import { alertRules, alertStatuses } from '../../../shared/alert-rules.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { AlertsAnswer } from '../../../shared/http-contract/alerts.ts';
import { languages } from '../../../shared/languages.ts';
import { listAlerts } from '../../../storage/alerts/list-alerts.ts';
import { listProbablyChangeable, listVisibleBuildings, mayReadPersonalData } from '../../access.ts';
import { alertAnswer } from '../../alert-answer.ts';
import { kilowatchError } from '../../errors.ts';
import { calendarDate } from '../period.ts';
import { defineRoute, nothing } from '../route.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** One of some, or several with commas between. */
const listOf = <Value extends string>(values: readonly Value[]) =>
	z
		.string()
		.transform((text) => text.split(','))
		.pipe(z.array(z.enum(values as readonly [Value, ...Value[]])).min(1));

const query = z.strictObject({
	status: listOf(alertStatuses).optional(),
	rule: listOf(alertRules).optional(),
	severity: listOf(severities).optional(),
	device: z.uuid().optional(),
	building: z.string().min(1).max(100).optional(),
	from: calendarDate.optional(),
	to: calendarDate.optional(),
	language: z.enum(languages).optional(),
	limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
	cursor: z.string().max(200).optional(),
});

const place = z.tuple([
	z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/),
	z.uuid(),
]);

/** `GET /kilowatch/alerts`: the alerts of the buildings that the caller may see, the newest first. */
export const alerts = defineRoute({
	method: 'get',
	path: '/alerts',
	access: 'signed-in',
	summary: 'The alerts of the buildings the caller may see, newest first',
	answers: { json: 'AlertsAnswer' },
	errors: [],
	query,
	body: nothing,
	async handle({ runtime: { database }, caller, query: { building, language, cursor, limit, ...filters } }) {
		const after = cursor === undefined ? undefined : placeOf(cursor);
		const visible = await listVisibleBuildings(caller);
		const buildings = building === undefined ? visible : visible.filter((key) => String(key) === building);
		const changeable = await listProbablyChangeable(caller, buildings);
		const mayRead = await mayReadPersonalData(caller);
		const found = await listAlerts(database, { ...filters, buildings, after, limit: limit + 1 });
		const page = found.slice(0, limit);
		const last = page.at(-1);
		const next_cursor =
			found.length > limit && last
				? Buffer.from(JSON.stringify([last.createdAt, last.alert.id])).toString('base64url')
				: null;
		const data = page.map((listed) =>
			alertAnswer(listed, {
				mayReadPersonalData: mayRead,
				mayUpdate: changeable.has(listed.alert.building),
				language,
			}),
		);

		return { json: { data, meta: { next_cursor } } satisfies AlertsAnswer };
	},
});

function placeOf(cursor: string): { at: string; id: string } {
	try {
		const [at, id] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));

		return { at, id };
	} catch {
		throw kilowatchError(errorCodes.invalidRequest, 'cursor: not one of this route');
	}
}
