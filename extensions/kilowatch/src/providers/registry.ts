import type { ProviderState } from '../shared/http-contract/buildings.ts';
import type { ApiCircuit } from '../shared/http-contract/status.ts';
import type { ProviderName } from '../shared/names.ts';
import { createEnedisProvider, type EnedisApiName } from './enedis/enedis-provider.ts';
import type { HttpTools } from './http/exchange.ts';
import { createOresProvider, type OresSettings } from './ores/ores-provider.ts';
import type { Provider } from './provider.ts';

/** What the server is told about the operators; an absent or empty credential leaves its provider off. */
export interface ProviderConfiguration {
	enedis: {
		/** the generation of its API */
		api: EnedisApiName;
		apiUrl: URL;
		consentUrl: URL;
		clientId: string | undefined;
		clientSecret: string | undefined;
		callsPerSecond: number;
		/** `undefined`: what the operator allows */
		callsPerHour: number | undefined;
	};
	/** off until all but the last is there: the operator has published no API, so there are no defaults */
	ores: {
		clientId?: string | undefined;
		clientSecret?: string | undefined;
		redirectUri?: URL | undefined;
		apiUrl?: URL | undefined;
		authorizeUrl?: URL | undefined;
		tokenUrl?: URL | undefined;
		revokeUrl?: URL | undefined;
	};
}

export interface ProviderRegistry {
	/** the providers that can be asked */
	providers: ReadonlyMap<ProviderName, Provider>;
	/** every provider that could be, with the environment variables it lacks */
	states: ProviderState[];
	/** whether their APIs answer, as this process sees it now */
	circuits: () => ApiCircuit[];
}

/** The providers that the configuration allows. */
export function createProviderRegistry(
	configuration: ProviderConfiguration,
	tools: HttpTools,
): ProviderRegistry {
	const providers = new Map<ProviderName, Provider>();
	const { clientId, clientSecret, ...settings } = configuration.enedis;
	if (clientId && clientSecret) {
		providers.set('enedis', createEnedisProvider({ ...settings, clientId, clientSecret }, tools));
	}
	const { ores } = configuration;
	const oresSettings = wholeOres(ores);
	if (oresSettings) providers.set('ores', createOresProvider(oresSettings, tools));

	const state = (
		name: ProviderName,
		note: ProviderState['note'],
		variables: Readonly<Record<string, unknown>>,
	): ProviderState => ({
		name,
		configured: providers.has(name),
		missing: Object.keys(variables).filter((variable) => !variables[variable]),
		note,
	});

	return {
		providers,
		states: [
			state('enedis', null, {
				LINKY_ENEDIS_CLIENT_ID: clientId,
				LINKY_ENEDIS_CLIENT_SECRET: clientSecret,
			}),
			state('ores', 'no_public_api', {
				LINKY_ORES_CLIENT_ID: ores.clientId,
				LINKY_ORES_CLIENT_SECRET: ores.clientSecret,
				LINKY_ORES_REDIRECT_URI: ores.redirectUri,
				KILOWATCH_ORES_API_URL: ores.apiUrl,
				KILOWATCH_ORES_AUTHORIZE_URL: ores.authorizeUrl,
				KILOWATCH_ORES_TOKEN_URL: ores.tokenUrl,
			}),
		],
		circuits: () => tools.breakers.circuits(),
	};
}

/** `undefined` as long as something is missing. */
function wholeOres(ores: ProviderConfiguration['ores']): OresSettings | undefined {
	const { clientId, clientSecret, redirectUri, apiUrl, authorizeUrl, tokenUrl, revokeUrl } = ores;
	if (!clientId || !clientSecret || !redirectUri || !apiUrl || !authorizeUrl || !tokenUrl) return undefined;

	return { clientId, clientSecret, redirectUri, apiUrl, authorizeUrl, tokenUrl, revokeUrl };
}
