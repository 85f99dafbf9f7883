import type { ApiCircuit, ProviderState } from '../shared/http-contract.ts';
import type { ProviderName } from '../shared/names.ts';
import { createEnedisProvider, type EnedisApiName } from './enedis/enedis-provider.ts';
import type { HttpTools } from './http/exchange.ts';
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
	const { clientId, clientSecret, ...settings } = configuration.enedis;
	const missing = [
		...(clientId ? [] : ['LINKY_ENEDIS_CLIENT_ID']),
		...(clientSecret ? [] : ['LINKY_ENEDIS_CLIENT_SECRET']),
	];
	const providers = new Map<ProviderName, Provider>();
	if (clientId && clientSecret) {
		providers.set('enedis', createEnedisProvider({ ...settings, clientId, clientSecret }, tools));
	}

	return {
		providers,
		states: [{ name: 'enedis', configured: missing.length === 0, missing }],
		circuits: () => tools.breakers.circuits(),
	};
}
