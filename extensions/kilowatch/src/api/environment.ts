import { IANAZone } from 'luxon';
import { z } from 'zod';
import { isCronExpression } from '../sync/schedule.ts';
import { parseKey, type EncryptionKey } from '../storage/vault/encryption-key.ts';
import { rightsScopes } from '../shared/names.ts';

/** Kilowatch's settings, typed, out of Directus' parsed environment. */
export type Environment = z.infer<typeof schema>;

/** Directus casts what looks like a number, an array or a boolean; the text is wanted back. */
const text = z.preprocess((value) => {
	if (value == null || value === '') return undefined;
	if (Array.isArray(value)) return value.join(',');

	return typeof value === 'string' ? value : JSON.stringify(value);
}, z.string().optional());

const url = (fallback: string) =>
	text.transform((value, context) => {
		try {
			return new URL(value ?? fallback);
		} catch {
			context.addIssue({ code: 'custom', message: 'must be an absolute URL' });

			return z.NEVER;
		}
	});

const months = (fallback: number) => z.coerce.number().int().min(1).max(1200).default(fallback);

const flag = (fallback: boolean) =>
	text.transform((value, context) => {
		if (value === undefined) return fallback;
		if (value === 'true') return true;
		if (value === 'false') return false;
		context.addIssue({ code: 'custom', message: 'must be true or false' });

		return z.NEVER;
	});

const schema = z.object({
	PUBLIC_URL: text,
	LINKY_ENEDIS_CLIENT_ID: text,
	LINKY_ENEDIS_CLIENT_SECRET: text,
	KILOWATCH_ENEDIS_API_URL: url('https://gw.ext.prod.api.enedis.fr'),
	KILOWATCH_ENEDIS_CONSENT_URL: url('https://mon-compte-particulier.enedis.fr'),
	IOT_ENCRYPTION_KEY: text.transform((value, context): EncryptionKey | undefined => {
		if (value === undefined) return undefined;
		const key = parseKey(value);
		if (!key)
			context.addIssue({ code: 'custom', message: 'must be 32 bytes, as base64 or 64 hex characters' });

		return key;
	}),
	KILOWATCH_SYNC_CRON: text
		.default('0 2 * * *')
		.refine(isCronExpression, { message: 'must be a cron expression such as 0 2 * * *' }),
	KILOWATCH_TIMEZONE: text
		.default('Europe/Paris')
		.refine((value) => IANAZone.isValidZone(value), { message: 'must be a time zone such as Europe/Paris' }),
	KILOWATCH_WORKERS: z.coerce.number().int().min(0).max(32).default(2),
	KILOWATCH_READINGS_MONTHS: months(24),
	KILOWATCH_DAILY_MONTHS: months(36),
	KILOWATCH_AUDIT_MONTHS: months(36),
	KILOWATCH_SCOPE: z.enum(rightsScopes).default('all'),
	KILOWATCH_AUTO_MIGRATE: flag(true),
});

/**
 * Reads and checks the environment.
 *
 * @returns the settings, and each mistake as a sentence that names its variable; a mistaken variable takes its
 *   default, so that one typing error does not stop everything. Mistakes never repeat the value: it may be a secret.
 */
export function readEnvironment(env: Readonly<Record<string, unknown>>): {
	environment: Environment;
	mistakes: string[];
} {
	const first = schema.safeParse(env);
	if (first.success) return { environment: first.data, mistakes: [] };

	const wrong = new Set(first.error.issues.map((issue) => String(issue.path[0])));
	const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !wrong.has(name)));

	return {
		environment: schema.parse(rest),
		mistakes: first.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`),
	};
}
