import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEnedisProvider } from '../../extensions/kilowatch/src/providers/enedis/enedis-provider.ts';
import type { Provider } from '../../extensions/kilowatch/src/providers/provider.ts';
import { freePort } from '../../scripts/process/ports.ts';
import { demoLimits, providerEnvironment, sandboxEnvironment, startSandbox } from '../../scripts/sandbox.ts';
import { openGate } from '../../extensions/kilowatch/src/providers/http/call-gate.ts';
import { noBreakers } from '../../extensions/kilowatch/src/providers/http/circuit-breaker.ts';
import type { HttpTools } from '../../extensions/kilowatch/src/providers/http/exchange.ts';

/** The sandbox behind HTTP, with raised limits and a clock of its own, and the provider that asks it. */
export interface SimulatedOperator {
	url: string;
	provider: Provider;
	/** Asks the sandbox's control API; throws what it has to say against it. */
	control<Answer>(resource: string, method: string, body?: unknown): Promise<Answer>;
	/** The holder shares a meter with our application. */
	share(pointId: string): Promise<void>;
	stop(): Promise<void>;
}

/**
 * @param now the operator's and the provider's moment, ISO 8601 with offset
 * @param options.tools in place of an open gate and no breakers
 * @param options.limits the sandbox's settings of its limits
 */
export async function startSimulatedOperator(
	now: string,
	{
		tools = {},
		limits = demoLimits.sandbox,
	}: { tools?: Partial<HttpTools>; limits?: NodeJS.ProcessEnv | undefined } = {},
): Promise<SimulatedOperator> {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-operator-'));
	const sandbox = await startSandbox({
		port: await freePort(),
		logFile: path.join(folder, 'sandbox.log'),
		environment: {
			...sandboxEnvironment({ directusUrl: 'http://127.0.0.1:1' }),
			...limits,
			KILOWATCH_SANDBOX_NOW: now,
		},
	});
	const environment = providerEnvironment(sandbox.url);
	const provider = createEnedisProvider(
		{
			api: '2026',
			apiUrl: new URL(sandbox.url),
			consentUrl: new URL(sandbox.url),
			clientId: environment.LINKY_ENEDIS_CLIENT_ID ?? '',
			clientSecret: environment.LINKY_ENEDIS_CLIENT_SECRET ?? '',
			callsPerSecond: 1,
			callsPerHour: undefined,
		},
		{
			fetch,
			now: () => new Date(now),
			sleep: () => Promise.resolve(),
			gate: openGate,
			breakers: noBreakers,
			...tools,
		},
	);

	return {
		url: sandbox.url,
		provider,
		async control<Answer>(resource: string, method: string, body?: unknown) {
			const answer = await fetch(`${sandbox.url}/sandbox/${resource}`, {
				method,
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});
			if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`);

			return (await answer.json()) as Answer;
		},
		async share(pointId) {
			const page = provider.authorizationUrl({ state: 'test', months: 36 });
			const form = { point_id: pointId, decision: 'approve', ...Object.fromEntries(page.searchParams) };
			const answer = await fetch(page.origin + page.pathname, {
				method: 'POST',
				body: new URLSearchParams(form),
				redirect: 'manual',
			});
			if (answer.status !== 302) throw new Error(`Sharing ${pointId} answered ${answer.status}`);
		},
		async stop() {
			await sandbox.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
