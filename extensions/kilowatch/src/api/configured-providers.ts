import type { HttpTools } from '../providers/http/exchange.ts';
import { createProviderRegistry, type ProviderRegistry } from '../providers/registry.ts';
import type { Environment } from './environment.ts';

/** The providers as the environment has them; one without credentials is off. */
export function configuredProviders(environment: Environment, tools: HttpTools): ProviderRegistry {
	return createProviderRegistry(
		{
			enedis: {
				clientId: environment.LINKY_ENEDIS_CLIENT_ID,
				clientSecret: environment.LINKY_ENEDIS_CLIENT_SECRET,
				api: environment.KILOWATCH_ENEDIS_API,
				apiUrl: environment.KILOWATCH_ENEDIS_API_URL,
				consentUrl: environment.KILOWATCH_ENEDIS_CONSENT_URL,
				callsPerSecond: environment.KILOWATCH_ENEDIS_CALLS_PER_SECOND,
				callsPerHour: environment.KILOWATCH_ENEDIS_CALLS_PER_HOUR,
			},
		},
		tools,
	);
}
