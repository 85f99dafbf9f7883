import { Hono } from 'hono';
import { todayOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import type { Meter } from '../meters/meter.ts';
import { readConsentRequest, type ConsentRequest } from './consent-request.ts';
import {
	accountPage,
	ACCOUNT_PATH,
	AUTHORIZE_PATH,
	consentPage,
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
}

const queryParameters = ['client_id', 'response_type', 'duration', 'state'];

/** The consent page v2 and the holder's account. */
export function consentRoutes({ clock, meters, shares, clientId, redirectUri }: ConsentOptions): Hono {
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

	routes.onError((error, context) => {
		if (!(error instanceof Refusal)) throw error;

		return context.html(errorPage(error.code, error.message), error.status);
	});

	routes.use(async (context, next) => {
		await next();
		context.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
		context.header('Cache-Control', 'no-store');
	});

	routes.get(AUTHORIZE_PATH, (context) => {
		const query = new URL(context.req.url).searchParams;
		const names = [...query.keys()];
		if (names.some((name) => !queryParameters.includes(name)) || new Set(names).size < names.length)
			return context.html(notFoundPage(), 404);

		if (!query.get('response_type')) throw new Refusal(400, 'invalid_request', 'missing_parameter');
		if (query.get('response_type') !== 'code')
			throw new Refusal(400, 'invalid_request', 'Response type parameter is required');

		return context.html(consentPage(readConsentRequest(query, clientId, today()), heldMeters()));
	});

	routes.post(AUTHORIZE_PATH, async (context) => {
		const form = new URLSearchParams(await context.req.text());
		const request = readConsentRequest(form, clientId, today());
		const decision = form.get('decision');
		if (decision === 'refuse')
			return context.redirect(
				callback(request, { error: 'access_denied', error_description: 'access_denied' }),
			);
		if (decision !== 'approve') throw new Refusal(400, 'invalid_request', 'missing_parameter');

		const held = heldMeters().find(({ meter }) => meter.pointId === form.get('point_id'));
		if (!held) throw new Refusal(400, 'invalid_request', 'unknown_point');
		if (held.share) return context.html(alreadySharedPage(), 409);

		const { autorisationId } = shares.grant(held.meter.pointId, today(), request.endDate);

		return context.redirect(callback(request, { autorisation_id: String(autorisationId) }));
	});

	routes.get(ACCOUNT_PATH, (context) => context.html(accountPage(heldMeters())));

	routes.post(ACCOUNT_PATH, async (context) => {
		shares.delete(new URLSearchParams(await context.req.text()).get('point_id') ?? '');

		return context.redirect(ACCOUNT_PATH, 303);
	});

	return routes;
}
