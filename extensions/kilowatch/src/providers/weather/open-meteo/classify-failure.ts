import { z } from 'zod';
import { readJson, type HttpAnswer, type NoAnswer } from '../../http/exchange.ts';
import { excerptOf } from '../../http/excerpt.ts';
import { retryAfter } from '../../http/retry-moment.ts';
import type { ProviderFailure } from '../../provider.ts';

const errorBody = z.object({ error: z.literal(true), reason: z.string() });

const noAnswers: Readonly<Record<NoAnswer['reason'], string>> = {
	timeout: 'Open-Meteo did not answer in time',
	aborted: 'The call to Open-Meteo was given up',
	unreachable: 'Open-Meteo cannot be reached',
};

/** What a call without an answer means. */
export function classifyNoAnswer({ reason }: NoAnswer): ProviderFailure {
	return { class: 'outage', code: reason, message: noAnswers[reason] };
}

/** Which of its limits the service names, and how long that one lasts: it begins anew on the clock's minute, hour or UTC day. */
const limits = [
	{ names: /minutely/i, code: 'minutely_limit', lastsMs: 60_000 },
	{ names: /hourly/i, code: 'hourly_limit', lastsMs: 3_600_000 },
	{ names: /daily/i, code: 'daily_limit', lastsMs: 86_400_000 },
	{ names: /monthly/i, code: 'monthly_limit', lastsMs: 86_400_000 },
] as const;

/** Our clock may be ahead of theirs. */
const CLOCKS_DIFFER_MS = 5_000;

/**
 * What an answer that is not a success means. The service's own sentence is not repeated: it may hold what it was asked with,
 * the key among it.
 */
export function classifyAnswer(answer: HttpAnswer, now: Date): ProviderFailure {
	const { status, headers, text } = answer;
	const { data: error } = errorBody.safeParse(readJson(text));
	if (status === 429) {
		const limit = limits.find(({ names }) => names.test(error?.reason ?? ''));
		const lastsMs = limit?.lastsMs ?? 60_000;
		const next = (Math.floor(now.getTime() / lastsMs) + 1) * lastsMs + CLOCKS_DIFFER_MS;

		return {
			class: 'throttled',
			code: limit?.code ?? 'http_429',
			message: 'Open-Meteo’s limit of calls is reached',
			retryAt: retryAfter(headers, now) ?? new Date(next),
		};
	}
	if (status === 401 || status === 403 || (error && /api ?key/i.test(error.reason))) {
		return {
			class: 'application',
			code: 'api_key',
			message: `Open-Meteo did not accept our API key, or asks for one (HTTP ${status})`,
		};
	}
	if (status >= 400 && status < 500 && error) {
		return {
			class: 'bad_request',
			code: `http_${status}`,
			message: `Open-Meteo refused the request as wrong (HTTP ${status})`,
			excerpt: excerptOf(text),
		};
	}

	return {
		class: 'outage',
		code: `http_${status}`,
		message: error
			? `Open-Meteo has technical trouble (HTTP ${status})`
			: `Something before Open-Meteo answered in its place (HTTP ${status})`,
	};
}
