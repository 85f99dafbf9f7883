/** Three and a half hours; one token serves all PRMs of the application. */
export const TOKEN_LIFE_SECONDS = 12_600;

/** Access tokens in use. */
export interface Tokens {
	issue(): string;
	isValid(token: string): boolean;
	/** An unknown token is no error. */
	revoke(token: string): void;
}

/**
 * @param nowMs milliseconds since 1970 UTC
 * @param makeToken a new unguessable text each time
 */
export function createTokens(nowMs: () => number, makeToken: () => string): Tokens {
	const expiriesMs = new Map<string, number>();
	const isValid = (token: string): boolean => nowMs() < (expiriesMs.get(token) ?? 0);

	return {
		issue: () => {
			for (const known of expiriesMs.keys()) if (!isValid(known)) expiriesMs.delete(known);
			const token = makeToken();
			expiriesMs.set(token, nowMs() + TOKEN_LIFE_SECONDS * 1000);

			return token;
		},
		isValid,
		revoke: (token) => void expiriesMs.delete(token),
	};
}
