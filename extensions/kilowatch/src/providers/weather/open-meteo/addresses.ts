import type { Place } from '../../../domain/weather/place.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { WeatherRequest } from '../weather-provider.ts';

/** The service's own hosts: history has one of its own beside each. Elsewhere all is at one address. */
const FORECAST_HOST = /^(customer-)?api\.open-meteo\.com$/;

/** Whether it is the free service, whose limits hold and whose terms are for non-commercial use. */
export function isFreeService(url: URL, apiKey: string | undefined): boolean {
	return url.hostname.endsWith('open-meteo.com') && apiKey === undefined;
}

const VARIABLES = ['temperature_2m_mean', 'temperature_2m_min', 'temperature_2m_max'];

/**
 * The address that answers a request.
 *
 * @param today at the place: the days of the forecast are counted from it
 */
export function addressOf(
	{ place, from, to, kind }: WeatherRequest,
	{ url, apiKey, today }: { url: URL; apiKey: string | undefined; today: string },
): URL {
	const common = { ...placeQuery(place), daily: VARIABLES.join(','), ...(apiKey ? { apikey: apiKey } : {}) };
	if (kind === 'settled') {
		const lastDate = new Date(Date.parse(to) - DAY_MS).toISOString().slice(0, 10);

		return endpoint(historyUrl(url), '/v1/archive', { ...common, start_date: from, end_date: lastDate });
	}
	const pastDays = Math.round((Date.parse(today) - Date.parse(from)) / DAY_MS);

	return endpoint(url, '/v1/forecast', { ...common, past_days: String(pastDays), forecast_days: '1' });
}

const DAY_MS = 86_400_000;

function placeQuery({ latitude, longitude, timeZone }: Place): Record<string, string> {
	return { latitude: latitude.toFixed(2), longitude: longitude.toFixed(2), timezone: timeZone };
}

function historyUrl(url: URL): URL {
	if (!FORECAST_HOST.test(url.hostname)) return url;
	const history = new URL(url);
	history.hostname = url.hostname.replace(/api\./, 'archive-api.');

	return history;
}
