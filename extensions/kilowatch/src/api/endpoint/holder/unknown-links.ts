import { RateLimiterMemory } from 'rate-limiter-flexible';

/** So many links that open nothing may come from one address in ten minutes. */
const TRIES = 30;
const WINDOW_SECONDS = 600;

const limiter = new RateLimiterMemory({ points: TRIES, duration: WINDOW_SECONDS });

/**
 * Counts a link that opens nothing. A link that does is never refused, whatever else comes from the same address: nobody can lock a
 * holder out. Each process counts for itself.
 *
 * @returns whether there have been too many
 */
export async function countUnknownLink(address: string): Promise<boolean> {
	return limiter.consume(address).then(
		() => false,
		(refusal: unknown) => {
			if (refusal instanceof Error) throw refusal;

			return true;
		},
	);
}
