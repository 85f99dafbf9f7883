import path from 'node:path';
import { freePort } from '../../scripts/process/ports.ts';
import {
	demoLimits,
	providerEnvironment,
	sandboxEnvironment,
	startSandbox,
	type Sandbox,
} from '../../scripts/sandbox.ts';
import { startTestServer, type TestServer } from './directus.ts';
import { startRecordingProxy, type RecordingProxy } from './recording-proxy.ts';

/** A Directus that reaches the sandbox through a proxy, which sees every call and every token. */
export interface RecordedServer {
	proxy: RecordingProxy;
	server: TestServer;
	sandbox: Sandbox;
	stop(): Promise<void>;
}

/** @param environment settings of Directus beside those of the operator */
export async function startRecordedServer(environment: NodeJS.ProcessEnv): Promise<RecordedServer> {
	const proxy = await startRecordingProxy();
	const server = await startTestServer({
		sandbox: false,
		environment: { ...providerEnvironment(proxy.url), ...demoLimits.directus, ...environment },
	});
	const sandbox = await startSandbox({
		port: await freePort(),
		logFile: path.join(server.project.folder, 'sandbox.log'),
		environment: { ...sandboxEnvironment({ directusUrl: server.url }), ...demoLimits.sandbox },
	});
	proxy.forwardTo(sandbox.url);

	return {
		proxy,
		server,
		sandbox,
		async stop() {
			await server.stop();
			await sandbox.stop();
			await proxy.stop();
		},
	};
}
