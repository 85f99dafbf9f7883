import { datesBetween, subtractMonths } from '../domain/local-days.ts';
import { metricRules, type Metric } from '../domain/metrics.ts';
import type { MonthReading } from '../shared/http-contract/readings.ts';
import type { Queryable } from '../storage/database.ts';
import type { Period } from './building-days.ts';
import type { BuildingChannel } from './readings.ts';

/** How the days of a metric make a month; of a total only known days count, and the row says how many those are. */
const monthOf = { sum: 'sum(known)', max: 'max(known)', mean: 'avg(known)' } as const;

/**
 * The calendar months of a period, each channel apart, by month, then channel; of the first and last one the part that is in
 * the period. A day is known where the operator's own total is, or all of its curve.
 */
export async function readMonths(
	connection: Queryable,
	channels: readonly BuildingChannel[],
	metric: Metric,
	period: Period,
): Promise<MonthReading[]> {
	const { rows } = await connection.query<{
		channel: number;
		month: string;
		value: number | null;
		days_known: number;
	}>(
		`SELECT channel, to_char(date, 'YYYY-MM') AS month, ${monthOf[metricRules[metric].aggregate]} AS value,
			count(known) AS days_known
		 FROM (
			SELECT channel, date,
				coalesce(value, CASE WHEN points_received >= points_expected THEN curve_value END) AS known
			FROM iot_daily WHERE channel = ANY ($1::int[]) AND date >= $2 AND date < $3
		 ) day GROUP BY 1, 2`,
		[channels.map(({ id }) => id), period.from, period.to],
	);
	const found = new Map(rows.map((row) => [`${row.channel} ${row.month}`, row]));

	return monthsOf(period).flatMap(({ month, days }) =>
		channels.flatMap(({ id, device, register }) => {
			const row = found.get(`${id} ${month}`);

			return row
				? [
						{
							device,
							channel: id,
							register,
							month,
							value: row.value,
							days_known: row.days_known,
							days_expected: days,
						},
					]
				: [];
		}),
	);
}

/** The calendar months that a period touches, with how many of its days are in each. */
export function monthsOf({ from, to }: Period): { month: string; from: string; to: string; days: number }[] {
	const months: { month: string; from: string; to: string; days: number }[] = [];
	for (let start = from; start < to;) {
		const nextMonth = subtractMonths(`${start.slice(0, 7)}-01`, -1);
		const end = nextMonth < to ? nextMonth : to;
		months.push({ month: start.slice(0, 7), from: start, to: end, days: datesBetween(start, end).length });
		start = end;
	}

	return months;
}
