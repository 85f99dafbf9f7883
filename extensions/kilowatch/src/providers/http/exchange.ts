import type { CallGate } from './call-gate.ts';
import type { CircuitBreakers } from './circuit-breaker.ts';

/** Longest that one call to an operator may take, reading the body included. */
const CALL_TIMEOUT_MS = 30_000;

/** What a provider needs of the world outside; handed in, so that every rule is tested without network or waiting. */
export interface HttpTools {
	fetch: typeof fetch;
	now: () => Date;
	/** as `setTimeout` of `node:timers/promises`: rejects as soon as the signal aborts */
	sleep: (durationMs: number, value: undefined, options: { signal: AbortSignal }) => Promise<unknown>;
	gate: CallGate;
	breakers: CircuitBreakers;
}

/** An answer with its body read as text, whatever its content type claims. */
export interface HttpAnswer {
	kind: 'answer';
	status: number;
	headers: Headers;
	text: string;
	/** size of the body */
	bytes: number;
}

/** No answer came: the time was up, the caller gave up, or the network failed. */
export interface NoAnswer {
	kind: 'no_answer';
	reason: 'timeout' | 'aborted' | 'unreachable';
}

/**
 * One HTTP call with a time-out. Never throws: a call without an answer is a result, too.
 *
 * Redirects are not followed, for a bearer token or a client secret must not travel to another host.
 */
export async function exchange(
	fetchFunction: typeof fetch,
	url: URL,
	init: RequestInit,
	signal: AbortSignal,
	timeoutMs = CALL_TIMEOUT_MS,
): Promise<HttpAnswer | NoAnswer> {
	const timeout = AbortSignal.timeout(timeoutMs);
	try {
		const response = await fetchFunction(url, {
			...init,
			redirect: 'manual',
			signal: AbortSignal.any([signal, timeout]),
		});
		const body = await response.arrayBuffer();
		return {
			kind: 'answer',
			status: response.status,
			headers: response.headers,
			text: new TextDecoder().decode(body),
			bytes: body.byteLength,
		};
	} catch {
		if (signal.aborted) return { kind: 'no_answer', reason: 'aborted' };
		return { kind: 'no_answer', reason: timeout.aborted ? 'timeout' : 'unreachable' };
	}
}

/** The JSON value of a text, `undefined` where it is none. */
export function readJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
