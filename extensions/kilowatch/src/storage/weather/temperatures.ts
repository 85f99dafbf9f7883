import { addDays } from '../../domain/local-days.ts';
import type { DayTemperature } from '../../domain/weather/degree-days.ts';
import { weatherSources, type WeatherSource } from '../../shared/names.ts';
import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import { markBuildingDue } from '../alerts/alert-due.ts';
import type { Queryable } from '../database.ts';

/** What is kept of a building's local day. */
export interface StoredTemperature extends DayTemperature {
	source: WeatherSource;
	/** the provider will say it anew */
	isPreliminary: boolean;
}

/** The days of a building's weather that are known, in order of date; `to` is not included. */
export async function readTemperatures(
	connection: Queryable,
	building: BuildingKey,
	{ from, to }: { from: string; to: string },
): Promise<StoredTemperature[]> {
	const { rows } = await connection.query<
		Omit<StoredTemperature, 'mean' | 'isPreliminary'> & { mean: number | null; preliminary: boolean }
	>(
		`SELECT date, mean, min, max, source, preliminary FROM kilowatch_internal.temperatures
		 WHERE building = $1 AND date >= $2 AND date < $3 ORDER BY date`,
		[building, from, to],
	);

	return rows.map(({ mean, preliminary, ...row }) => ({
		...row,
		mean: mean ?? undefined,
		isPreliminary: preliminary,
	}));
}

/** The weather of some buildings from a day on, with their own rows, by the text of their keys. */
export async function readWeatherOf(
	connection: Queryable,
	buildings: readonly BuildingKey[],
	from: string,
): Promise<Map<string, { row: unknown; days: DayTemperature[] }>> {
	const found = new Map<string, { row: unknown; days: DayTemperature[] }>();
	if (buildings.length === 0) return found;
	// One row a building: a year of rows each would take longer to carry than to judge by.
	const { rows: days } = await connection.query<{ building: BuildingKey; packed: Buffer }>(
		`SELECT building, string_agg(int4send(date - date '1970-01-01') || float8send(coalesce(mean, 'NaN'))
			|| float8send(min) || float8send(max), ''::bytea ORDER BY date) AS packed
		 FROM kilowatch_internal.temperatures WHERE building = ANY ($1) AND date >= $2 GROUP BY building`,
		[buildings, from],
	);
	for (const { building, packed } of days) {
		found.set(String(building), { row: undefined, days: unpackDays(packed) });
	}
	const { rows } = await connection.query<{ building: BuildingKey; row: unknown }>(
		`SELECT id AS building, to_jsonb(building) AS row FROM buildings building WHERE id = ANY ($1)`,
		[[...found.keys()]],
	);
	for (const { building, row } of rows) Object.assign(found.get(String(building)) ?? {}, { row });

	return found;
}

const PACKED_DAY_BYTES = 28;

function unpackDays(packed: Buffer): DayTemperature[] {
	const days: DayTemperature[] = [];
	for (let at = 0; at < packed.length; at += PACKED_DAY_BYTES) {
		const mean = packed.readDoubleBE(at + 4);
		days.push({
			date: addDays('1970-01-01', packed.readInt32BE(at)),
			mean: Number.isNaN(mean) ? undefined : mean,
			min: packed.readDoubleBE(at + 12),
			max: packed.readDoubleBE(at + 20),
		});
	}

	return days;
}

/** Who says a day before whom. */
const rank = (column: string): string => `array_position('{${weatherSources.join(',')}}'::text[], ${column})`;

/**
 * Keeps days, each as a whole: what a source of higher rank has said of a day stays. The same again changes nothing. Where a
 * temperature is another one than before, the building's meters are to be judged again; in one transaction.
 *
 * @returns how many days are new or changed, and how many another source keeps
 */
export async function storeTemperatures(
	connection: Queryable,
	building: BuildingKey,
	{
		days,
		source,
		preliminary = false,
	}: { days: readonly DayTemperature[]; source: WeatherSource; preliminary?: boolean },
): Promise<{ written: number; kept: number }> {
	const values = [
		building,
		days.map(({ date }) => date),
		days.map(({ mean }) => mean ?? null),
		days.map(({ min }) => min),
		days.map(({ max }) => max),
		source,
		preliminary,
	];
	const written = await connection.query<{ date: string }>(
		`INSERT INTO kilowatch_internal.temperatures AS known (building, date, mean, min, max, source, preliminary)
		 SELECT $1, day.date, day.mean, day.min, day.max, $6, $7
		 FROM unnest($2::date[], $3::float8[], $4::float8[], $5::float8[]) AS day (date, mean, min, max)
		 ORDER BY day.date
		 ON CONFLICT (building, date) DO UPDATE SET mean = excluded.mean, min = excluded.min, max = excluded.max,
			source = excluded.source, preliminary = excluded.preliminary
		 WHERE ${rank('excluded.source')} <= ${rank('known.source')}
			AND (known.mean, known.min, known.max, known.source, known.preliminary)
				IS DISTINCT FROM (excluded.mean, excluded.min, excluded.max, excluded.source, excluded.preliminary)
		 RETURNING date`,
		values,
	);
	const [first] = written.rows.map(({ date }) => date).sort();
	if (first !== undefined) await markBuildingDue(connection, building, first);
	const kept = await connection.query<{ days: number }>(
		`SELECT count(*)::int AS days FROM kilowatch_internal.temperatures
		 WHERE building = $1 AND date = ANY ($2::date[]) AND source <> $3`,
		[building, days.map(({ date }) => date), source],
	);

	return { written: written.rowCount ?? 0, kept: kept.rows[0]?.days ?? 0 };
}

/** Takes away the days before a date, of every building. */
export async function purgeTemperatures(connection: Queryable, before: string): Promise<number> {
	const { rowCount } = await connection.query('DELETE FROM kilowatch_internal.temperatures WHERE date < $1', [
		before,
	]);

	return rowCount ?? 0;
}
