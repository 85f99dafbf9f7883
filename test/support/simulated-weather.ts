import { openGate } from '../../extensions/kilowatch/src/providers/http/call-gate.ts';
import { noBreakers } from '../../extensions/kilowatch/src/providers/http/circuit-breaker.ts';
import type { HttpTools } from '../../extensions/kilowatch/src/providers/http/exchange.ts';
import { createOpenMeteoProvider } from '../../extensions/kilowatch/src/providers/weather/open-meteo/open-meteo-provider.ts';
import type { WeatherProvider } from '../../extensions/kilowatch/src/providers/weather/weather-provider.ts';
import { createClock } from '../../sandbox/src/clock.ts';
import type { OpenMeteoFaults } from '../../sandbox/src/open-meteo/open-meteo-faults.ts';
import { createOpenMeteo } from '../../sandbox/src/open-meteo/open-meteo-service.ts';

/** Open-Meteo's twin in this very process, and the provider that asks it. */
export interface SimulatedWeather {
	provider: WeatherProvider;
	/** both sides' moment; may be changed */
	clock: { now: Date };
	setFaults(faults: Partial<OpenMeteoFaults>): Promise<void>;
	/** the addresses asked for since the last time */
	takeCalls(): Promise<{ path: string; query: URLSearchParams; status: number }[]>;
}

export function simulateWeather(now: string, tools: Partial<HttpTools> = {}): SimulatedWeather {
	const clock = { now: new Date(now) };
	const service = createOpenMeteo(createClock(() => clock.now.getTime()));
	const provider = createOpenMeteoProvider(
		{ url: new URL('http://weather.example.org'), apiKey: undefined },
		{
			fetch: async (address) => {
				const { pathname, search } = new URL(address instanceof Request ? address.url : address);

				return service.routes.request(pathname + search);
			},
			now: () => clock.now,
			sleep: () => Promise.resolve(),
			gate: openGate,
			breakers: noBreakers,
			...tools,
		},
	);

	return {
		provider,
		clock,
		async setFaults(faults) {
			const { status } = await service.control.request('/faults', {
				method: 'PUT',
				body: JSON.stringify(faults),
			});
			if (status !== 200) throw new Error('The sandbox does not know these faults');
		},
		async takeCalls() {
			const answer = await service.control.request('/calls');
			const { last } = (await answer.json()) as { last: { path: string; query: string; status: number }[] };
			await service.control.request('/calls', { method: 'DELETE' });

			return last.map(({ path, query, status }) => ({ path, query: new URLSearchParams(query), status }));
		},
	};
}
