import type { CallLimit } from '../../domain/call-limit.ts';
import { notYet } from '../http/call-gate.ts';
import { endpoint } from '../http/endpoint.ts';
import { exchange, type HttpAnswer, type HttpTools } from '../http/exchange.ts';
import type { ProviderFailure } from '../provider.ts';
import { apiName } from './api-name.ts';
import { classifyAnswer, classifyNoAnswer } from './classify-failure.ts';
import { excerptOf } from '../http/excerpt.ts';
import type { TokenSource } from './token-source.ts';

export interface ApiRequest {
	path: `/${string}`;
	/** the point or consent that is asked for, whose own trouble is not the API's */
	about: string;
	query?: Readonly<Record<string, string>>;
	/** a body makes it a POST */
	json?: unknown;
}

export type ApiOutcome =
	{ kind: 'success'; answer: HttpAnswer } | { kind: 'failure'; failure: ProviderFailure; status?: number };

/** Asks Enedis' API with the application's token. */
export type EnedisApi = (request: ApiRequest, signal: AbortSignal) => Promise<ApiOutcome>;

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

	async function ask(request: ApiRequest, signal: AbortSignal): Promise<ApiOutcome> {
		const token = await tokens.get(signal);
		if (token.kind === 'failure') return token;
		const limit = limitOf(callLimits, request.path);

		return tools.breakers.guard<ApiOutcome>({
			api: limit.name,
			about: request.about,
			make: () => askInTurn(request, limit, token.token, signal),
		});
	}

	async function askInTurn(
		{ path, query, json }: ApiRequest,
		limit: CallLimit,
		token: string,
		signal: AbortSignal,
	): Promise<ApiOutcome> {
		const until = await tools.gate.enter(limit, signal);
		if (until) return { kind: 'failure', failure: notYet(until) };

		const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
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
		if (answer.status === 401) tokens.discard(token);
		const failure = classifyAnswer(answer, tools.now());
		if (failure.class === 'throttled' && failure.retryAt) await tools.gate.shut(limit, failure.retryAt);

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
	const limit = callLimits.find(({ name }) => name === apiName(api));
	if (!limit) throw new RangeError(`Enedis’ API ${api} has no limit`);

	return limit;
}
