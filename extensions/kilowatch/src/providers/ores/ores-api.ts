import { notYet } from '../http/call-gate.ts';
import { endpoint } from '../http/endpoint.ts';
import { excerptOf } from '../http/excerpt.ts';
import { exchange, type HttpAnswer, type HttpTools } from '../http/exchange.ts';
import type { ConsentAccess, ProviderFailure } from '../provider.ts';
import { classifyAnswer, classifyNoAnswer } from './classify-failure.ts';
import { meteringLimit } from './rules.ts';

export interface OresRequest {
	path: `/${string}`;
	/** the point that is asked for, whose own trouble is not the API's */
	about: string | undefined;
	query?: Readonly<Record<string, string>>;
}

export type OresOutcome =
	{ kind: 'success'; answer: HttpAnswer } | { kind: 'failure'; failure: ProviderFailure };

/** Asks ORES' API with a consent's token. */
export type OresApi = (
	request: OresRequest,
	access: ConsentAccess,
	signal: AbortSignal,
) => Promise<OresOutcome>;

/** A token that is refused is replaced once; refused again it is a failure of class `auth`. */
export function createOresApi(apiUrl: URL, tools: HttpTools): OresApi {
	return async (request, access, signal) => {
		const first = await ask(request, access, signal);

		return first.kind === 'failure' && first.failure.class === 'auth' ? ask(request, access, signal) : first;
	};

	async function ask(request: OresRequest, access: ConsentAccess, signal: AbortSignal): Promise<OresOutcome> {
		const held = await access.token(signal);
		if (held.kind === 'failure') return held;
		const outcome = await tools.breakers.guard<OresOutcome>({
			api: meteringLimit.name,
			about: request.about,
			make: () => askInTurn(request, held.token, signal),
		});
		if (outcome.kind === 'failure' && outcome.failure.class === 'auth') access.discard(held.token);

		return outcome;
	}

	async function askInTurn(
		{ path, query }: OresRequest,
		token: string,
		signal: AbortSignal,
	): Promise<OresOutcome> {
		const until = await tools.gate.enter(meteringLimit, signal);
		if (until) return { kind: 'failure', failure: notYet(until) };

		const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
		const answer = await exchange(tools.fetch, endpoint(apiUrl, path, query), { headers }, signal);
		if (answer.kind === 'no_answer') return { kind: 'failure', failure: classifyNoAnswer(answer) };
		if (answer.status === 200) return { kind: 'success', answer };
		const failure = classifyAnswer(answer, tools.now());
		if (failure.class === 'throttled' && failure.retryAt) {
			await tools.gate.shut(meteringLimit, failure.retryAt);
		}

		return {
			kind: 'failure',
			failure: failure.class === 'shape' ? { ...failure, excerpt: excerptOf(answer.text) } : failure,
		};
	}
}
