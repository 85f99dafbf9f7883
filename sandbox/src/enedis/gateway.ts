import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Clock } from '../clock.ts';
import { noise } from '../hash.ts';
import { createCallCounter, operatorLimits, type CallLimits } from './call-limits.ts';
import { noGatewayFaults, type FaultKind, type GatewayFaults } from './gateway-faults.ts';

/** Each API has limits and a subscription of its own; the rest of the paths are no APIs. */
const generationOfApi: Readonly<Record<string, keyof typeof operatorLimits>> = {
	subscribed_services: '2026',
	mesure_synchrone_auto: '2026',
	situation_contrat_auto: '2026',
	synth_contrat_auto: '2026',
	comptage_auto: '2026',
	donnees_generales_auto: '2026',
	alimentation_auto: '2026',
	metering_data_dc: 'v5',
	metering_data_clc: 'v5',
	metering_data_dcmp: 'v5',
	metering_data_dp: 'v5',
	metering_data_plc: 'v5',
	customers_upc: 'v5',
	customers_upa: 'v5',
	customers_i: 'v5',
	customers_cd: 'v5',
};

export interface GatewayOptions {
	clock: Clock;
	/** in place of the operator's own */
	limits?: Partial<CallLimits> | undefined;
}

/** A call as the gateway saw it. */
export interface SeenCall {
	api: string;
	method: string;
	path: string;
	/** without the token, which is in a header */
	query: string;
	at: string;
}

/** What stands before the operator's APIs: limits, subscriptions, and trouble of its own. */
export interface Gateway {
	middleware: MiddlewareHandler;
	faults: GatewayFaults;
	/** calls of each API since the last reset, refused ones too, and the newest */
	calls(): { total: Record<string, number>; last: SeenCall[] };
	forgetCalls(): void;
}

const KEPT_CALLS = 100;

export function createGateway({ clock, limits = {} }: GatewayOptions): Gateway {
	const counter = createCallCounter();
	let seen: SeenCall[] = [];
	let total: Record<string, number> = {};
	let calls = 0;

	const gateway: Gateway = {
		faults: noGatewayFaults,
		calls: () => ({ total, last: seen }),
		forgetCalls: () => {
			seen = [];
			total = {};
			counter.forget();
		},
		middleware: async (context, next) => {
			const url = new URL(context.req.url);
			const api = url.pathname.split('/')[1] ?? '';
			const generation = generationOfApi[api];
			if (!generation) return next();
			const nowMs = clock.nowMs();
			calls += 1;
			total = { ...total, [api]: (total[api] ?? 0) + 1 };
			const at = new Date(nowMs).toISOString();
			const call = { api, method: context.req.method, path: url.pathname, query: url.search, at };
			seen = [...seen, call].slice(-KEPT_CALLS);

			const verdict = counter.take(api, { ...operatorLimits[generation], ...limits }, nowMs);
			if (!verdict.isAllowed)
				return generation === '2026' ? throttled(context, verdict) : quotaReached(context, verdict);
			if (gateway.faults.notSubscribed.includes(api)) return notSubscribed(context);

			const { next: fault, random } = gateway.faults;
			if (fault && (fault.api ?? api) === api) {
				const left = fault.calls - 1;
				gateway.faults = { ...gateway.faults, next: left > 0 ? { ...fault, calls: left } : null };

				return answerFault(context, fault.kind, fault.hangMs);
			}
			if (random && noise(random.seed, calls) < random.probability)
				return answerFault(context, 'plain_500', 0);

			return next();
		},
	};

	return gateway;
}

interface Exceeded {
	exceeded: 'second' | 'hour';
	allowedAtMs: number;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-Jul-17 05:00:00+0000 UTC`, the next whole second */
function gatewayMoment(ms: number): string {
	const moment = new Date(Math.ceil(ms / 1000) * 1000);
	const [date = '', time = ''] = moment.toISOString().slice(0, 19).split('T');
	const [year, , day] = date.split('-');

	return `${year}-${months[moment.getUTCMonth()]}-${day} ${time}+0000 UTC`;
}

function throttled(context: Context, { allowedAtMs }: Exceeded): Response {
	const nextAccessTime = gatewayMoment(allowedAtMs);

	return context.json(
		{
			code: '900804',
			message: 'Message throttled out',
			description: `You have exceeded your quota .You can access API after ${nextAccessTime}`,
			nextAccessTime,
		},
		429,
	);
}

/** The former generation's services answer by themselves, with a time of day in Paris. */
function quotaReached(context: Context, { exceeded, allowedAtMs }: Exceeded): Response {
	const time = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', timeStyle: 'medium' });
	const moment = time.format(Math.ceil(allowedAtMs / 1000) * 1000);

	return context.json(
		{
			error: `Quota ${exceeded === 'second' ? 'Q3' : 'Q4'} reached`,
			error_description: `Call threshold allowed on ${moment}`,
		},
		429,
	);
}

const notSubscribed = (context: Context): Response =>
	context.json(
		{
			code: '900908',
			message: 'Resource forbidden ',
			description: 'User is NOT authorized to access the Resource. API Subscription validation failed.',
		},
		403,
	);

async function answerFault(context: Context, kind: FaultKind, hangMs: number): Promise<Response> {
	switch (kind) {
		case 'plain_500':
			return context.text('Internal Server error', 500);
		case 'unavailable_503':
			return context.json({ code: '303001', message: 'Service Unavailable' }, 503);
		case 'html_504':
			return context.html('<html><head><title>504 Gateway Time-out</title></head><body></body></html>', 504);
		case 'unauthorized':
			return context.json({ code: '900901', message: 'Invalid Credentials' }, 401);
		case 'garbage':
			return context.text('\u0000\u0001 not what was asked for {', 200);
		case 'hang':
			await new Promise((resolve) => setTimeout(resolve, hangMs).unref());

			return context.text('', 504);
		case 'close':
		case 'half_body':
			return breakOff(context, kind === 'half_body');
	}
}

/** Only behind a real server is there a connection to break. */
function breakOff(context: Context, isAnswerBegun: boolean): Response {
	const { outgoing } = context.env as HttpBindings;
	if (isAnswerBegun) {
		outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '4096' });
		outgoing.write('{"idPrm":"', () => outgoing.destroy());
	} else outgoing.destroy();

	return RESPONSE_ALREADY_SENT;
}

/** Lets everything pass the gateway first. */
export function putBehind(app: Hono, gateway: Gateway): void {
	app.use('*', gateway.middleware);
}
