import { endpoint } from '../http/endpoint.ts';
import type { HttpAnswer, HttpTools } from '../http/exchange.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { Provider, ProviderWindow, WindowOutcome } from '../provider.ts';
import { apiName } from './api-name.ts';
import { completeConsent } from './consent/complete-consent.ts';
import { parseCurve } from './curve/parse-curve.ts';
import { createEnedisApi, limitOf } from './enedis-api.ts';
import { generation2026 } from './generation-2026/generation-2026.ts';
import { generationV5 } from './generation-v5/generation-v5.ts';
import { quantities, type Generation } from './generation.ts';
import { parsePeaks } from './parse-peaks.ts';
import { parseTotals } from './parse-totals.ts';
import { enedisRules } from './rules.ts';
import { createTokenSource } from './token-source.ts';

/** The API in force since autumn 2026, and the one before it. */
export type EnedisApiName = '2026' | 'v5';

const generations: Readonly<Record<EnedisApiName, Generation>> = { '2026': generation2026, v5: generationV5 };

export interface EnedisSettings {
	api: EnedisApiName;
	/** base of the API gateway */
	apiUrl: URL;
	/** base of the consent page's host */
	consentUrl: URL;
	clientId: string;
	clientSecret: string;
	/** calls a second of each API */
	callsPerSecond: number;
	/** calls an hour of each API; `undefined`: what Enedis allows in this generation */
	callsPerHour: number | undefined;
}

/** Enedis Data Connect: consent, measures and contract of the generation that is set. */
export function createEnedisProvider(settings: EnedisSettings, tools: HttpTools): Provider {
	const generation = generations[settings.api];
	const callLimits = generation.apis.map((name) => ({
		name: apiName(name),
		callsPerSecond: settings.callsPerSecond,
		callsPerHour: settings.callsPerHour ?? generation.callsPerHour,
	}));
	const api = createEnedisApi(settings.apiUrl, createTokenSource(settings, tools), callLimits, tools);

	return {
		rules: enedisRules,
		callLimits,
		callLimitOf: (measure) => limitOf(callLimits, generation.measurePaths[measure]),

		authorizationUrl({ state, months }) {
			if (!Number.isInteger(months) || months < 1 || months > enedisRules.maxConsentMonths) {
				throw new RangeError(
					`A consent lasts 1 to ${enedisRules.maxConsentMonths} whole months, not ${months}`,
				);
			}
			if (state === '' || state.length > 100) throw new RangeError('A state has 1 to 100 characters');
			return endpoint(settings.consentUrl, generation.consentPath, {
				client_id: settings.clientId,
				response_type: 'code',
				state,
				duration: `P${months}M`,
			});
		},

		completeConsent(callback, signal) {
			return completeConsent(callback, api, tools, signal);
		},

		async fetchWindow(window, signal) {
			const outcome = await api(generation.windowRequest(window), signal);
			if (outcome.kind === 'failure') return { kind: 'failure', failure: outcome.failure };

			return readWindow(generation, outcome.answer, window);
		},

		fetchContract: (pointId, signal) => generation.readContract(api, pointId, signal),
	};
}

function readWindow(
	generation: Generation,
	answer: Pick<HttpAnswer, 'text' | 'bytes'>,
	window: ProviderWindow,
): WindowOutcome {
	const rules = enedisRules.measures[window.measure];
	if (!rules) throw new RangeError(`Enedis has no ${window.measure}`);

	return readAnswer('Enedis', answer, (text) => {
		const points = generation.readPoints(text, window);
		const { kind } = quantities[window.measure];

		return {
			metric: rules.metric,
			register: rules.register,
			readings: kind === 'curve' ? parseCurve(points, window) : [],
			dayTotals:
				kind === 'total' ? parseTotals(points, window) : kind === 'peak' ? parsePeaks(points, window) : [],
		};
	});
}
