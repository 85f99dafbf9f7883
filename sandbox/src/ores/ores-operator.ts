import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono, type Context } from 'hono';
import { DateTime } from 'luxon';
import type { Provider } from 'oidc-provider';
import { z } from 'zod';
import { todayOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import { createAuthorizationServer, createSeenTokenCalls, HOLDER } from './authorization-server.ts';
import { oresConsentPage, oresErrorPage } from './consent-pages.ts';
import { oresConsentSchema, type OresConsent } from './ores-consents.ts';
import { oresControl } from './ores-control.ts';
import { oresMeasureRoutes, type SeenDataCalls } from './ores-measures.ts';
import type { OresMeter } from './ores-meters.ts';
import { createTokenStore, tokenEntriesSchema } from './token-store.ts';

/** Where the operator is on the sandbox' server. */
const ROOT = '/ores';

/** What outlives a restart. */
export const oresStateSchema = z.strictObject({
	tokens: tokenEntriesSchema,
	consents: z.array(oresConsentSchema),
});

export type OresState = z.infer<typeof oresStateSchema>;

export interface OresOptions {
	clock: Clock;
	meters: readonly OresMeter[];
	clientId: string;
	clientSecret: string;
	/** where the consent page sends the holder back to, as the application has registered it */
	redirectUri: string;
	/** for how long an access token is good, in seconds */
	tokenSeconds?: number | undefined;
	/** of an earlier run */
	initial?: OresState | undefined;
	/** called with all of it after each change */
	onChange?: (state: OresState) => void;
}

export interface OresOperator {
	/** to be put at `/ores`; needs a real server below it */
	routes: Hono;
	/** to be put at `/sandbox/ores` */
	control: Hono;
}

const USUAL_TOKEN_SECONDS = 3_600;
const CONSENT_YEARS = 3;

/** ORES as it is assumed to be, for it has published no API: OAuth2 for each consent, and an API of measures. */
export function createOresOperator({
	clock,
	meters,
	clientId,
	clientSecret,
	redirectUri,
	tokenSeconds = USUAL_TOKEN_SECONDS,
	initial,
	onChange = () => undefined,
}: OresOptions): OresOperator {
	const state: OresState = { tokens: initial?.tokens ?? [], consents: initial?.consents ?? [] };
	const store = createTokenStore(state.tokens, (tokens) => {
		state.tokens = tokens;
		onChange(state);
	});
	const seen = createSeenTokenCalls();
	const data: SeenDataCalls = { total: 0, last: [] };
	let server: Provider | undefined;

	/** Made at the first call, which says where the server is. */
	const serverAt = (context: Context): Provider =>
		(server ??= createAuthorizationServer({
			issuer: new URL(ROOT, context.req.url).href,
			clientId,
			clientSecret,
			redirectUri,
			tokenSeconds,
			store,
			seen,
		}));

	const consentOf = async (accessToken: string): Promise<OresConsent | undefined> => {
		const token = await server?.AccessToken.find(accessToken);

		return state.consents.find(({ grantId }) => grantId === token?.grantId);
	};

	const routes = new Hono();
	routes.route('/v1', oresMeasureRoutes({ clock, meters, consentOf, seen: data, trouble: seen }));

	routes.all('/oauth/*', async (context) => {
		const { incoming, outgoing } = context.env as HttpBindings;
		const request: IncomingMessage & { originalUrl?: string } = incoming;
		request.originalUrl = request.url ?? '';
		request.url = request.originalUrl.slice(ROOT.length);
		await serverAt(context).callback()(request, outgoing);

		return RESPONSE_ALREADY_SENT;
	});

	routes.use('/consent/*', async (context, next) => {
		await next();
		context.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
		context.header('Cache-Control', 'no-store');
	});

	routes.get('/consent/:uid', async (context) => {
		const { incoming, outgoing } = context.env as HttpBindings;
		const isAsked = await serverAt(context)
			.interactionDetails(incoming, outgoing)
			.then(
				() => true,
				() => false,
			);

		return isAsked
			? context.html(oresConsentPage(clientId, meters))
			: context.html(
					oresErrorPage('Cette demande n’est plus valable : recommencez depuis l’application.'),
					400,
				);
	});

	routes.post('/consent/:uid', async (context) => {
		const { incoming, outgoing } = context.env as HttpBindings;
		const form = new URLSearchParams(await context.req.text());
		const decision = form.get('decision');
		const eans = [...new Set(form.getAll('ean'))];
		const finish = async (result: Parameters<Provider['interactionFinished']>[2]): Promise<Response> => {
			await serverAt(context).interactionFinished(incoming, outgoing, result);

			return RESPONSE_ALREADY_SENT;
		};
		if (decision === 'refuse') {
			return finish({ error: 'access_denied', error_description: 'The holder has refused.' });
		}
		const isKnown = eans.every((ean) => meters.some((meter) => meter.ean === ean));
		if (decision !== 'accept' || eans.length === 0 || !isKnown) {
			return context.html(oresErrorPage('Choisissez au moins un point de fourniture.'), 400);
		}

		const { Grant } = serverAt(context);
		const grant = new Grant({ accountId: HOLDER, clientId });
		grant.addOIDCScope('consumption');
		const grantId = await grant.save();
		const today = DateTime.fromISO(todayOf(clock.nowMs()), { zone: 'utc' });
		state.consents = [
			...state.consents,
			{
				grantId,
				consentId: `C-${randomBytes(6).toString('hex')}`,
				eans,
				validUntil: today.plus({ years: CONSENT_YEARS }).minus({ days: 1 }).toFormat('yyyy-MM-dd'),
			},
		];
		onChange(state);

		return finish({ login: { accountId: HOLDER }, consent: { grantId } });
	});

	return {
		routes,
		control: oresControl({
			meters,
			seen,
			data,
			consents: () => state.consents,
			revoke: (consent) => {
				store.revokeGrant(consent.grantId);
				state.consents = state.consents.filter((one) => one !== consent);
				onChange(state);
			},
		}),
	};
}
