import path from 'node:path';
import { waitForAnswer } from './directus/server.ts';
import { nodeProgram, rootFolder } from './paths.ts';
import { startService, type Service } from './process/service.ts';

export interface Sandbox extends Service {
	/** without a slash at its end */
	url: string;
}

export interface SandboxOptions {
	port: number;
	logFile: string;
	/** the sandbox' own settings */
	environment?: NodeJS.ProcessEnv;
}

const clientId = 'kilowatch-sandbox';
const clientSecret = 'kilowatch-sandbox-secret';

/** The sandbox' settings that make it know our application, whose callback is at this Directus. */
export function sandboxEnvironment({ directusUrl }: { directusUrl: string }): NodeJS.ProcessEnv {
	return {
		KILOWATCH_SANDBOX_CLIENT_ID: clientId,
		KILOWATCH_SANDBOX_CLIENT_SECRET: clientSecret,
		KILOWATCH_SANDBOX_REDIRECT_URI: `${directusUrl}/kilowatch/oauth/enedis/callback`,
		KILOWATCH_SANDBOX_ORES_REDIRECT_URI: `${directusUrl}/kilowatch/oauth/ores/callback`,
	};
}

/** Calls that the demo's operator takes; the real one takes 5 a second and 1,000 an hour, which would be an hour for nine meters. */
const demoCallsPerSecond = 200;

/** Settings of both sides with which the demo's history comes in minutes instead of hours. */
export const demoLimits = {
	sandbox: {
		KILOWATCH_SANDBOX_CALLS_PER_SECOND: String(demoCallsPerSecond),
		KILOWATCH_SANDBOX_CALLS_PER_HOUR: String(demoCallsPerSecond * 3600),
	},
	directus: {
		KILOWATCH_ENEDIS_CALLS_PER_SECOND: String(demoCallsPerSecond / 2),
		KILOWATCH_ENEDIS_CALLS_PER_HOUR: String(demoCallsPerSecond * 3600),
	},
} as const;

/** Kilowatch's settings that make it read from the sandbox instead of the operators. */
export function providerEnvironment(sandboxUrl: string): NodeJS.ProcessEnv {
	return {
		LINKY_ENEDIS_CLIENT_ID: clientId,
		LINKY_ENEDIS_CLIENT_SECRET: clientSecret,
		KILOWATCH_ENEDIS_API_URL: sandboxUrl,
		KILOWATCH_ENEDIS_CONSENT_URL: sandboxUrl,
		LINKY_ORES_CLIENT_ID: clientId,
		LINKY_ORES_CLIENT_SECRET: clientSecret,
		KILOWATCH_ORES_API_URL: `${sandboxUrl}/ores`,
		KILOWATCH_ORES_AUTHORIZE_URL: `${sandboxUrl}/ores/oauth/authorize`,
		KILOWATCH_ORES_TOKEN_URL: `${sandboxUrl}/ores/oauth/token`,
		KILOWATCH_ORES_REVOKE_URL: `${sandboxUrl}/ores/oauth/revoke`,
		KILOWATCH_OPEN_METEO_URL: `${sandboxUrl}/open-meteo`,
	};
}

/** Starts the simulator of the grid operators and waits until it answers. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
	const service = await startService({
		name: 'sandbox',
		file: nodeProgram,
		arguments: [path.join(rootFolder, 'sandbox/src/main.ts')],
		cwd: rootFolder,
		environment: { ...process.env, ...options.environment, PORT: String(options.port) },
		logFile: options.logFile,
	});
	const url = `http://127.0.0.1:${options.port}`;
	try {
		await waitForAnswer(service, `${url}/health`, 60_000);
	} catch (error) {
		await service.stop();
		throw error;
	}
	return { ...service, url };
}
