import type { Place } from '../../domain/weather/place.ts';
import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import type { Database, Queryable } from '../database.ts';

/** A building whose weather somebody has taken on to ask for. */
export interface ClaimedBuilding {
	building: BuildingKey;
	place: Place;
	/** failures on end before this time */
	failures: number;
}

/** Who asks has so long; after that somebody else may. */
const LEASE_SECONDS = 600;

/** So many at a time: what one process holds while it asks. */
const CLAIMED_AT_ONCE = 20;

/** What a degree looks like where a project's own field keeps it as a text. */
const DEGREES = String.raw`'^\s*-?\d{1,3}(\.\d+)?\s*$'`;

/** As outsiders are told: two decimals; null for what is no coordinate. */
const rounded = (column: string, largest: number): string =>
	`CASE WHEN ${column}::text ~ ${DEGREES} AND abs(${column}::text::numeric) <= ${largest}
		THEN round(${column}::text::numeric, 2)::float8 END`;

/** The buildings that have coordinates and meters: of others nothing is asked. */
const located = `
	SELECT * FROM (
		SELECT building.id AS building, ${rounded('building.latitude', 90)} AS latitude,
			${rounded('building.longitude', 180)} AS longitude, coalesce(building.timezone, $1) AS timezone
		FROM buildings building
		WHERE building.latitude IS NOT NULL AND building.longitude IS NOT NULL AND EXISTS (
			SELECT FROM iot_devices device WHERE device.building = building.id AND device.status <> 'archived'
		)
	) AS place WHERE latitude IS NOT NULL AND longitude IS NOT NULL`;

const isElsewhere = `(known.latitude, known.longitude, known.timezone)
	IS DISTINCT FROM (place.latitude, place.longitude, place.timezone)`;

/**
 * Takes the next buildings that are due, on a lease, those of one place together; none where nobody is due. A building that has
 * moved loses what the model said of its former place.
 */
export async function claimWeather(database: Database, usualTimeZone: string): Promise<ClaimedBuilding[]> {
	return database.transaction(async (connection) => {
		await connection.query(
			`WITH place AS (${located})
			 DELETE FROM kilowatch_internal.temperatures day
			 USING place JOIN kilowatch_internal.weather_places known ON known.building = place.building
			 WHERE day.building = place.building AND day.source = 'open_meteo' AND ${isElsewhere}`,
			[usualTimeZone],
		);
		const { rows } = await connection.query<{
			building: BuildingKey;
			latitude: number;
			longitude: number;
			timezone: string;
			failures: number;
		}>(
			`WITH place AS (${located})
			 INSERT INTO kilowatch_internal.weather_places AS kept (building, latitude, longitude, timezone, next_try_at)
			 SELECT place.*, now() + make_interval(secs => $2)
			 FROM place LEFT JOIN kilowatch_internal.weather_places known ON known.building = place.building
			 WHERE known.building IS NULL OR known.next_try_at <= now() OR ${isElsewhere}
			 ORDER BY place.latitude, place.longitude, place.building LIMIT $3
			 ON CONFLICT (building) DO UPDATE SET latitude = excluded.latitude, longitude = excluded.longitude,
				timezone = excluded.timezone, next_try_at = excluded.next_try_at
			 WHERE kept.next_try_at <= now() OR (kept.latitude, kept.longitude, kept.timezone)
				IS DISTINCT FROM (excluded.latitude, excluded.longitude, excluded.timezone)
			 RETURNING building, latitude, longitude, timezone, failures`,
			[usualTimeZone, LEASE_SECONDS, CLAIMED_AT_ONCE],
		);

		return rows.map(({ building, latitude, longitude, timezone, failures }) => ({
			building,
			place: { latitude, longitude, timeZone: timezone },
			failures,
		}));
	});
}

/**
 * Holds a building at its place until the transaction ends.
 *
 * @returns false where it has moved since: what was asked for is another place's weather
 */
export async function holdPlace(
	connection: Queryable,
	building: BuildingKey,
	{ latitude, longitude, timeZone }: Place,
): Promise<boolean> {
	const { rows } = await connection.query(
		`SELECT FROM kilowatch_internal.weather_places
		 WHERE building = $1 AND latitude = $2 AND longitude = $3 AND timezone = $4 FOR UPDATE`,
		[building, latitude, longitude, timeZone],
	);

	return rows.length > 0;
}

/**
 * In how many seconds buildings of a place are next due, by the database's clock, which decides what is due; and how it went. Of
 * one that has moved meanwhile nothing is said.
 */
export async function postponeWeather(
	connection: Queryable,
	buildings: readonly BuildingKey[],
	{ latitude, longitude, timeZone }: Place,
	{ seconds, errorCode }: { seconds: number; errorCode: string | null },
): Promise<void> {
	await connection.query(
		`UPDATE kilowatch_internal.weather_places SET next_try_at = now() + make_interval(secs => $5), error_code = $6,
			failures = CASE WHEN $6::text IS NULL THEN 0 ELSE failures + 1 END
		 WHERE building::text = ANY ($1::text[]) AND latitude = $2 AND longitude = $3 AND timezone = $4`,
		[buildings.map(String), latitude, longitude, timeZone, seconds, errorCode],
	);
}

/** How many buildings' weather is asked for, how many could not be told the last time, and why the latest of them. */
export async function countWeatherPlaces(
	connection: Queryable,
): Promise<{ buildings: number; failing: number; errorCode: string | null }> {
	const { rows } = await connection.query<{ buildings: number; failing: number; error_code: string | null }>(
		`SELECT count(*)::int AS buildings, count(error_code)::int AS failing,
			(array_agg(error_code ORDER BY next_try_at DESC) FILTER (WHERE error_code IS NOT NULL))[1] AS error_code
		 FROM kilowatch_internal.weather_places`,
	);
	const [row] = rows;

	return { buildings: row?.buildings ?? 0, failing: row?.failing ?? 0, errorCode: row?.error_code ?? null };
}
