import { z } from 'zod';

/** How the gateway answers in the API's place. */
const faultKinds = [
	/** 500 with a plain text, as it happens there */
	'plain_500',
	'unavailable_503',
	/** a proxy's page */
	'html_504',
	/** 401, as after a token was taken back */
	'unauthorized',
	/** a success that is no JSON */
	'garbage',
	/** nothing, until the caller gives up or the time is over */
	'hang',
	/** the connection is closed before an answer */
	'close',
	/** the connection is closed in the middle of one */
	'half_body',
] as const;

export type FaultKind = (typeof faultKinds)[number];

const DEFAULT_HANG_MS = 60_000;

export const gatewayFaultsSchema = z.strictObject({
	/** APIs that the application has no subscription to */
	notSubscribed: z.array(z.string()).default([]),
	/** what the next so many calls get, of all APIs or of one */
	next: z
		.strictObject({
			kind: z.enum(faultKinds),
			calls: z.int().min(1),
			api: z.string().optional(),
			hangMs: z.int().min(0).default(DEFAULT_HANG_MS),
		})
		.nullable()
		.default(null),
	/** plain-text 500s among the answers, the same ones for the same seed */
	random: z
		.strictObject({ probability: z.number().min(0).max(1), seed: z.int().default(1) })
		.nullable()
		.default(null),
	/** the consent page answers 503 */
	consentOutage: z.boolean().default(false),
});

export type GatewayFaults = z.output<typeof gatewayFaultsSchema>;

export const noGatewayFaults: GatewayFaults = gatewayFaultsSchema.parse({});
