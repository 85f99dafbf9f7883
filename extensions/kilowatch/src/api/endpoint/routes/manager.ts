import { z } from 'zod';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { ManagerAnswer, ManagerRequest } from '../../../shared/http-contract/managers.ts';
import { appendAudit } from '../../../storage/audit/append-audit.ts';
import { listBuildingReaders, listManagedOtherwise } from '../../../storage/buildings.ts';
import { readingPolicies } from '../../access.ts';
import type { Caller } from '../../caller.ts';
import { checkAllChangeable } from '../../changeable-buildings.ts';
import { kilowatchError } from '../../errors.ts';
import { defineRoute, nothing } from '../route.ts';

const MAX_BUILDINGS = 1_000;

const body = z.strictObject({
	buildings: z
		.array(z.union([z.string().min(1), z.int()]))
		.min(1)
		.max(MAX_BUILDINGS)
		.transform((buildings) => [...new Map(buildings.map((key) => [String(key), key])).values()]),
	manager: z.uuid().nullable(),
}) satisfies z.ZodType<ManagerRequest>;

/** `POST /kilowatch/buildings/manager`: buildings get another manager, all of them or none. */
export const manager = defineRoute({
	method: 'post',
	path: '/buildings/manager',
	access: 'signed-in',
	summary: 'Hands buildings over to another manager, all of them or none',
	answers: { json: 'ManagerAnswer' },
	errors: [errorCodes.noManager],
	query: nothing,
	body,
	async handle({ runtime: { database }, caller, body }) {
		await checkAllChangeable(caller, body.buildings);
		if (body.manager !== null) {
			const [person] = await listBuildingReaders(database, readingPolicies(caller.scope), body.manager);
			if (!person) {
				throw kilowatchError(
					errorCodes.noManager,
					'The manager must be an active user who may see buildings: with the policy "Kilowatch manager", for example',
				);
			}
		}

		const changed = await listManagedOtherwise(database, body.buildings, body.manager);
		if (changed.length > 0) {
			// Directus writes on a connection of its own. The entry stands before it does and is kept after it has: a deed without
			// its entry would need this very last step to fail.
			await database.transaction(async (connection) => {
				await appendAudit(connection, {
					actor: { kind: 'user', id: caller.accountability?.user ?? undefined },
					action: 'building.handed_over',
					purpose: 'consumption',
					details: { buildings: changed.length },
				});
				await buildingsOf(caller).updateMany(changed, { manager: body.manager });
			});
		}

		return { json: { data: { changed: changed.length } } satisfies ManagerAnswer };
	},
});

/**
 * Directus' service, which brings its permissions, hooks and revisions along. In scope `assigned` its permissions grant
 * nothing to anybody; there our own check has decided, and the service writes in the caller's name with an admin's rights.
 */
function buildingsOf({ services, schema, accountability, scope }: Caller) {
	const author = scope === 'assigned' && accountability ? { ...accountability, admin: true } : accountability;

	return new services.ItemsService('buildings', { schema, accountability: author });
}
