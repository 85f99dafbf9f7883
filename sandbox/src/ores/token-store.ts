import type { Adapter, AdapterPayload } from 'oidc-provider';
import { z } from 'zod';

const entrySchema = z.object({
	model: z.string(),
	id: z.string(),
	payload: z.record(z.string(), z.unknown()),
	/** milliseconds since 1970 UTC; null = never */
	expiresAtMs: z.number().nullable(),
});

/** What the authorization server keeps of a consent. */
export const tokenEntriesSchema = z.array(entrySchema);

type Entry = z.infer<typeof entrySchema>;

/** What a restart must not take away; the rest belongs to a browser's few minutes. */
const kept = new Set(['Grant', 'AccessToken', 'RefreshToken']);

/** Keeps the authorization server's tokens; none is ever given twice. */
export interface TokenStore {
	adapter: (model: string) => Adapter;
	revokeGrant(grantId: string): void;
}

/**
 * @param initial entries of an earlier run
 * @param onChange called with all entries that are worth keeping after each change of one
 */
export function createTokenStore(
	initial: readonly Entry[] = [],
	onChange: (entries: Entry[]) => void = () => undefined,
): TokenStore {
	const entries = new Map(initial.map((entry) => [keyOf(entry), entry]));
	const changed = (model: string) => {
		if (kept.has(model))
			onChange([...entries.values()].filter((entry) => kept.has(entry.model) && isAlive(entry)));
	};
	const find = (model: string, id: string): AdapterPayload | undefined => {
		const entry = entries.get(keyOf({ model, id }));

		return entry && isAlive(entry) ? entry.payload : undefined;
	};
	const findBy = (model: string, field: string, value: string): AdapterPayload | undefined =>
		[...entries.values()].find(
			(entry) => entry.model === model && entry.payload[field] === value && isAlive(entry),
		)?.payload;
	const revokeGrant = (grantId: string) => {
		for (const [key, entry] of entries)
			if (entry.payload.grantId === grantId || (entry.model === 'Grant' && entry.id === grantId))
				entries.delete(key);
		changed('Grant');
	};

	return {
		revokeGrant,
		// The library waits for a promise of each.
		adapter: (model) => ({
			upsert: (id, payload, expiresIn) => {
				const expiresAtMs = expiresIn === undefined ? null : Date.now() + expiresIn * 1000;
				entries.set(keyOf({ model, id }), { model, id, payload: { ...payload }, expiresAtMs });
				changed(model);

				return Promise.resolve();
			},
			find: (id) => Promise.resolve(find(model, id)),
			findByUid: (uid) => Promise.resolve(findBy(model, 'uid', uid)),
			findByUserCode: (userCode) => Promise.resolve(findBy(model, 'userCode', userCode)),
			consume: (id) => {
				const entry = entries.get(keyOf({ model, id }));
				if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
				changed(model);

				return Promise.resolve();
			},
			destroy: (id) => {
				entries.delete(keyOf({ model, id }));
				changed(model);

				return Promise.resolve();
			},
			revokeByGrantId: (grantId) => {
				for (const [key, entry] of entries)
					if (entry.model === model && entry.payload.grantId === grantId) entries.delete(key);
				changed(model);

				return Promise.resolve();
			},
		}),
	};
}

const keyOf = ({ model, id }: Pick<Entry, 'model' | 'id'>): string => `${model} ${id}`;

const isAlive = ({ expiresAtMs }: Entry): boolean => expiresAtMs === null || Date.now() < expiresAtMs;
