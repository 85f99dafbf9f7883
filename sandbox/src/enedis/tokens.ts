/** Three and a half hours; one token serves all PRMs of the application. */
const TOKEN_LIFE_SECONDS = 12_600;

/** Access tokens in use. */
export interface Tokens {
	/** seconds for which a new one is good */
	readonly lifeSeconds: number;
	issue(): string;
	isValid(token: string): boolean;
	/** An unknown token is no error. */
	revoke(token: string): void;
}

/**
 * @param nowMs milliseconds since 1970 UTC
 * @param makeToken a new unguessable text each time
 */
export function createTokens(
	nowMs: () => number,
	makeToken: () => string,
	lifeSeconds = TOKEN_LIFE_SECONDS,
): Tokens {
	const expiriesMs = new Map<string, number>();
	const isValid = (token: string): boolean => nowMs() < (expiriesMs.get(token) ?? 0);

	return {
		lifeSeconds,
		issue: () => {
			for (const known of expiriesMs.keys()) if (!isValid(known)) expiriesMs.delete(known);
			const token = makeToken();
			expiriesMs.set(token, nowMs() + lifeSeconds * 1000);

			return token;
		},
		isValid,
		revoke: (token) => void expiriesMs.delete(token),
	};
}
