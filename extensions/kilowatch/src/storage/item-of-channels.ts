/**
 * SQL that says whether a row of Directus, about an item of some collection, is about one of the channels, its readings or its
 * days: their keys have the channel's number in them (`domain/reading-id.ts`, `domain/day-id.ts`).
 *
 * @param prefix of the columns `collection` and `item`, empty or an alias with its dot; both arguments are ours, never input
 * @param channels an array of their numbers
 */
export function itemOfChannels(prefix: string, channels: string): string {
	const isNumber = `${prefix}item ~ '^[0-9]{1,16}$'`;

	// PostgreSQL may look at the parts of a condition in any order; a CASE it works off as it stands.
	return `CASE WHEN NOT ${isNumber} THEN false ELSE CASE ${prefix}collection
			WHEN 'iot_readings' THEN ${prefix}item::bigint / 2097152 % 2097152 = ANY (${channels})
			WHEN 'iot_daily' THEN ${prefix}item::bigint / 1048576 = ANY (${channels})
			WHEN 'iot_channels' THEN ${prefix}item::bigint = ANY (${channels})
			ELSE false END END`;
}
