import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { dateOf, dayNumberOf, todayOf } from './calendar.ts';
import { createClock, type Clock } from './clock.ts';
import { builtInMeters } from './meters/built-in.ts';
import { csvMeters } from './meters/csv.ts';
import type { Meter } from './meters/meter.ts';
import { createSandbox } from './server.ts';
import { readSettings, type Settings } from './settings.ts';
import { readShares, writeShares } from './state-file.ts';

const HOST = '127.0.0.1';
const SHUTDOWN_TIMEOUT_MS = 2_000;

function metersFor(settings: Settings, clock: Clock): Meter[] {
	const path = settings.KILOWATCH_SANDBOX_DATA;
	if (path === undefined) return builtInMeters();
	const yesterday = dateOf(dayNumberOf(todayOf(clock.nowMs())) - 1);
	try {
		return csvMeters(readFileSync(path), settings.KILOWATCH_SANDBOX_SHIFT, yesterday);
	} catch (error) {
		throw new Error(`${path}: ${messageOf(error)}`, { cause: error });
	}
}

function start(settings: Settings): void {
	const startAt = settings.KILOWATCH_SANDBOX_NOW;
	const clock = createClock(Date.now, startAt === undefined ? null : Date.parse(startAt));
	const statePath = settings.KILOWATCH_SANDBOX_STATE;
	const sandbox = createSandbox({
		clock,
		meters: metersFor(settings, clock),
		clientId: settings.KILOWATCH_SANDBOX_CLIENT_ID,
		clientSecret: settings.KILOWATCH_SANDBOX_CLIENT_SECRET,
		redirectUri: settings.KILOWATCH_SANDBOX_REDIRECT_URI,
		emptyServiceLists: settings.KILOWATCH_SANDBOX_EMPTY_LISTS,
		...(statePath === undefined
			? {}
			: {
					initialShares: readShares(statePath),
					onSharesChange: (shares) => writeShares(statePath, shares),
				}),
	});

	const server = serve({ fetch: sandbox.fetch, hostname: HOST, port: settings.PORT }, ({ port }) => {
		console.log(`Sandbox ready: http://${HOST}:${port}`);
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
