import { endpoint } from '../http/endpoint.ts';
import type { HttpTools } from '../http/exchange.ts';
import type { Measure, MeasuredSeries, Provider, ProviderWindow, WindowOutcome } from '../provider.ts';
import { completeConsent } from './complete-consent.ts';
import { createEnedisApi } from './enedis-api.ts';
import { parseDaily } from './parse-daily.ts';
import { parseLoadCurve } from './parse-load-curve.ts';
import { enedisRules } from './rules.ts';
import { createTokenSource } from './token-source.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

export interface EnedisSettings {
	/** base of the API gateway */
	apiUrl: URL;
	/** base of the consent page's host */
	consentUrl: URL;
	clientId: string;
	clientSecret: string;
}

const paths: Readonly<Record<Measure, `/${string}`>> = {
	daily: '/mesure_synchrone_auto/v2/consommation_quotidienne',
	load_curve: '/mesure_synchrone_auto/v2/courbe_de_charge_consommation',
};

/** Enedis Data Connect, generation 2026: consent page v2, and the measures of consumption. */
export function createEnedisProvider(settings: EnedisSettings, tools: HttpTools): Provider {
	const api = createEnedisApi(settings.apiUrl, createTokenSource(settings, tools), tools);

	return {
		rules: enedisRules,

		authorizationUrl({ state, months }) {
			if (!Number.isInteger(months) || months < 1 || months > enedisRules.maxConsentMonths) {
				throw new RangeError(
					`A consent lasts 1 to ${enedisRules.maxConsentMonths} whole months, not ${months}`,
				);
			}
			if (state === '' || state.length > 100) throw new RangeError('A state has 1 to 100 characters');
			return endpoint(settings.consentUrl, '/dataconnect/v2/oauth2/authorize', {
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
			const outcome = await api(
				{
					path: paths[window.measure],
					query: { pointId: window.pointId, dateDebut: window.from, dateFin: window.to },
				},
				signal,
			);
			if (outcome.kind === 'failure') return { kind: 'failure', failure: outcome.failure };
			return readWindow(outcome.answer.text, outcome.answer.bytes, window);
		},
	};
}

function readWindow(text: string, bytes: number, window: ProviderWindow): WindowOutcome {
	try {
		const series: MeasuredSeries = {
			metric: 'consumption',
			register: 'total',
			readings: window.measure === 'load_curve' ? parseLoadCurve(text, window) : [],
			dayTotals: window.measure === 'daily' ? parseDaily(text, window) : [],
		};
		if (series.readings.length + series.dayTotals.length > 0)
			return { kind: 'data', series: [series], bytes };
		return {
			kind: 'failure',
			failure: {
				class: 'no_data',
				code: 'no_values',
				message: 'Enedis answered without a single value for these days',
			},
		};
	} catch (error) {
		if (error instanceof UnexpectedShape) return { kind: 'failure', failure: error.failure };
		throw error;
	}
}
