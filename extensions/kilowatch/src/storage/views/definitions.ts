/**
 * The views that other programs read by SQL, column by column. SQL knows no rights of Directus: who may read a view reads all
 * of it, so nothing finer than a meter's master data is in them of a meter whose holder is a natural person, except in the
 * one view that is given away separately.
 */
import { metricRules, metrics } from '../../domain/metrics.ts';
import { PERIOD_ID_WIDTH, PERIOD_SECONDS } from '../../domain/reading-id.ts';
import { isReplaced } from '../replaced-device.ts';

/** Not `kilowatch`: a database role of that name would find it before `public`, and Directus would make its tables in it. */
export const VIEW_SCHEMA = 'kilowatch_views';

export interface ViewDefinition {
	name: string;
	/** what it has a row for */
	about: string;
	/** given only to whoever is to see days of natural persons */
	personal: boolean;
	/** what each column is, in their order; they stand in the database as comments, and in `docs/sql-views.md` */
	columns: Readonly<Record<string, string>>;
	/** without CREATE; names of tables are those of the search path under which the migrations run */
	query: string;
}

const meterColumns = {
	building: 'id in v_buildings',
	device: 'id in v_meters',
	channel: 'number of the series',
	metric: 'consumption, production, max_power, water, gas, temperature or humidity',
	register: 'total, or the part of it that the meter counts apart: peak, off_peak, day, night',
	unit: 'of the values: Wh, VA, L, °C or %',
};

const dayColumns = {
	...meterColumns,
	date: 'the building’s local date; of 23, 24 or 25 hours',
	value: 'the operator’s own total, else the sum of a complete load curve; null: not known in full',
	curve_value: 'sum of what is known of the load curve',
	points_expected: 'intervals that the load curve of the day has in full',
	points_received: 'intervals of it that are known',
	status: 'missing, partial, complete, or final: a hole that is not asked for any more',
};

/**
 * Series of devices that have been connected; where a point was connected anew, those of the living device alone, for sums
 * would count the point twice.
 */
const series = (personal: boolean) => `iot_channels channel
	JOIN iot_devices device ON device.id = channel.device AND device.status <> 'pending'
		AND ${personal ? '' : 'NOT '}device.personal
		AND NOT ${isReplaced}`;

const seriesColumns = `device.building, device.id AS device, channel.id AS channel, channel.metric, channel.register, channel.unit`;

/** As in `/readings`: part of a curve is no day. */
const knownDay =
	'coalesce(day.value, CASE WHEN day.points_received >= day.points_expected THEN day.curve_value END)';

const daysOf = (personal: boolean) => `
	SELECT ${seriesColumns}, day.date, ${knownDay} AS value, day.curve_value, day.points_expected, day.points_received,
		day.status
	FROM ${series(personal)}
	JOIN iot_daily day ON day.channel = channel.id`;

/** How the known days of a metric make its month. */
const monthOf = metrics
	.map((metric) => {
		const { aggregate } = metricRules[metric];
		const sqlName = aggregate === 'mean' ? 'avg' : aggregate;

		return `WHEN '${metric}' THEN month.${sqlName}`;
	})
	.join(' ');

/** A number of an adopted collection may have any type; what is no number is not told. */
const numberOf = (column: string) =>
	`CASE WHEN jsonb_typeof(facts -> '${column}') = 'number' THEN (facts ->> '${column}')::numeric END AS ${column}`;

