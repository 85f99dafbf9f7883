import { randomPKCECodeVerifier } from 'openid-client';
import { DateTime } from 'luxon';
import type { HttpAnswer, HttpTools } from '../http/exchange.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { ConsentTokens, Measure, Provider, ProviderWindow, WindowOutcome } from '../provider.ts';
import { completeConsent } from './complete-consent.ts';
import { readCredentials, writeCredentials } from './credentials.ts';
import { createOauthClient, type OauthClient, type OauthSettings } from './oauth-client.ts';
import { createOresApi } from './ores-api.ts';
import { readCurve, readTotals } from './read-window.ts';
import { meteringLimit, oresRules, TIME_ZONE } from './rules.ts';

export interface OresSettings extends OauthSettings {
	/** base of the API of measures */
	apiUrl: URL;
}

const paths: Readonly<Partial<Record<Measure, `/${string}`>>> = {
	daily: '/v1/consumption_daily',
	daily_production: '/v1/production_daily',
	load_curve: '/v1/consumption_load_curve',
	production_load_curve: '/v1/production_load_curve',
};

/** ORES (Wallonia) by an assumed contract: the operator has published no API (`docs/providers.md`). */
export function createOresProvider(settings: OresSettings, tools: HttpTools): Provider {
	const oauth = createOauthClient(settings, tools);
	const api = createOresApi(settings.apiUrl, tools);

	return {
		rules: oresRules,
		callLimits: [meteringLimit],
		callLimitOf: () => meteringLimit,
		tokens: createTokens(oauth, tools.now),

		authorizationUrl({ state, verifier }) {
			if (state === '' || state.length > 100) throw new RangeError('A state has 1 to 100 characters');
			if (verifier === undefined) throw new RangeError('A way to ORES has a verifier');

			return oauth.authorizationUrl({ state, verifier });
		},

		completeConsent: (callback, signal, secrets = {}) =>
			completeConsent(callback, secrets, { oauth, api, now: tools.now }, signal),

		async fetchWindow(window, signal, access) {
			if (!access) throw new TypeError('ORES is asked with the tokens of a consent');
			const outcome = await api(windowRequest(window), access, signal);

			return outcome.kind === 'failure' ? outcome : readWindow(outcome.answer, window);
		},

		...(settings.revokeUrl
			? {
					async revokeCredentials(credentials, signal) {
						const read = readCredentials(credentials);
						if (!read) return unreadableCredentials;
						const outcome = await oauth.revoke(read.refreshToken, signal);

						return outcome.kind === 'failure' ? { kind: 'failure', failure: outcome.failure } : outcome;
					},
				}
			: {}),
	};
}

const unreadableCredentials = {
	kind: 'failure',
	failure: {
		class: 'bad_request',
		code: 'unreadable_credentials',
		message: 'The stored credentials are not those of a consent at ORES',
	},
} as const;

function createTokens(oauth: OauthClient, now: () => Date): ConsentTokens {
	return {
		makeVerifier: randomPKCECodeVerifier,

		usableToken(credentials) {
			const read = readCredentials(credentials);

			return read && now() < read.useUntil ? read.accessToken : undefined;
		},

		async refresh(credentials, signal) {
			const read = readCredentials(credentials);
			if (!read) return { ...unreadableCredentials, isSpentUnknown: false };
			const outcome = await oauth.refresh(read.refreshToken, signal);
			if (outcome.kind === 'tokens') {
				return { kind: 'refreshed', credentials: writeCredentials(outcome.credentials) };
			}
			const { failure } = outcome;

			return failure.class === 'consent' ? { kind: 'ended', failure } : outcome;
		},
	};
}

function windowRequest({ measure, pointId, from, to }: ProviderWindow) {
	const path = paths[measure];
	if (!path) throw new RangeError(`ORES has no ${measure}`);

	return { path, about: pointId, query: { prm: pointId, start: midnight(from), end: midnight(to) } };
}

/** RFC 3339 with the zone's offset of that day. */
function midnight(date: string): string {
	return (
		DateTime.fromISO(date, { zone: TIME_ZONE }).startOf('day').toISO({ suppressMilliseconds: true }) ?? date
	);
}

function readWindow(answer: HttpAnswer, window: ProviderWindow): WindowOutcome {
	const rules = oresRules.measures[window.measure];
	if (!rules) throw new RangeError(`ORES has no ${window.measure}`);

	return readAnswer('ORES', answer, (text) => ({
		metric: rules.metric,
		register: rules.register,
		readings: rules.kind === 'curve' ? readCurve(text, window) : [],
		dayTotals: rules.kind === 'totals' ? readTotals(text, window) : [],
	}));
}
