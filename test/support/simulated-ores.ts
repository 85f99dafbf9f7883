import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectMeter } from '../../extensions/kilowatch/src/consent/connect-meter.ts';
import type { FinishedConsent } from '../../extensions/kilowatch/src/consent/finish-consent.ts';
import { receiveCallback, tryToFinish } from '../../extensions/kilowatch/src/consent/finish-waiting.ts';
import { startConsent } from '../../extensions/kilowatch/src/consent/start-consent.ts';
import { openGate } from '../../extensions/kilowatch/src/providers/http/call-gate.ts';
import { noBreakers } from '../../extensions/kilowatch/src/providers/http/circuit-breaker.ts';
import type { HttpTools } from '../../extensions/kilowatch/src/providers/http/exchange.ts';
import { createOresProvider } from '../../extensions/kilowatch/src/providers/ores/ores-provider.ts';
import type { Provider } from '../../extensions/kilowatch/src/providers/provider.ts';
import type { ConsentScope } from '../../extensions/kilowatch/src/shared/names.ts';
import { readConsent } from '../../extensions/kilowatch/src/storage/consents.ts';
import { parseKey, type EncryptionKey } from '../../extensions/kilowatch/src/storage/vault/encryption-key.ts';
import { createVault, type Vault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import { agreeAtOres } from '../../scripts/demo/holder.ts';
import { freePort } from '../../scripts/process/ports.ts';
import { providerEnvironment, sandboxEnvironment, startSandbox } from '../../scripts/sandbox.ts';
import type { SchemaForTest } from './schema.ts';

const DIRECTUS_URL = 'http://127.0.0.1:1';

/** What the sandbox has seen of calls to ORES. */
export interface OresCalls {
	tokens: Partial<Record<'authorization_code' | 'refresh_token' | 'refused' | 'faulty', number>>;
	revocations: number;
	data: number;
	last: { path: string; query: string; status: number }[];
}

/** ORES' twin behind HTTP, and the provider that asks it. */
export interface SimulatedOres {
	provider: Provider;
	/** Kilowatch's settings that point to it, for processes of one's own */
	environment: NodeJS.ProcessEnv;
	/** its metering points, by label */
	eans: readonly string[];
	control<Answer>(resource: string, method: string, body?: unknown): Promise<Answer>;
	calls(): Promise<OresCalls>;
	stop(): Promise<void>;
}

export async function startSimulatedOres({
	tokenSeconds,
	tools = {},
}: { tokenSeconds?: number; tools?: Partial<HttpTools> } = {}): Promise<SimulatedOres> {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-ores-'));
	const sandbox = await startSandbox({
		port: await freePort(),
		logFile: path.join(folder, 'sandbox.log'),
		environment: {
			...sandboxEnvironment({ directusUrl: DIRECTUS_URL }),
			...(tokenSeconds === undefined ? {} : { KILOWATCH_SANDBOX_ORES_TOKEN_SECONDS: String(tokenSeconds) }),
		},
	});
	const control = async <Answer>(resource: string, method: string, body?: unknown) => {
		const answer = await fetch(`${sandbox.url}/sandbox/ores/${resource}`, {
			method,
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`);

		return (await answer.json()) as Answer;
	};
	const environment: NodeJS.ProcessEnv = { ...providerEnvironment(sandbox.url), PUBLIC_URL: DIRECTUS_URL };
	const at = (name: string) => new URL(environment[name] ?? '');
	const meters = await control<{ ean: string }[]>('meters', 'GET');

	return {
		provider: createOresProvider(
			{
				apiUrl: at('KILOWATCH_ORES_API_URL'),
				authorizeUrl: at('KILOWATCH_ORES_AUTHORIZE_URL'),
				tokenUrl: at('KILOWATCH_ORES_TOKEN_URL'),
				revokeUrl: at('KILOWATCH_ORES_REVOKE_URL'),
				redirectUri: new URL(`${DIRECTUS_URL}/kilowatch/oauth/ores/callback`),
				clientId: environment.LINKY_ORES_CLIENT_ID ?? '',
				clientSecret: environment.LINKY_ORES_CLIENT_SECRET ?? '',
			},
			{
				fetch,
				now: () => new Date(),
				sleep: () => Promise.resolve(),
				gate: openGate,
				breakers: noBreakers,
				...tools,
			},
		),
		environment,
		eans: meters.map(({ ean }) => ean),
		control,
		calls: () => control('calls', 'GET'),
		async stop() {
			await sandbox.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** A key of the vault, and how the environment has it. */
export function newKey(): { key: EncryptionKey; text: string; vault: Vault } {
	const text = randomBytes(32).toString('hex');
	const key = parseKey(text);
	if (!key) throw new Error('That is no key');

	return { key, text, vault: createVault([key]) };
}

/** A holder on the way to ORES and back, in our code and theirs. */
export interface HolderAtOres {
	device: string;
	consent: string;
	finished: FinishedConsent;
}

/**
 * Connects a meter as the routes do it.
 *
 * @param agreed the metering point that the holder chooses, where it is not the one that was asked for
 */
export async function connectAtOres(
	{ database, building }: SchemaForTest,
	vault: Vault,
	ores: Pick<SimulatedOres, 'provider'>,
	ean: string,
	{
		agreed = ean,
		decision = 'accept',
		scopes = ['daily', 'load_curve'],
	}: { agreed?: string; decision?: 'accept' | 'refuse'; scopes?: readonly ConsentScope[] } = {},
): Promise<HolderAtOres> {
	const { provider } = ores;
	const asked = await connectMeter(database, provider, {
		building,
		pointId: ean,
		scopes,
		label: undefined,
		personal: false,
		requestedBy: null,
	});
	const consent = await readConsent(database, asked.consent);
	if (!consent) throw new Error('There is no consent');
	const { url, state, browserSecret } = await startConsent({ database, vault }, provider, consent, null);
	const { state: returned, ...callback } = Object.fromEntries(
		new URL(await agreeAtOres(url.href, agreed, decision)).searchParams,
	);
	if (returned !== state) throw new Error('The state did not come back');
	const way = await receiveCallback(
		{ database, vault },
		{ state, browserSecret, provider: 'ores' },
		callback,
	);
	if (!way) throw new Error('The way back is lost');
	const context = { database, vault, now: () => new Date() };

	return { ...asked, finished: await tryToFinish(context, provider, way, callback) };
}
