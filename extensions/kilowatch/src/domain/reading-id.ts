/**
 * The key of a reading: the interval's start and its channel in one number.
 *
 * TimescaleDB wants the partitioning column in every unique key, Directus wants a primary key of one column: so the
 * key is the partitioning column. 11 bits of period (2^21 s = 24.3 days), 21 bits of channel, 21 bits of second in the
 * period: 53 bits, exact in a JavaScript number, valid until 2106. `migrations/` states the same arithmetic in SQL.
 */

/** Length of a period, which is also one TimescaleDB chunk. */
export const PERIOD_SECONDS = 2 ** 21;

/** Width of one period in the id space; the hypertable's chunk interval. */
export const PERIOD_ID_WIDTH = 2 ** 42;

/** Largest channel number an id can carry. */
export const MAX_CHANNEL = 2 ** 21 - 1;

/** First second (since 1970 UTC) an id can no longer carry: in the year 2106. */
export const END_OF_TIME_SECONDS = 2 ** 11 * PERIOD_SECONDS;

/**
 * The id of the reading of `channel` whose interval starts at `epochSeconds`.
 *
 * @param channel positive integer up to {@link MAX_CHANNEL}
 * @param epochSeconds interval start, whole seconds since 1970 UTC
 * @throws RangeError when either lies outside the key's bits, for an id must never be a guess
 */
export function readingId(channel: number, epochSeconds: number): number {
	if (!Number.isInteger(channel) || channel < 1 || channel > MAX_CHANNEL) {
		throw new RangeError(`A channel is a whole number from 1 to ${MAX_CHANNEL}, not ${channel}`);
	}

	if (!Number.isInteger(epochSeconds) || epochSeconds < 0 || epochSeconds >= END_OF_TIME_SECONDS) {
		throw new RangeError(`An interval starts on a whole second from 1970 to 2106, not at ${epochSeconds}`);
	}

	const period = Math.floor(epochSeconds / PERIOD_SECONDS);
	const secondInPeriod = epochSeconds % PERIOD_SECONDS;

	return period * PERIOD_ID_WIDTH + channel * PERIOD_SECONDS + secondInPeriod;
}

/** What an id says: its channel and its interval's start in seconds since 1970 UTC. */
export function splitReadingId(id: number): { channel: number; epochSeconds: number } {
	const period = Math.floor(id / PERIOD_ID_WIDTH);
	const inPeriod = id % PERIOD_ID_WIDTH;

	return {
		channel: Math.floor(inPeriod / PERIOD_SECONDS),
		epochSeconds: period * PERIOD_SECONDS + (inPeriod % PERIOD_SECONDS),
	};
}

/**
 * The narrowest id range that holds every channel's readings from `fromSeconds` up to, not including, `toSeconds`.
 * Added to a timestamp condition it lets the database leave out whole chunks.
 */
export function readingIdRange(fromSeconds: number, toSeconds: number): { fromId: number; toId: number } {
	const firstPeriod = Math.max(0, Math.floor(fromSeconds / PERIOD_SECONDS));
	const endPeriod = Math.max(0, Math.ceil(toSeconds / PERIOD_SECONDS));

	return { fromId: firstPeriod * PERIOD_ID_WIDTH, toId: endPeriod * PERIOD_ID_WIDTH };
}
