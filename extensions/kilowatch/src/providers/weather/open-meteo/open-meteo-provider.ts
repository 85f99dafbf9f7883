import { localDateOf } from '../../../domain/local-days.ts';
import type { CallLimit } from '../../../domain/call-limit.ts';
import { notYet } from '../../http/call-gate.ts';
import { excerptOf } from '../../http/excerpt.ts';
import { exchange, type HttpTools } from '../../http/exchange.ts';
import { UnexpectedShape } from '../../http/unexpected-shape.ts';
import type { WeatherOutcome, WeatherProvider, WeatherRequest } from '../weather-provider.ts';
import { addressOf, isFreeService } from './addresses.ts';
import { classifyAnswer, classifyNoAnswer } from './classify-failure.ts';
import { readDays } from './read-days.ts';

export interface OpenMeteoSettings {
	/** the service, or a server of one's own with its programs */
	url: URL;
	/** of a customer; a secret */
	apiKey: string | undefined;
}

/** The service counts a call of more days as so many calls. */
const DAYS_A_CALL = 14;

const API = 'open_meteo/temperatures';

/** Free of charge 600 calls a minute, 5,000 an hour and 10,000 a day; the day's end is left to the service to name. */
const freeLimit: CallLimit = { name: API, callsPerSecond: 8, callsPerHour: 4_500 };

/** Customers have a number of calls a month. */
const customerLimit: CallLimit = { name: API, callsPerSecond: 20, callsPerHour: 72_000 };

/** Open-Meteo's archive for days that are settled, its forecast with the days before for the last ones. */
export function createOpenMeteoProvider(
	{ url, apiKey }: OpenMeteoSettings,
	tools: HttpTools,
): WeatherProvider {
	const limit = isFreeService(url, apiKey) ? freeLimit : customerLimit;

	return {
		rules: {
			name: 'open_meteo',
			// The reanalysis comes after five days.
			settledAfterDays: 7,
			windowDays: 26 * DAYS_A_CALL,
		},
		callLimits: [limit],
		fetchDays: (request, signal) =>
			tools.breakers.guard<WeatherOutcome>({
				api: API,
				about: undefined,
				make: () => askInTurn(request, signal),
			}),
	};

	async function askInTurn(request: WeatherRequest, signal: AbortSignal): Promise<WeatherOutcome> {
		const days = (Date.parse(request.to) - Date.parse(request.from)) / 86_400_000;
		for (let turns = Math.max(1, Math.ceil(days / DAYS_A_CALL)); turns > 0; turns -= 1) {
			const until = await tools.gate.enter(limit, signal);
			if (until) return { kind: 'failure', failure: notYet(until) };
		}

		const now = tools.now();
		const today = localDateOf(now.getTime() / 1000, request.place.timeZone);
		const answer = await exchange(
			tools.fetch,
			addressOf(request, { url, apiKey, today }),
			{ headers: { accept: 'application/json' } },
			signal,
		);
		if (answer.kind === 'no_answer') return { kind: 'failure', failure: classifyNoAnswer(answer) };
		if (answer.status === 200) return readAnswer(answer.text, request);
		const failure = classifyAnswer(answer, now);
		if (failure.class === 'throttled' && failure.retryAt) await tools.gate.shut(limit, failure.retryAt);

		return { kind: 'failure', failure };
	}
}

/** Today comes with the forecast, and is not over. */
function readAnswer(text: string, { from, to, kind }: WeatherRequest): WeatherOutcome {
	try {
		const days = readDays(text);
		if (kind === 'settled' && days.some(({ date }) => date < from || date >= to)) {
			throw new UnexpectedShape('outside_window', 'Open-Meteo sent a day that was not asked for');
		}

		return { kind: 'days', days: days.filter(({ date }) => date >= from && date < to) };
	} catch (error) {
		if (!(error instanceof UnexpectedShape)) throw error;

		return { kind: 'failure', failure: { ...error.failure, excerpt: excerptOf(text) } };
	}
}
