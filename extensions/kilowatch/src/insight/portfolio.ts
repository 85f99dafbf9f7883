import type {
	BuildingKey,
	PortfolioBuilding,
	PortfolioComparison,
} from '../shared/http-contract/buildings.ts';
import type { Queryable } from '../storage/database.ts';
import type { Period } from './building-days.ts';
import { compare, figuresOf } from './portfolio-figures.ts';
import { DEFAULT_TIME_ZONE } from './readings.ts';
import { daysIn, previousPeriod } from './report-period.ts';

interface BuildingRow
	extends
		Omit<
			PortfolioFacts,
			| 'timezone'
			| 'floor_area'
			| 'days_expected'
			| 'last_reading_at'
			| 'previous'
			| 'energy_per_m2_wh'
			| 'energy_per_dwelling_wh'
		>,
		Pick<PortfolioComparison, 'days_compared' | 'current_wh' | 'earlier_wh'> {
	timezone: string | null;
	floor_area: string | null;
	last_reading_at: Date | null;
	consuming: number;
}

/** What is known of a building, whoever asks and in whatever order. */
export type PortfolioFacts = Omit<PortfolioBuilding, 'may_update' | 'rank'>;

export interface PortfolioRequest {
	buildings: readonly BuildingKey[];
	period: Period;
	/** whether to set the period against the one before, which takes about twice as long */
	isCompared: boolean;
}

/** What is known of each local day of a channel: the operator's own total, or all of its curve. */
const knownDay = 'coalesce(value, CASE WHEN points_received >= points_expected THEN curve_value END)';

const channels = 'channel = ANY (ARRAY(SELECT channel FROM meter))';

/** A row for each channel: what is known of its period. */
const usedAlone = `
	SELECT channel, sum(${knownDay}) AS energy_wh, count(${knownDay}) AS days_known,
		NULL::float8 AS current_wh, NULL::float8 AS earlier_wh, 0 AS days_compared
	FROM iot_daily WHERE ${channels} AND date >= $2 AND date < $3 GROUP BY channel`;

/** The same, and each day with its counterpart: the one that has the same place in the period before. */
const usedAndBefore = `
	SELECT channel, sum(current) AS energy_wh, count(current) AS days_known,
		sum(current) FILTER (WHERE earlier IS NOT NULL) AS current_wh,
		sum(earlier) FILTER (WHERE current IS NOT NULL) AS earlier_wh,
		count(*) FILTER (WHERE current IS NOT NULL AND earlier IS NOT NULL) AS days_compared
	FROM (
		SELECT channel, max(${knownDay}) FILTER (WHERE date >= $2) AS current,
			max(${knownDay}) FILTER (WHERE date < $2) AS earlier
		FROM iot_daily WHERE ${channels} AND date >= $5 AND date < $3
		GROUP BY channel, CASE WHEN date >= $2 THEN date - $2::date ELSE date - $5::date END
	) pair
	GROUP BY channel`;

/**
 * Buildings with what they used in a period of local dates (`to` not included), by name. The sum is over known days of meters
 * alone, and says how many those are, of how many there could be: a meter that only feeds in owes no day of consumption.
 */
export async function readPortfolio(
	connection: Queryable,
	{ buildings, period, isCompared }: PortfolioRequest,
): Promise<PortfolioFacts[]> {
	const days = daysIn(period);
	const { rows } = await connection.query<BuildingRow>(
		// All channels at once: a look-up for each would read a page a day and meter.
		`WITH meter AS MATERIALIZED (
			SELECT device.id AS device, device.building, device.status, device.last_reading_at, measured.channel,
				measured.consumption IS NOT FALSE AS is_consuming,
				measured.consumption IS NOT FALSE AND device.status = 'active' AS is_living
			FROM iot_devices device
			CROSS JOIN LATERAL (
				-- null before anything is known of the meter
				SELECT bool_or(metric = 'consumption' AND state = 'active') AS consumption,
					min(id) FILTER (WHERE metric = 'consumption' AND register = 'total') AS channel
				FROM iot_channels WHERE device = device.id AND metric IN ('consumption', 'production')
			) measured
			WHERE device.building::text = ANY ($1::text[]) AND device.status <> 'archived'
		), used AS (${isCompared ? usedAndBefore : usedAlone}
		), sums AS (
			SELECT meter.building, count(*) AS devices, count(*) FILTER (WHERE is_consuming) AS consuming,
				max(meter.last_reading_at) AS last_reading_at,
				sum(used.energy_wh) AS energy_wh, sum(used.days_known) AS days_known,
				-- what a stopped meter measured while it was read is all there is of it
				sum(CASE WHEN is_living THEN used.energy_wh * $4::int / nullif(used.days_known, 0) ELSE used.energy_wh END) AS scaled_wh,
				sum($4::int - used.days_known) FILTER (WHERE is_living) AS scaled_days,
				coalesce(bool_or(is_living AND coalesce(used.days_known, 0) * 2 < $4::int), false) AS is_unknown,
				sum(used.days_compared) AS days_compared, sum(used.current_wh) AS current_wh, sum(used.earlier_wh) AS earlier_wh
			FROM meter LEFT JOIN used ON used.channel = meter.channel
			GROUP BY meter.building
		)
		SELECT building.id, coalesce(building.name, '') AS name, building.city, building.country, building.timezone,
			building.floor_area, building.dwellings,
			CASE WHEN person.id IS NULL THEN NULL ELSE json_build_object('id', person.id, 'name',
				coalesce(nullif(btrim(concat_ws(' ', person.first_name, person.last_name)), ''), person.email, person.id::text)
			) END AS manager,
			coalesce(sums.devices, 0)::int AS devices, coalesce(sums.consuming, 0)::int AS consuming,
			sums.last_reading_at, sums.energy_wh, coalesce(sums.days_known, 0)::int AS days_known,
			CASE WHEN NOT sums.is_unknown THEN sums.scaled_wh END AS scaled_wh,
			CASE WHEN sums.is_unknown THEN 0 ELSE coalesce(sums.scaled_days, 0) END::int AS scaled_days,
			coalesce(sums.days_compared, 0)::int AS days_compared, sums.current_wh, sums.earlier_wh
		FROM buildings building
		LEFT JOIN sums ON sums.building = building.id
		LEFT JOIN directus_users person ON person.id::text = building.manager::text
		WHERE building.id::text = ANY ($1::text[])
		ORDER BY building.name, building.id`,
		[
			buildings.map(String),
			period.from,
			period.to,
			days,
			...(isCompared ? [previousPeriod(period).from] : []),
		],
	);

	return rows.map(({ consuming, days_compared, current_wh, earlier_wh, ...row }) => {
		const sized = {
			...row,
			floor_area: row.floor_area === null ? null : Number(row.floor_area),
			days_expected: days * consuming,
		};

		return {
			...sized,
			...figuresOf(sized),
			previous: isCompared
				? compare({ days_expected: sized.days_expected, days_compared, current_wh, earlier_wh })
				: null,
			timezone: row.timezone ?? DEFAULT_TIME_ZONE,
			last_reading_at: row.last_reading_at?.toISOString() ?? null,
		};
	});
}
