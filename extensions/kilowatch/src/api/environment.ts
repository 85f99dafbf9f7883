import { IANAZone } from 'luxon';
import { z } from 'zod';
import { isCronExpression } from '../sync/schedule.ts';
import { parseKey, parseKeys, type EncryptionKey } from '../storage/vault/encryption-key.ts';
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

/** For what secrets travel to: never in the open, but for a simulator on this machine. */
const secureUrl = text.transform((value, context) => {
	if (value === undefined) return undefined;
	const read = URL.parse(value);
	const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(read?.hostname ?? '');
	if (read?.protocol === 'https:' || (read?.protocol === 'http:' && isHere)) return read;
	context.addIssue({ code: 'custom', message: 'must be an absolute https URL' });

	return z.NEVER;
});

const count = (fallback: number, smallest: number, largest: number) =>
	z.preprocess(
		(value) => (value === '' ? undefined : value),
		z.coerce
			.number({ message: 'must be a whole number' })
			.int({ message: 'must be a whole number' })
			.min(smallest, { message: `must be at least ${smallest}` })
			.max(largest, { message: `must be at most ${largest}` })
			.default(fallback),
	);

const MAX_CALLS_PER_SECOND = 1000;

/** Calls a second; a part of one is one every few seconds. */
const rate = (fallback: number) =>
	z.preprocess(
		(value) => (value === '' ? undefined : value),
		z.coerce
			.number({ message: 'must be a number' })
			.gt(0, { message: 'must be more than 0' })
			.max(MAX_CALLS_PER_SECOND, { message: `must be at most ${MAX_CALLS_PER_SECOND}` })
			.default(fallback),
	);

const MAX_MONTHS = 1200;
const MAX_WORKERS = 32;

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
	KILOWATCH_DATA_LOCATION: text,
	LINKY_ENEDIS_CLIENT_ID: text,
	LINKY_ENEDIS_CLIENT_SECRET: text,
	KILOWATCH_ENEDIS_API: text.pipe(z.enum(['2026', 'v5'], { message: 'must be 2026 or v5' }).default('2026')),
	KILOWATCH_ENEDIS_API_URL: url('https://gw.ext.prod.api.enedis.fr'),
	KILOWATCH_ENEDIS_CONSENT_URL: url('https://mon-compte-particulier.enedis.fr'),
	KILOWATCH_ENEDIS_CALLS_PER_SECOND: rate(4),
	KILOWATCH_ENEDIS_CALLS_PER_HOUR: z.preprocess(
		(value) => (value === '' ? undefined : value),
		z.coerce
			.number({ message: 'must be a whole number' })
			.int({ message: 'must be a whole number' })
			.min(1, { message: 'must be at least 1' })
			.optional(),
	),
	LINKY_ORES_CLIENT_ID: text,
	LINKY_ORES_CLIENT_SECRET: text,
	LINKY_ORES_REDIRECT_URI: secureUrl,
	KILOWATCH_ORES_API_URL: secureUrl,
	KILOWATCH_ORES_AUTHORIZE_URL: secureUrl,
	KILOWATCH_ORES_TOKEN_URL: secureUrl,
	KILOWATCH_ORES_REVOKE_URL: secureUrl,
	KILOWATCH_OPEN_METEO_URL: secureUrl,
	KILOWATCH_OPEN_METEO_API_KEY: text,
	IOT_ENCRYPTION_KEY: text.transform((value, context): EncryptionKey | undefined => {
		if (value === undefined) return undefined;
		const key = parseKey(value);
		if (!key)
			context.addIssue({ code: 'custom', message: 'must be 32 bytes, as base64 or 64 hex characters' });

		return key;
	}),
	KILOWATCH_OLD_ENCRYPTION_KEYS: text.transform((value, context): EncryptionKey[] => {
		const keys = parseKeys(value ?? '');
		if (keys) return keys;
		context.addIssue({
			code: 'custom',
			message: 'must be keys as base64 or hex, each as key or id:key, separated by commas',
		});

		return z.NEVER;
	}),
	KILOWATCH_SYNC_CRON: text
		.default('0 2 * * *')
		.refine(isCronExpression, { message: 'must be a cron expression such as 0 2 * * *' }),
	KILOWATCH_TIMEZONE: text
		.default('Europe/Paris')
		.refine((value) => IANAZone.isValidZone(value), { message: 'must be a time zone such as Europe/Paris' }),
	KILOWATCH_WORKERS: count(2, 0, MAX_WORKERS),
	KILOWATCH_READINGS_MONTHS: count(24, 1, MAX_MONTHS),
	KILOWATCH_DAILY_MONTHS: count(36, 1, MAX_MONTHS),
	KILOWATCH_AUDIT_MONTHS: count(36, 1, MAX_MONTHS),
	KILOWATCH_IMPORT_MAX_BYTES: count(536_870_912, 1, Number.MAX_SAFE_INTEGER),
	KILOWATCH_SCOPE: text.pipe(z.enum(rightsScopes, { message: 'must be all or assigned' }).default('all')),
	KILOWATCH_AUTO_MIGRATE: flag(true),
});

/** What a mistaken variable becomes where its default would open what was meant to be closed. */
const closed: Readonly<Record<string, unknown>> = {
	KILOWATCH_SCOPE: 'assigned',
	KILOWATCH_AUTO_MIGRATE: false,
};

/**
 * Reads and checks the environment.
 *
 * @returns the settings, and each mistake as a sentence that names its variable; a mistaken variable takes its
 *   default, or what is safest, so that one typing error does not stop everything. Mistakes never repeat the value: it
 *   may be a secret.
 */
export function readEnvironment(env: Readonly<Record<string, unknown>>): {
	environment: Environment;
	mistakes: string[];
} {
	const first = schema.safeParse(env);
	if (first.success) return { environment: first.data, mistakes: [] };

	const wrong = new Set(first.error.issues.map((issue) => String(issue.path[0])));
	const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !wrong.has(name)));
	const safe = Object.fromEntries(Object.entries(closed).filter(([name]) => wrong.has(name)));

	return {
		environment: schema.parse({ ...rest, ...safe }),
		mistakes: first.error.issues.map((issue) => {
			const name = String(issue.path[0]);
			const instead = name in closed ? JSON.stringify(closed[name]) : 'its default';

			return `${name} ${issue.message}; ${instead} is used`;
		}),
	};
}
