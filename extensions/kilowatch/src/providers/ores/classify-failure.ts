import { z } from 'zod';
import { readJson, type HttpAnswer, type NoAnswer } from '../http/exchange.ts';
import { retryAfter } from '../http/retry-moment.ts';
import type { FailureClass, ProviderFailure } from '../provider.ts';

/** As OAuth2 writes errors; the measures are assumed to do the same. */
const errorBody = z.object({ error: z.string().regex(/^[\w.-]{1,64}$/) });

/** Where ORES refuses a call for its number and does not say until when. */
const USUAL_PAUSE_MS = 60_000;

const knownFailures: Readonly<Record<string, { class: FailureClass; message: string }>> = {
	invalid_request: { class: 'bad_request', message: 'ORES refused the request as wrong' },
	window_too_long: { class: 'bad_request', message: 'ORES gives fewer days at a time than were asked for' },
	before_activation: {
		class: 'bad_request',
		message: 'ORES has no data from before the meter was put into service',
	},
	before_history: { class: 'bad_request', message: 'ORES does not keep data that far back' },
	no_such_direction: { class: 'bad_request', message: 'The meter does not measure in this direction' },
	metering_point_not_authorized: {
		class: 'consent',
		message: 'The holder’s consent does not open this meter at ORES',
	},
	insufficient_scope: { class: 'consent', message: 'The holder’s consent does not open these data at ORES' },
	application_suspended: { class: 'application', message: 'ORES has suspended our application' },
	no_data: { class: 'no_data', message: 'ORES has no measure for these days' },
};

const noAnswers: Readonly<Record<NoAnswer['reason'], string>> = {
	timeout: 'ORES did not answer in time',
	aborted: 'The call to ORES was given up',
	unreachable: 'ORES cannot be reached',
};

/** What a call without an answer means. */
export function classifyNoAnswer({ reason }: NoAnswer): ProviderFailure {
	return { class: 'outage', code: reason, message: noAnswers[reason] };
}

/** What an answer that is not a success means, read from status and body together. */
export function classifyAnswer(answer: HttpAnswer, now: Date): ProviderFailure {
	const { status } = answer;
	const common = classifyCommon(answer, now);
	if (common) return common;
	if (status === 401) {
		return { class: 'auth', code: 'http_401', message: 'ORES did not accept our access token' };
	}
	const error = errorOf(answer);
	if (error === undefined) return somethingElse(status);
	const known = knownFailures[error];

	return known
		? { ...known, code: error }
		: { class: 'shape', code: error, message: `ORES refused for a reason we do not know (HTTP ${status})` };
}

/**
 * What a refusal of the token or revocation endpoint means. A grant that is refused is the consent's own; all else there is
 * about our application.
 */
export function classifyTokenAnswer(answer: HttpAnswer, now: Date): ProviderFailure {
	const common = classifyCommon(answer, now);
	if (common) return common;
	const { status } = answer;
	const error = errorOf(answer);
	if (status < 400) {
		return {
			class: 'application',
			code: 'unexpected_token_answer',
			message: 'ORES answered a request for a token in a form we do not know',
		};
	}
	if (error === undefined) return somethingElse(status);
	if (error === 'invalid_grant') {
		return { class: 'consent', code: error, message: 'ORES says that the consent does not hold any more' };
	}

	return {
		class: 'application',
		code: error,
		message: `ORES did not accept our application’s request for a token (HTTP ${status})`,
	};
}

/** What means the same wherever it is answered. */
function classifyCommon(answer: HttpAnswer, now: Date): ProviderFailure | undefined {
	const { status } = answer;
	const retryAt = laterThan(now, retryAfter(answer.headers, now));
	if (status === 429) {
		return {
			class: 'throttled',
			code: 'http_429',
			message: 'ORES’ limit of calls is reached',
			retryAt: retryAt ?? new Date(now.getTime() + USUAL_PAUSE_MS),
		};
	}
	const error = errorOf(answer);
	if (status >= 500 || status === 408 || error === 'temporarily_unavailable' || error === 'server_error') {
		return {
			class: 'outage',
			code: `http_${status}`,
			message: `ORES has technical trouble (HTTP ${status})`,
			...(retryAt ? { retryAt } : {}),
		};
	}

	return undefined;
}

function somethingElse(status: number): ProviderFailure {
	return {
		class: 'outage',
		code: `http_${status}`,
		message: `Something before ORES’ API answered in its place (HTTP ${status})`,
	};
}

function errorOf({ text }: HttpAnswer): string | undefined {
	return errorBody.safeParse(readJson(text)).data?.error;
}

/** A moment that is over says nothing: clocks differ. */
function laterThan(now: Date, moment: Date | undefined): Date | undefined {
	return moment !== undefined && moment > now ? moment : undefined;
}
