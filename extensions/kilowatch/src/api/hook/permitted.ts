import type { EventContext, RegisterFunctions } from '../directus.ts';

type Filter = (payload: unknown, meta: Readonly<Record<string, unknown>>, context: EventContext) => unknown;

/**
 * A filter for writes, before which Directus has not looked at anybody's rights yet: who has none on the collection is
 * left to Directus' own refusal, and learns nothing from ours of what is there.
 */
export function filterPermitted(
	{ filter }: Pick<RegisterFunctions, 'filter'>,
	collection: string,
	action: 'create' | 'update' | 'delete',
	check: Filter,
): void {
	filter(`${collection}.items.${action}`, async (payload, meta, context) =>
		(await mayBePermitted(context, collection, action)) ? check(payload, meta, context) : payload,
	);
}

/** Never narrower than Directus: what it permits always passes our check. */
async function mayBePermitted(
	{ accountability, database }: EventContext,
	collection: string,
	action: string,
): Promise<boolean> {
	if (!accountability || accountability.admin) return true;
	const { roles, user } = accountability;

	const permission: unknown = await database('directus_permissions')
		.join('directus_access', 'directus_access.policy', 'directus_permissions.policy')
		.where({ collection, action })
		.where((holder) => {
			void holder.whereIn('directus_access.role', roles).orWhere((everybody) => {
				void everybody.whereNull('directus_access.role').whereNull('directus_access.user');
			});
			if (user) void holder.orWhere('directus_access.user', user);
		})
		.first('directus_permissions.id');

	return permission !== undefined;
}
