import { z } from 'zod';
import { apiGenerationSchema } from './enedis/api-generation.ts';

const shiftSchema = z
	.string()
	.regex(/^(weeks|none|-?\d+)$/, 'must be weeks, none or a whole number of weeks')
	.transform((text) => (text === 'weeks' || text === 'none' ? text : Number(text)));

const schema = z.object({
	PORT: z.coerce.number().int().min(0).max(65_535).default(8060),
	KILOWATCH_SANDBOX_REDIRECT_URI: z
		.url({ protocol: /^https?$/ })
		.default('http://127.0.0.1:8055/kilowatch/oauth/enedis/callback'),
	KILOWATCH_SANDBOX_CLIENT_ID: z.string().default('sandbox-client'),
	KILOWATCH_SANDBOX_CLIENT_SECRET: z.string().default('sandbox-secret'),
	KILOWATCH_SANDBOX_NOW: z.iso.datetime({ offset: true }).optional(),
	KILOWATCH_SANDBOX_DATA: z.string().optional(),
	KILOWATCH_SANDBOX_SHIFT: shiftSchema.default('weeks'),
	KILOWATCH_SANDBOX_API: apiGenerationSchema.default('both'),
	KILOWATCH_SANDBOX_PERSONAS: z.stringbool().default(true),
	KILOWATCH_SANDBOX_STATE: z.string().optional(),
	KILOWATCH_SANDBOX_CALLS_PER_SECOND: z.coerce.number().positive().optional(),
	KILOWATCH_SANDBOX_CALLS_PER_HOUR: z.coerce.number().int().positive().optional(),
	KILOWATCH_SANDBOX_SERVICES_PER_PAGE: z.coerce.number().int().min(1).optional(),
	KILOWATCH_SANDBOX_TOKEN_SECONDS: z.coerce.number().int().min(1).optional(),
	KILOWATCH_SANDBOX_TOKEN_LIFE_AS_TEXT: z.stringbool().default(false),
	KILOWATCH_SANDBOX_PERSONA_BY_STATE: z.stringbool().default(false),
	KILOWATCH_SANDBOX_ORES_REDIRECT_URI: z
		.url({ protocol: /^https?$/ })
		.default('http://127.0.0.1:8055/kilowatch/oauth/ores/callback'),
	KILOWATCH_SANDBOX_ORES_TOKEN_SECONDS: z.coerce.number().int().min(1).optional(),
	KILOWATCH_SANDBOX_EMPTY_LISTS: z.coerce.number().int().min(0).default(1),
});

export type Settings = z.infer<typeof schema>;

/**
 * Reads the settings; an empty variable counts as absent.
 *
 * @throws Error that names the variable and what is wrong with it
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
	const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;

	throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}
