/** Days and times as spreadsheets count them: in days since 1899-12-30, without a zone. */

const SECONDS_PER_DAY = 86_400;
/** 1970-01-01 */
const EPOCH_SERIAL = 25_569;

/** A calendar date, `YYYY-MM-DD`. */
export function dateSerial(date: string): number {
	return EPOCH_SERIAL + Date.parse(`${date}T00:00:00Z`) / 1000 / SECONDS_PER_DAY;
}

/** What a clock shows: seconds since 1970 UTC for one in UTC, moved by its offset for any other. */
export function clockSerial(seconds: number): number {
	return EPOCH_SERIAL + seconds / SECONDS_PER_DAY;
}
