import { endpoint } from '../providers/http/endpoint.ts';
import type { HttpTools } from '../providers/http/exchange.ts';
import { createProviderRegistry, type ProviderRegistry } from '../providers/registry.ts';
import { createOpenMeteoProvider } from '../providers/weather/open-meteo/open-meteo-provider.ts';
import type { WeatherProvider } from '../providers/weather/weather-provider.ts';
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
			ores: {
				clientId: environment.LINKY_ORES_CLIENT_ID,
				clientSecret: environment.LINKY_ORES_CLIENT_SECRET,
				redirectUri: environment.LINKY_ORES_REDIRECT_URI ?? callbackUrl(environment.PUBLIC_URL),
				apiUrl: environment.KILOWATCH_ORES_API_URL,
				authorizeUrl: environment.KILOWATCH_ORES_AUTHORIZE_URL,
				tokenUrl: environment.KILOWATCH_ORES_TOKEN_URL,
				revokeUrl: environment.KILOWATCH_ORES_REVOKE_URL,
			},
		},
		tools,
	);
}

/** Who is asked for the weather; `undefined` until an address is set, for it is told where the buildings stand. */
export function configuredWeather(environment: Environment, tools: HttpTools): WeatherProvider | undefined {
	const { KILOWATCH_OPEN_METEO_URL: url, KILOWATCH_OPEN_METEO_API_KEY: apiKey } = environment;

	return url && createOpenMeteoProvider({ url, apiKey }, tools);
}

/** Where ORES sends a holder back to; `undefined` where this Directus does not know its own address. */
function callbackUrl(publicUrl: string | undefined): URL | undefined {
	const root = publicUrl === undefined ? undefined : URL.parse(publicUrl);

	return root ? endpoint(root, '/kilowatch/oauth/ores/callback') : undefined;
}
