import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { Clock } from './clock.ts';
import { controlRoutes } from './control.ts';
import { serveGeneration, type ApiGeneration, type ServedApi } from './enedis/api-generation.ts';
import type { CallLimits } from './enedis/call-limits.ts';
import { consentRoutes } from './enedis/consent.ts';
import { contractRoutes } from './enedis/contract-routes.ts';
import { customerRoutes } from './enedis/customer-routes.ts';
import { gatewayControl } from './enedis/gateway-control.ts';
import { createGateway, putBehind } from './enedis/gateway.ts';
import { createMeasureReader } from './enedis/measure-reader.ts';
import { measureRoutesV5 } from './enedis/measures-v5.ts';
import { measureRoutes } from './enedis/measures.ts';
import { createShares, type Share } from './enedis/shares.ts';
import { subscribedServices } from './enedis/subscribed-services.ts';
import { tokenRoutes } from './enedis/token-routes.ts';
import { createTokens } from './enedis/tokens.ts';
import { createFaultStore } from './faults.ts';
import type { Meter } from './meters/meter.ts';
import { createOpenMeteo } from './open-meteo/open-meteo-service.ts';
import { createOresOperator, type OresOptions } from './ores/ores-operator.ts';
import { oresMeters } from './ores/ores-meters.ts';

export interface SandboxOptions {
	clock: Clock;
	meters: readonly Meter[];
	clientId: string;
	clientSecret: string;
	/** where the consent page sends the holder back to: fixed per application, as at the operator */
	redirectUri: string;
	/** how many service lists are empty after a consent */
	emptyServiceLists?: number;
	/** which generations are served at first */
	api?: ApiGeneration;
	/** calls of each API, in place of the operator's own limits */
	callLimits?: Partial<CallLimits> | undefined;
	servicesPerPage?: number | undefined;
	/** for how long an access token is good, in seconds */
	tokenSeconds?: number | undefined;
	/** whether `expires_in` is a text */
	isTokenLifeText?: boolean | undefined;
	/** whether the last digit of `state` chooses a test client's meters on the consent page v1 */
	isPersonaByState?: boolean | undefined;
	/** shares of an earlier run */
	initialShares?: readonly Share[];
	/** called with all shares after each change */
	onSharesChange?: (shares: Share[]) => void;
	/** a new unguessable text each time */
	makeToken?: () => string;
	/** the other operator, ORES: where its consent page sends holders back to, and what it keeps over a restart */
	ores?: Partial<Pick<OresOptions, 'redirectUri' | 'tokenSeconds' | 'initial' | 'onChange'>>;
}

/**
 * The operators' APIs as an app that answers in process or behind a server: both generations of Enedis', and what is
 * assumed of ORES', whose authorization needs a server; and Open-Meteo's temperatures.
 */
export function createSandbox({
	clock,
	meters: givenMeters,
	clientId,
	clientSecret,
	redirectUri,
	emptyServiceLists = 1,
	api = 'both',
	callLimits,
	servicesPerPage,
	tokenSeconds,
	isTokenLifeText,
	isPersonaByState,
	initialShares = [],
	onSharesChange = () => undefined,
	makeToken = () => randomBytes(24).toString('base64url'),
	ores,
}: SandboxOptions): Hono {
	// Copies, as the control API may change them.
	const meters = givenMeters.map((meter) => ({ ...meter }));
	if (new Set(meters.map(({ pointId }) => pointId)).size < meters.length)
		throw new Error('two meters have the same PRM');

	const app = new Hono();
	const served: ServedApi = { generation: api };
	const faults = createFaultStore();
	const tokens = createTokens(() => clock.nowMs(), makeToken, tokenSeconds);
	const shares = createShares({
		clientId,
		emptyServiceLists,
		initial: initialShares,
		onChange: onSharesChange,
	});

	app.get('/health', (context) => context.json({ status: 'ok', meters: meters.length }));
	const gateway = createGateway({ clock, limits: callLimits });
	putBehind(app, gateway);
	app.use('*', serveGeneration(served));
	app.route('/sandbox', controlRoutes({ clock, meters, shares, faults, served }));
	app.route('/sandbox', gatewayControl(gateway));
	app.route('/oauth2/v3', tokenRoutes({ clientId, clientSecret, tokens, isLifeText: isTokenLifeText }));
	app.route('/subscribed_services', subscribedServices({ clock, shares, tokens, meters, servicesPerPage }));
	app.route('/', contractRoutes({ clock, meters, shares, tokens }));
	app.route('/', customerRoutes({ clock, meters, shares, tokens }));
	const read = createMeasureReader({ clock, meters, shares, faults });
	app.route('/mesure_synchrone_auto/v2', measureRoutes({ read, faults, tokens }));
	app.route('/', measureRoutesV5({ clock, read, faults, tokens }));
	app.route(
		'/',
		consentRoutes({
			clock,
			meters,
			shares,
			clientId,
			redirectUri,
			isPersonaByState,
			isOut: () => gateway.faults.consentOutage,
		}),
	);
	const oresOperator = createOresOperator({
		redirectUri,
		...ores,
		clock,
		meters: oresMeters(),
		clientId,
		clientSecret,
	});
	app.route('/ores', oresOperator.routes);
	app.route('/sandbox/ores', oresOperator.control);
	const openMeteo = createOpenMeteo(clock, callLimits?.perHour === undefined);
	app.route('/open-meteo', openMeteo.routes);
	app.route('/sandbox/open-meteo', openMeteo.control);
	app.notFound((context) =>
		context.json({ code: '404', message: 'Not Found', description: 'No such resource in the sandbox.' }, 404),
	);

	return app;
}
