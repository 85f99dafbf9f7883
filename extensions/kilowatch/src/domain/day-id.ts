import { addDays } from './local-days.ts';
import { MAX_CHANNEL } from './reading-id.ts';

/** Days an id can carry, from 1970 on: until the year 4840. */
const DAYS_PER_CHANNEL = 2 ** 20;

const SECONDS_PER_DAY = 86_400;

/**
 * The key of a channel's local day: `channel * 2^20 + days since 1970`.
 *
 * @param channel positive integer up to {@link MAX_CHANNEL}
 * @param date local calendar date, `YYYY-MM-DD`
 * @throws RangeError when the date or the channel is not one
 */
export function dayId(channel: number, date: string): number {
	if (!Number.isInteger(channel) || channel < 1 || channel > MAX_CHANNEL) {
		throw new RangeError(`A channel is a whole number from 1 to ${MAX_CHANNEL}, not ${channel}`);
	}

	const days = Date.parse(`${date}T00:00:00Z`) / 1000 / SECONDS_PER_DAY;

	if (!Number.isInteger(days) || days < 0 || days >= DAYS_PER_CHANNEL) {
		throw new RangeError(`A day is written YYYY-MM-DD, from 1970 on, not ${date}`);
	}

	return channel * DAYS_PER_CHANNEL + days;
}

/** What an id says: its channel and its local date. */
export function splitDayId(id: number): { channel: number; date: string } {
	return {
		channel: Math.floor(id / DAYS_PER_CHANNEL),
		date: addDays('1970-01-01', id % DAYS_PER_CHANNEL),
	};
}
