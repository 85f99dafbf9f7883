import type { BuildingKey, PortfolioBuilding } from '../shared/http-contract/buildings.ts';
import type { Queryable } from '../storage/database.ts';
import { DEFAULT_TIME_ZONE } from './readings.ts';
import { daysIn } from './report-period.ts';

/** What is known of a building, whoever asks. */
export type PortfolioFacts = Omit<PortfolioBuilding, 'may_update'>;

/**
 * Buildings with what they used in a period of local dates (`to` not included). A meter's day is known where the
 * operator's own total is, or all of its curve; the sum is over known days alone, and says how many those are, of how
 * many there could be: a meter that only feeds in owes no day of consumption.
 */
export async function readPortfolio(
	connection: Queryable,
	buildings: readonly BuildingKey[],
	{ from, to }: { from: string; to: string },
): Promise<PortfolioFacts[]> {
	const { rows } = await connection.query<
		Omit<PortfolioFacts, 'timezone' | 'floor_area' | 'days_expected' | 'last_reading_at'> & {
			timezone: string | null;
			floor_area: string | null;
			last_reading_at: Date | null;
			consuming: number;
		}
	>(
		`SELECT building.id, coalesce(building.name, '') AS name, building.city, building.country, building.timezone,
			building.floor_area, building.dwellings,
			CASE WHEN person.id IS NULL THEN NULL ELSE json_build_object('id', person.id, 'name',
				coalesce(nullif(btrim(concat_ws(' ', person.first_name, person.last_name)), ''), person.email, person.id::text)
			) END AS manager,
			coalesce(meters.devices, 0)::int AS devices,
			coalesce(meters.consuming, 0)::int AS consuming, meters.last_reading_at, used.energy_wh, coalesce(used.days_known, 0)::int AS days_known
		 FROM buildings building
		 LEFT JOIN directus_users person ON person.id::text = building.manager::text
		 LEFT JOIN LATERAL (
			SELECT count(*) AS devices, count(*) FILTER (WHERE measured.consumption IS NOT FALSE) AS consuming,
				max(device.last_reading_at) AS last_reading_at
			FROM iot_devices device
			CROSS JOIN LATERAL (
				-- null before anything is known of the meter
				SELECT bool_or(metric = 'consumption' AND state = 'active') AS consumption
				FROM iot_channels WHERE device = device.id AND metric IN ('consumption', 'production')
			) measured
			WHERE device.building = building.id AND device.status <> 'archived'
		 ) meters ON true
		 LEFT JOIN LATERAL (
			SELECT sum(day.known) AS energy_wh, count(day.known) AS days_known
			FROM iot_devices device
			JOIN iot_channels channel ON channel.device = device.id
				AND channel.metric = 'consumption' AND channel.register = 'total'
			CROSS JOIN LATERAL (
				SELECT coalesce(value, CASE WHEN points_received >= points_expected THEN curve_value END) AS known
				FROM iot_daily WHERE channel = channel.id AND date >= $2 AND date < $3
			) day
			WHERE device.building = building.id AND device.status <> 'archived'
		 ) used ON true
		 WHERE building.id::text = ANY ($1::text[])
		 ORDER BY building.name, building.id`,
		[buildings.map(String), from, to],
	);
	const days = daysIn({ from, to });

	return rows.map(({ consuming, ...row }) => ({
		...row,
		timezone: row.timezone ?? DEFAULT_TIME_ZONE,
		floor_area: row.floor_area === null ? null : Number(row.floor_area),
		last_reading_at: row.last_reading_at?.toISOString() ?? null,
		days_expected: days * consuming,
	}));
}
