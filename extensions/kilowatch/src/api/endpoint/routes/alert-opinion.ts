import { z } from 'zod';
import { verdicts } from '../../../shared/alert-rules.ts';
import type {
	AcknowledgeRequest,
	AlertChangeAnswer,
	VerdictRequest,
} from '../../../shared/http-contract/alerts.ts';
import { readAlertOpinion } from '../../../storage/alerts/list-alerts.ts';
import type { Caller } from '../../caller.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

const acknowledgeRequest = z.strictObject({
	comment: z.string().max(2_000).nullable().optional(),
}) satisfies z.ZodType<AcknowledgeRequest, AcknowledgeRequest>;

const verdictRequest = acknowledgeRequest.extend({
	verdict: z.enum(verdicts).nullable(),
}) satisfies z.ZodType<VerdictRequest, VerdictRequest>;

/** `POST /kilowatch/alerts/:alert/acknowledge`: somebody has seen it and takes care. The same again changes nothing. */
export const acknowledgeAlert = defineRoute({
	method: 'post',
	path: '/alerts/:alert/acknowledge',
	access: 'alert-update',
	summary: 'Says that somebody has seen an alert',
	answers: { json: 'AlertChangeAnswer' },
	errors: [],
	query: nothing,
	body: acknowledgeRequest,
	async handle({ runtime, caller, params, body: { comment } }) {
		const id = pathParam(params, 'alert');
		const known = await readAlertOpinion(runtime.database, id);
		const changes = {
			...(known?.acknowledged_at == null && {
				acknowledged_at: new Date(),
				acknowledged_by: caller.accountability?.user ?? null,
			}),
			// One that has closed meanwhile stays closed.
			...(known?.status === 'open' && { status: 'acknowledged' }),
			...(comment !== undefined && comment !== known?.comment && { comment }),
		};

		return { json: { data: { id, changed: await write(caller, id, changes) } } satisfies AlertChangeAnswer };
	},
});

/** `POST /kilowatch/alerts/:alert/verdict`: what an alert turned out to be; null takes it back. */
export const judgeAlert = defineRoute({
	method: 'post',
	path: '/alerts/:alert/verdict',
	access: 'alert-update',
	summary: 'Says what an alert turned out to be',
	answers: { json: 'AlertChangeAnswer' },
	errors: [],
	query: nothing,
	body: verdictRequest,
	async handle({ runtime, caller, params, body: { verdict, comment } }) {
		const id = pathParam(params, 'alert');
		const known = await readAlertOpinion(runtime.database, id);
		const changes = {
			...(verdict !== known?.verdict && {
				verdict,
				verdict_at: verdict === null ? null : new Date(),
				verdict_by: verdict === null ? null : (caller.accountability?.user ?? null),
			}),
			...(comment !== undefined && comment !== known?.comment && { comment }),
		};

		return { json: { data: { id, changed: await write(caller, id, changes) } } satisfies AlertChangeAnswer };
	},
});

/**
 * By Directus' service, so that Flows and subscribers hear of it. Our own check has decided already, and alerts carry no
 * permission of their own in scope `assigned`: the service writes in the caller's name with an admin's rights.
 */
async function write(
	{ services, schema, accountability }: Caller,
	id: string,
	changes: Readonly<Record<string, unknown>>,
): Promise<boolean> {
	if (Object.keys(changes).length === 0) return false;
	const author = accountability && { ...accountability, admin: true };
	await new services.ItemsService('iot_alerts', { schema, accountability: author }).updateOne(id, changes);

	return true;
}
