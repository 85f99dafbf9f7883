import type { CallLimit } from '../../domain/call-limit.ts';
import { notYet } from '../http/call-gate.ts';
import { endpoint } from '../http/endpoint.ts';
import { exchange, type HttpAnswer, type HttpTools } from '../http/exchange.ts';
import type { ProviderFailure } from '../provider.ts';
import { classifyAnswer, classifyNoAnswer } from './classify-failure.ts';
import { excerptOf } from './excerpt.ts';
import type { TokenSource } from './token-source.ts';

export interface ApiRequest {
	path: `/${string}`;
	query?: Readonly<Record<string, string>>;
	/** a body makes it a POST */
	json?: unknown;
}

export type ApiOutcome =
	{ kind: 'success'; answer: HttpAnswer } | { kind: 'failure'; failure: ProviderFailure; status?: number };

/** Asks Enedis' API with the application's token. */
export type EnedisApi = (request: ApiRequest, signal: AbortSignal) => Promise<ApiOutcome>;

/** Where Enedis refuses a call for its number and does not say until when. */
const USUAL_PAUSE_MS = 60_000;

/** A token that is refused is replaced once; refused again it is a failure of class `auth`. */
export function createEnedisApi(
	apiUrl: URL,
	tokens: TokenSource,
	callLimits: readonly CallLimit[],
	tools: HttpTools,
): EnedisApi {
	return async (request, signal) => {
		const first = await ask(request, signal);
		return first.kind === 'failure' && first.status === 401 ? ask(request, signal) : first;
	};

	async function ask({ path, query, json }: ApiRequest, signal: AbortSignal): Promise<ApiOutcome> {
		const token = await tokens.get(signal);
		if (token.kind === 'failure') return token;
		const limit = limitOf(callLimits, path);
		const until = await tools.gate.enter(limit, signal);
		if (until) return { kind: 'failure', failure: notYet(until) };

		const headers = { accept: 'application/json', authorization: `Bearer ${token.token}` };
		const init: RequestInit =
			json === undefined
				? { headers }
				: {
						method: 'POST',
						headers: { ...headers, 'content-type': 'application/json' },
						body: JSON.stringify(json),
					};
		const answer = await exchange(tools.fetch, endpoint(apiUrl, path, query), init, signal);
		if (answer.kind === 'no_answer') return { kind: 'failure', failure: classifyNoAnswer(answer) };
		if (answer.status === 200) return { kind: 'success', answer };
		if (answer.status === 401) tokens.discard(token.token);
		const failure = classifyAnswer(answer, tools.now());
		if (failure.class === 'throttled') {
			await tools.gate.shut(limit, failure.retryAt ?? new Date(tools.now().getTime() + USUAL_PAUSE_MS));
		}

		return {
			kind: 'failure',
			failure: failure.class === 'shape' ? { ...failure, excerpt: excerptOf(answer.text) } : failure,
			status: answer.status,
		};
	}
}

/** The limit of the API that a path belongs to: its first part. */
export function limitOf(callLimits: readonly CallLimit[], path: string): CallLimit {
	const api = path.split('/')[1] ?? '';
	const limit = callLimits.find(({ name }) => name === limitName(api));
	if (!limit) throw new RangeError(`Enedis’ API ${api} has no limit`);

	return limit;
}

/** The limit's name among those of all providers. */
export function limitName(api: string): string {
	return `enedis/${api}`;
}
