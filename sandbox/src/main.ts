import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { dateOf, dayNumberOf, todayOf } from './calendar.ts';
import { createClock, type Clock } from './clock.ts';
import type { CallLimits } from './enedis/call-limits.ts';
import { builtInMeters } from './meters/built-in.ts';
import { csvMeters } from './meters/csv.ts';
import type { Meter } from './meters/meter.ts';
import { personaMeters } from './meters/personas.ts';
import { createSandbox } from './server.ts';
import { readSettings, type Settings } from './settings.ts';
import { oresStateSchema } from './ores/ores-operator.ts';
import { readShares, readState, writeShares, writeState } from './state-file.ts';

const HOST = '127.0.0.1';
const SHUTDOWN_TIMEOUT_MS = 2_000;

function metersFor(settings: Settings, clock: Clock): Meter[] {
	const path = settings.KILOWATCH_SANDBOX_DATA;
	if (path === undefined)
		return [...builtInMeters(), ...(settings.KILOWATCH_SANDBOX_PERSONAS ? personaMeters() : [])];
	const yesterday = dateOf(dayNumberOf(todayOf(clock.nowMs())) - 1);
	try {
		return csvMeters(readFileSync(path), settings.KILOWATCH_SANDBOX_SHIFT, yesterday);
	} catch (error) {
		throw new Error(`${path}: ${messageOf(error)}`, { cause: error });
	}
}

function callLimitsOf(settings: Settings): Partial<CallLimits> {
	const perSecond = settings.KILOWATCH_SANDBOX_CALLS_PER_SECOND;
	const perHour = settings.KILOWATCH_SANDBOX_CALLS_PER_HOUR;

	return { ...(perSecond === undefined ? {} : { perSecond }), ...(perHour === undefined ? {} : { perHour }) };
}

function start(settings: Settings): void {
	const startAt = settings.KILOWATCH_SANDBOX_NOW;
	const clock = createClock(Date.now, startAt === undefined ? null : Date.parse(startAt));
	const statePath = settings.KILOWATCH_SANDBOX_STATE;
	const oresStatePath = statePath && `${statePath}.ores`;
	const sandbox = createSandbox({
		clock,
		meters: metersFor(settings, clock),
		api: settings.KILOWATCH_SANDBOX_API,
		clientId: settings.KILOWATCH_SANDBOX_CLIENT_ID,
		clientSecret: settings.KILOWATCH_SANDBOX_CLIENT_SECRET,
		redirectUri: settings.KILOWATCH_SANDBOX_REDIRECT_URI,
		emptyServiceLists: settings.KILOWATCH_SANDBOX_EMPTY_LISTS,
		callLimits: callLimitsOf(settings),
		servicesPerPage: settings.KILOWATCH_SANDBOX_SERVICES_PER_PAGE,
		tokenSeconds: settings.KILOWATCH_SANDBOX_TOKEN_SECONDS,
		isTokenLifeText: settings.KILOWATCH_SANDBOX_TOKEN_LIFE_AS_TEXT,
		isPersonaByState: settings.KILOWATCH_SANDBOX_PERSONA_BY_STATE,
		...(statePath === undefined
			? {}
			: {
					initialShares: readShares(statePath),
					onSharesChange: (shares) => writeShares(statePath, shares),
				}),
		ores: {
			redirectUri: settings.KILOWATCH_SANDBOX_ORES_REDIRECT_URI,
			tokenSeconds: settings.KILOWATCH_SANDBOX_ORES_TOKEN_SECONDS,
			...(oresStatePath === undefined
				? {}
				: {
						initial: readState(oresStatePath, oresStateSchema),
						onChange: (state) => writeState(oresStatePath, state),
					}),
		},
	});

	const server = serve({ fetch: sandbox.fetch, hostname: HOST, port: settings.PORT }, ({ port }) => {
		console.log(`Sandbox ready: http://${HOST}:${port}`);
		const { perSecond, perHour } = callLimitsOf(settings);
		if (perSecond !== undefined || perHour !== undefined)
			console.log(
				`Call limits changed: ${perSecond ?? 'the operator’s'} a second, ${perHour ?? 'the operator’s'} an hour; the operator allows 5 and 1,000.`,
			);
	});
	server.on('error', (error: NodeJS.ErrnoException) => {
		fail(
			error.code === 'EADDRINUSE'
				? `port ${settings.PORT} is in use; choose another with PORT=…`
				: messageOf(error),
		);
	});

	const stop = (): void => {
		server.close(() => process.exit(0));
		setTimeout(() => process.exit(0), SHUTDOWN_TIMEOUT_MS).unref();
	};
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function fail(message: string): never {
	console.error(`The sandbox cannot start: ${message}`);
	process.exit(1);
}

try {
	start(readSettings(process.env));
} catch (error) {
	fail(messageOf(error));
}
