/** What a building uses beside similar ones of those that somebody may see. */
import { benchmarkOf, type Benchmark, type ComparedBuilding } from '../domain/benchmark/benchmark.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Queryable } from '../storage/database.ts';
import type { Period } from './building-days.ts';
import { readPortfolio } from './portfolio.ts';

/** Nobody's portfolio needs more for a spread, and a report waits for it. */
const MOST_COMPARED = 500;

export interface BuildingBenchmark {
	perSquareMetre: Benchmark;
	perDwelling: Benchmark;
}

interface SizedBuilding {
	id: BuildingKey;
	country: string | null;
	heating: string | null;
	floor_area: number | null;
	dwellings: number | null;
	personal_meters: number;
}

/**
 * @param visible the buildings that may be told of
 */
export async function readBenchmark(
	connection: Queryable,
	{ building, visible, period }: { building: BuildingKey; visible: readonly BuildingKey[]; period: Period },
): Promise<BuildingBenchmark> {
	const sized = await readSized(connection, building, visible);
	const figures = new Map(
		(
			await readPortfolio(connection, {
				buildings: sized.map(({ id }) => id),
				period,
				isCompared: false,
			})
		).map((facts) => [facts.id, facts]),
	);
	const compare = (
		size: 'floor_area' | 'dwellings',
		figure: 'energy_per_m2_wh' | 'energy_per_dwelling_wh',
	): Benchmark => {
		const compared = sized.map((row): ComparedBuilding => ({
			key: String(row.id),
			country: row.country,
			heating: row.heating,
			size: row[size],
			whPerUnit: figures.get(row.id)?.[figure] ?? null,
			personalMeters: row.personal_meters,
		}));
		const own = compared.find(({ key }) => key === String(building));

		return benchmarkOf(
			own ?? {
				key: String(building),
				country: null,
				heating: null,
				size: null,
				whPerUnit: null,
				personalMeters: 0,
			},
			compared,
		);
	};

	return {
		perSquareMetre: compare('floor_area', 'energy_per_m2_wh'),
		perDwelling: compare('dwellings', 'energy_per_dwelling_wh'),
	};
}

/** The building and those of the others in its country that are nearest to it in size. */
async function readSized(
	connection: Queryable,
	building: BuildingKey,
	visible: readonly BuildingKey[],
): Promise<SizedBuilding[]> {
	const { rows } = await connection.query<SizedBuilding>(
		// A project's own collection may lack the columns that are read as JSON.
		`WITH own AS (
			SELECT floor_area, dwellings, to_jsonb(buildings) ->> 'country' AS country FROM buildings WHERE id::text = $1
		), sized AS (
			SELECT building.id, to_jsonb(building) ->> 'country' AS country, to_jsonb(building) ->> 'heating' AS heating,
				building.floor_area::float8 AS floor_area, building.dwellings::int AS dwellings
			FROM buildings building, own
			WHERE building.id::text = $1 OR building.id::text = ANY ($2::text[])
				AND (to_jsonb(building) ->> 'country') IS NOT DISTINCT FROM own.country
			ORDER BY building.id::text <> $1,
				least(abs(ln(nullif(building.floor_area, 0)::float8 / nullif(own.floor_area, 0)::float8)),
					abs(ln(nullif(building.dwellings, 0)::float8 / nullif(own.dwellings, 0)::float8))) NULLS LAST, building.id
			LIMIT ${MOST_COMPARED}
		)
		SELECT sized.*, (
			SELECT count(*) FROM iot_devices device
			WHERE device.building = sized.id AND device.personal AND device.status NOT IN ('pending', 'archived')
		)::int AS personal_meters
		FROM sized`,
		[String(building), visible.map(String)],
	);

	return rows;
}
