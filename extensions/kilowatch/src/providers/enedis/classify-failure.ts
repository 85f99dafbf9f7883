import { z } from 'zod';
import { readJson, type HttpAnswer, type NoAnswer } from '../http/exchange.ts';
import { gatewayMoment, retryAfter } from '../http/retry-moment.ts';
import type { FailureClass, ProviderFailure } from '../provider.ts';
import { failureOfCode } from './failure-codes.ts';
import { TIME_ZONE } from './rules.ts';
import { thresholdMoment } from './threshold-moment.ts';

/** Both shapes that occur: Enedis' own `{error, error_description}` and the gateway's `{code, message, description}`. */
const errorBody = z.object({
	error: z.string().optional().catch(undefined),
	error_description: z.string().optional().catch(undefined),
	code: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
	message: z.string().optional().catch(undefined),
	description: z.string().optional().catch(undefined),
	nextAccessTime: z.string().optional().catch(undefined),
});

/** Codes of the gateway in front of Enedis: about our application and its subscriptions, never about a holder. */
const GATEWAY_AUTHORISATION = /^9009\d\d$/;
const GATEWAY_QUOTA = /^9008\d\d$/;

/** The 2026 answer to "no measure" is documented by its text alone. */
const NO_MEASURE = /pas de mesure|no measure|no data/i;

/** Where Enedis refuses a call for its number and does not say until when. */
const USUAL_PAUSE_MS = 60_000;

const refusedRequests = new Set([400, 405, 406, 413, 415, 422]);

const noAnswers: Readonly<Record<NoAnswer['reason'], string>> = {
	timeout: 'Enedis did not answer in time',
	aborted: 'The call to Enedis was given up',
	unreachable: 'Enedis cannot be reached',
};

/** What a call without an answer means. */
export function classifyNoAnswer({ reason }: NoAnswer): ProviderFailure {
	return { class: 'outage', code: reason, message: noAnswers[reason] };
}

/**
 * What an answer that is not a success means, read from status and body together: the status alone would take our own
 * missing subscription for a withdrawn consent, and a removed path for a day without data.
 */
export function classifyAnswer(answer: HttpAnswer, now: Date): ProviderFailure {
	const { status } = answer;
	const body = errorBody.safeParse(readJson(answer.text)).data;
	const operatorCode = body && cleanCode(body.error ?? body.code);
	const code = operatorCode ?? `http_${status}`;
	const known = operatorCode === undefined ? undefined : failureOfCode[operatorCode];
	const failure = (failureClass: FailureClass, message: string): ProviderFailure => ({
		class: failureClass,
		code,
		message,
	});

	if (status === 401) return failure('auth', 'Enedis did not accept our access token');
	if (status === 429 || GATEWAY_QUOTA.test(code)) {
		return {
			...failure('throttled', 'Enedis’ limit of calls is reached'),
			retryAt:
				firstAfter(now, [
					gatewayMoment([body?.nextAccessTime, body?.description].join(' ')),
					thresholdMoment(body?.error_description ?? '', TIME_ZONE, now),
					retryAfter(answer.headers, now),
				]) ?? new Date(now.getTime() + USUAL_PAUSE_MS),
		};
	}
	if (status >= 500 || status === 408) {
		const retryAt = firstAfter(now, [retryAfter(answer.headers, now)]);

		return {
			...failure('outage', `Enedis has technical trouble (HTTP ${status})`),
			...(retryAt ? { retryAt } : {}),
			// Whatever is outside its Swagger is answered with 500, not 400.
			...(status === 500 ? { mayBeTheRequest: true } : {}),
		};
	}
	if (known) return failure(known.class, known.message);
	if (GATEWAY_AUTHORISATION.test(code)) {
		return failure('application', 'Enedis refused our application: the API is not subscribed for it');
	}
	if (refusedRequests.has(status)) {
		return failure('bad_request', `Enedis refused the request as wrong (HTTP ${status})`);
	}
	if (!body) {
		return failure('outage', `Something before Enedis’ API answered in its place (HTTP ${status})`);
	}
	if (status === 404 && NO_MEASURE.test([body.message, body.description, body.error_description].join(' '))) {
		return failure('no_data', 'Enedis has no measure for these days');
	}
	return failure('shape', `Enedis refused for a reason we do not know (HTTP ${status})`);
}

/** What a refusal of the token endpoint means: there only our own credentials are asked for, never a consent. */
export function classifyTokenAnswer(answer: HttpAnswer, now: Date): ProviderFailure {
	const failure = classifyAnswer(answer, now);
	if (failure.class === 'throttled' || failure.class === 'outage') return failure;
	if (answer.status < 400) return failure;
	return {
		class: 'application',
		code: failure.code,
		message: `Enedis did not accept our application’s credentials (HTTP ${answer.status})`,
	};
}

/** A code as it may be stored and shown: `ADAM_DC_0008` and `ADAM-DC-0008` are one, and free text is none. */
function cleanCode(code: string | undefined): string | undefined {
	if (!code) return undefined;
	const clean = code
		.trim()
		.replaceAll(/[^\w.-]+/g, '_')
		.slice(0, 64);
	return /^(ADAM|STM)[_-]/i.test(clean) ? clean.toUpperCase().replaceAll('_', '-') : clean;
}

/** A moment that is over says nothing: clocks differ, and who took it at its word would ask again without end. */
function firstAfter(now: Date, moments: readonly (Date | undefined)[]): Date | undefined {
	return moments.find((moment) => moment !== undefined && moment > now);
}