export const views: readonly ViewDefinition[] = [
	{
		name: 'v_buildings',
		about: 'buildings',
		personal: false,
		columns: {
			id: 'key',
			name: 'name',
			city: 'city',
			country: 'country, two letters',
			timezone: 'IANA time zone, whose dates the days have',
			floor_area: 'm²',
			dwellings: 'number of dwellings',
			heating: 'electric, gas, oil, district, heat_pump, wood, none or other',
			year_built: 'year',
		},
		// By way of a document, so that the columns of a project's own collection can still be changed in Directus.
		query: `
	SELECT building.id, facts ->> 'name' AS name, facts ->> 'city' AS city, facts ->> 'country' AS country,
		coalesce(facts ->> 'timezone', 'Europe/Paris') AS timezone, ${numberOf('floor_area')}, ${numberOf('dwellings')},
		facts ->> 'heating' AS heating, ${numberOf('year_built')}
	FROM buildings building CROSS JOIN LATERAL (SELECT to_jsonb(building) AS facts) document`,
	},
	{
		name: 'v_meters',
		about: 'meters; of natural persons that there is one, not whose',
		personal: false,
		columns: {
			id: 'key',
			building: 'id in v_buildings',
			device_type: 'electricity_meter, gas_meter, water_meter, temperature_sensor, humidity_sensor or other',
			provider: 'where the readings come from',
			status: 'pending, active, stopped or archived',
			personal: 'whether the holder is a natural person',
			label: 'as the manager named it; null where personal',
			point_ending: 'last four characters of the point id; null where personal',
			subscribed_power: 'kVA; null where personal',
			last_reading_at: 'start of the newest interval; null where personal',
		},
		query: `
	SELECT id, building, device_type, provider, status, personal,
		CASE WHEN NOT personal THEN label END AS label,
		CASE WHEN NOT personal THEN right(point_id, 4) END AS point_ending,
		CASE WHEN NOT personal THEN subscribed_power END AS subscribed_power,
		CASE WHEN NOT personal THEN last_reading_at END AS last_reading_at
	FROM iot_devices`,
	},
	{
		name: 'v_days',
		about: 'local days of each series, of meters that are not personal',
		personal: false,
		columns: dayColumns,
		query: daysOf(false),
	},
	{
		name: 'v_personal_days',
		about: 'local days of each series, of meters whose holder is a natural person',
		personal: true,
		columns: dayColumns,
		query: daysOf(true),
	},
	{
		name: 'v_months',
		about: 'calendar months of each series, of meters that are not personal',
		personal: false,
		columns: {
			...meterColumns,
			month: 'the first of the month, as a date',
			value:
				'over known days: sum, of max_power the highest, of temperature and humidity the mean; null: no day is known',
			days_known: 'days with a value',
			days: 'days that the month has',
		},
		query: `
	SELECT ${seriesColumns}, span.month,
		CASE channel.metric ${monthOf} END AS value, month.days_known, month.days
	FROM ${series(false)}
	CROSS JOIN LATERAL (
		SELECT min(date) AS first_date, max(date) AS last_date FROM iot_daily WHERE iot_daily.channel = channel.id
	) known
	CROSS JOIN LATERAL (
		SELECT start::date AS month FROM generate_series(
			date_trunc('month', known.first_date::timestamp), known.last_date::timestamp, interval '1 month'
		) start
	) span
	CROSS JOIN LATERAL (
		SELECT sum(${knownDay}) AS sum, max(${knownDay}) AS max, avg(${knownDay}) AS avg,
			count(${knownDay})::integer AS days_known,
			(span.month + interval '1 month')::date - span.month AS days
		FROM iot_daily day
		WHERE day.channel = channel.id AND day.date >= span.month AND day.date < (span.month + interval '1 month')::date
	) month`,
	},
	{
		name: 'v_readings',
		about: 'intervals as they were measured, of meters that are not personal',
		personal: false,
		columns: {
			id: 'key; a bound on it beside one on timestamp lets whole chunks be left out, see readings()',
			...meterColumns,
			timestamp: 'the interval’s start',
			duration_s: 'its length in seconds',
			value: 'what was measured in it; energies in Wh',
			quality: 'raw, corrected, estimated, validated or ambiguous',
			source: 'operator, file or push',
		},
		query: `
	SELECT reading.id, ${seriesColumns}, reading."timestamp", reading.duration AS duration_s, reading.value,
		reading.quality, reading.source
	FROM ${series(false)}
	JOIN iot_readings reading ON reading.channel = channel.id`,
	},
	{
		name: 'v_alerts',
		about: 'alerts, of buildings and of meters that are not personal',
		personal: false,
		columns: {
			id: 'key',
			building: 'id in v_buildings',
			device: 'id in v_meters; null: of the building',
			rule: 'which rule found it',
			severity: 'minor, major or critical',
			period_from: 'when it began',
			period_until: 'when it ended; null: not yet',
			observed: 'what was measured',
			expected: 'what the rule expected',
			ratio: 'observed by expected',
			cost_impact: '€',
			status: 'open, acknowledged or closed',
			verdict: 'true, false or known_cause, as somebody judged it',
			created_at: 'when it was found',
		},
		query: `
	SELECT alert.id, alert.building, coalesce(alert.device, channel.device) AS device, alert.rule, alert.severity,
		alert.period_from, alert.period_until, alert.observed, alert.expected, alert.ratio, alert.cost_impact,
		alert.status, alert.verdict, alert.created_at
	FROM iot_alerts alert
	LEFT JOIN iot_channels channel ON channel.id = alert.channel
	WHERE NOT EXISTS (SELECT FROM iot_devices device WHERE device.personal AND device.id IN (alert.device, channel.device))`,
	},
];

export interface FunctionDefinition {
	name: string;
	/** with names and types */
	parameters: string;
	about: string;
	/** everything after the parameters */
	body: string;
}

/** They run with the rights of whoever calls them, and are written into the caller's query. */
export const viewFunctions: readonly FunctionDefinition[] = [
	{
		name: 'first_id',
		parameters: 'moment timestamptz',
		about: 'the lowest id of the period (24.3 days) that a moment lies in: a lower bound of ids from then on',
		// Evaluated while the query is planned, so that chunks are left out there already.
		body: `RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT greatest(floor(extract(epoch FROM moment))::bigint, 0) / ${PERIOD_SECONDS} * ${PERIOD_ID_WIDTH}
$$`,
	},
	{
		name: 'readings',
		parameters: 'since timestamptz, until timestamptz',
		about: 'v_readings of a time, until not included, with the bounds on id that leave out chunks',
		body: `RETURNS SETOF ${VIEW_SCHEMA}.v_readings LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT * FROM ${VIEW_SCHEMA}.v_readings reading
	WHERE reading."timestamp" >= since AND reading."timestamp" < until
		AND reading.id >= ${VIEW_SCHEMA}.first_id(since) AND reading.id < ${VIEW_SCHEMA}.first_id(until) + ${PERIOD_ID_WIDTH}
$$`,
	},
];
