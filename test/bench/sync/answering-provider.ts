import { createEnedisProvider } from '../../../extensions/kilowatch/src/providers/enedis/enedis-provider.ts';
import { openGate } from '../../../extensions/kilowatch/src/providers/http/call-gate.ts';
import { noBreakers } from '../../../extensions/kilowatch/src/providers/http/circuit-breaker.ts';
import type { Provider } from '../../../extensions/kilowatch/src/providers/provider.ts';

/** Enedis' provider with the answers at hand, by the day they begin with: no network is in what is measured. */
export function answeringProvider(answerFrom: (date: string) => string): Provider {
	const url = new URL('https://operator.example.org');

	return createEnedisProvider(
		{
			api: '2026',
			apiUrl: url,
			consentUrl: url,
			clientId: 'bench',
			clientSecret: 'bench',
			callsPerSecond: 1000,
			callsPerHour: undefined,
		},
		{
			fetch: (input) => {
				const from = new URL(input instanceof Request ? input.url : input).searchParams.get('dateDebut');

				return Promise.resolve(
					from === null
						? Response.json({ access_token: 'bench', expires_in: 12_600 })
						: new Response(answerFrom(from)),
				);
			},
			now: () => new Date(),
			sleep: () => Promise.resolve(),
			breakers: noBreakers,
			gate: openGate,
		},
	);
}
