import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { todayOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import type { Meter } from '../meters/meter.ts';
import { readConsentRequest, type ConsentRequest } from './consent-request.ts';
import {
	accountPage,
	ACCOUNT_PATH,
	AUTHORIZE_PATH,
	AUTHORIZE_V1_PATH,
	consentPage,
	consentPageV1,
	LEAVE_PATH,
	leftPage,
	outagePage,
	alreadySharedPage,
	errorPage,
	notFoundPage,
	type HeldMeter,
} from './pages.ts';
import { Refusal } from './refusal.ts';
import type { Shares } from './shares.ts';

export interface ConsentOptions {
	clock: Clock;
	meters: readonly Meter[];
	shares: Shares;
	clientId: string;
	/** fixed per application at the operator, never part of a request */
	redirectUri: string;
	/** the page is out of order */
	isOut?: () => boolean;
	/** whether the last digit of `state` chooses the meters of a test client */
	isPersonaByState?: boolean | undefined;
}

const randomCode = (): string => randomBytes(12).toString('base64url');

/** Several PRMs come in one parameter; clients have seen a comma, too. */
const V1_SEPARATOR = ';';

const queryParameters = ['client_id', 'response_type', 'duration', 'state'];

/** The consent pages v2 and v1, and the holder's account. */
export function consentRoutes({
	clock,
	meters,
	shares,
	clientId,
	redirectUri,
	isOut = () => false,
	isPersonaByState = false,
}: ConsentOptions): Hono {
	const routes = new Hono();
	const today = (): string => todayOf(clock.nowMs());
	const heldMeters = (): HeldMeter[] =>
		meters.map((meter) => ({ meter, share: shares.active(meter.pointId, today()) }));
	const callback = ({ state }: ConsentRequest, answer: Record<string, string>): string => {
		const url = new URL(redirectUri);
		for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
		if (state !== null) url.searchParams.set('state', state);

		return url.href;
	};

	/** The operator's own test environment tells its clients apart by the last digit of the state. */
	const ofPersona = ({ state }: ConsentRequest, held: HeldMeter[]): HeldMeter[] => {
		const digit = isPersonaByState ? /\d$/.exec(state ?? '')?.[0] : undefined;

		return digit === undefined ? held : held.filter(({ meter }) => meter.persona === Number(digit));
	};

	routes.onError((error, context) => {
		if (!(error instanceof Refusal)) throw error;

		return context.html(errorPage(error.code, error.message), error.status);
	});

	routes.use(async (context, next) => {
		await next();
		context.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
		context.header('Cache-Control', 'no-store');
	});

	for (const path of [AUTHORIZE_PATH, AUTHORIZE_V1_PATH])
		routes.get(path, (context) => {
			if (isOut()) return context.html(outagePage(), 503);
			const query = new URL(context.req.url).searchParams;
			const names = [...query.keys()];
			if (names.some((name) => !queryParameters.includes(name)) || new Set(names).size < names.length)
				return context.html(notFoundPage(), 404);

			if (!query.get('response_type')) throw new Refusal(400, 'invalid_request', 'missing_parameter');
			if (query.get('response_type') !== 'code')
				throw new Refusal(400, 'invalid_request', 'Response type parameter is required');
			const request = readConsentRequest(query, clientId, today());

			return context.html(
				path === AUTHORIZE_PATH
					? consentPage(request, heldMeters())
					: consentPageV1(request, ofPersona(request, heldMeters())),
			);
		});

	routes.post(AUTHORIZE_PATH, async (context) => {
		const form = new URLSearchParams(await context.req.text());
		const request = readConsentRequest(form, clientId, today());
		const decision = form.get('decision');
		if (decision === 'refuse')
			return context.redirect(
				callback(request, { error: 'access_denied', error_description: 'access_denied' }),
			);
		if (decision === 'abandon')
			return context.redirect(
				callback(request, { error: 'invalid_request', error_description: 'demande_non_aboutie' }),
			);
		if (decision !== 'approve') throw new Refusal(400, 'invalid_request', 'missing_parameter');

		const held = heldMeters().find(({ meter }) => meter.pointId === form.get('point_id'));
		if (!held) throw new Refusal(400, 'invalid_request', 'unknown_point');
		if (held.share) return context.html(alreadySharedPage(), 409);

		const { autorisationId } = shares.grant(held.meter.pointId, today(), request.endDate);

		return context.redirect(callback(request, { autorisation_id: String(autorisationId) }));
	});

	routes.post(AUTHORIZE_V1_PATH, async (context) => {
		const form = new URLSearchParams(await context.req.text());
		const request = readConsentRequest(form, clientId, today());
		const decision = form.get('decision');
		if (decision === 'refuse')
			return context.redirect(
				callback(request, { error: 'access_denied', error_description: 'access_denied' }),
			);
		const chosen = [...new Set(form.getAll('point_id'))];
		if (decision !== 'approve' || chosen.length === 0)
			throw new Refusal(400, 'invalid_request', 'missing_parameter');
		const held = heldMeters().filter(({ meter }) => chosen.includes(meter.pointId));
		if (held.length < chosen.length) throw new Refusal(400, 'invalid_request', 'unknown_point');
		if (held.some(({ share }) => share)) return context.html(alreadySharedPage(), 409);
		for (const { meter } of held) {
			shares.grant(meter.pointId, today(), request.endDate);
			if (meter.isRevokedAtOnce) shares.delete(meter.pointId);
		}

		// The code is of no use since the token is the application's own.
		return context.redirect(
			callback(request, { code: randomCode(), usage_point_id: chosen.join(V1_SEPARATOR) }),
		);
	});

	routes.get(LEAVE_PATH, (context) => context.html(leftPage()));

	routes.get(ACCOUNT_PATH, (context) => context.html(accountPage(heldMeters())));

	routes.post(ACCOUNT_PATH, async (context) => {
		shares.delete(new URLSearchParams(await context.req.text()).get('point_id') ?? '');

		return context.redirect(ACCOUNT_PATH, 303);
	});

	return routes;
}
