import { addDays, midnightSeconds } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { readingIdRange } from '../../extensions/kilowatch/src/domain/reading-id.ts';
import { DEFAULT_TIME_ZONE } from '../../extensions/kilowatch/src/insight/readings.ts';
import type { Queryable } from '../../extensions/kilowatch/src/storage/database.ts';
import type { TestServer } from '../support/directus.ts';
import type { Meter, Period } from './fill.ts';
import type { Question } from './question.ts';

export interface QueriesOptions {
	/** the bare SQL's way to the database: one connection, rows as objects */
	database: Queryable;
	request: TestServer['request'];
	/** the filled ones; each round asks for another one */
	meters: readonly Meter[];
	period: Period;
	/** whether `iot_readings` has chunks */
	hypertable: boolean;
}

interface ReadingRow {
	id: number | string;
	value: number;
}

/** What is asked of readings, through Directus and by bare SQL. All ways give parsed rows to this process. */
export function readingQuestions({
	database,
	request,
	meters,
	period,
	hypertable,
}: QueriesOptions): Question[] {
	const get = async <Data>(path: string): Promise<Data> => {
		const response = await request(path);
		if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);

		return ((await response.json()) as { data: Data }).data;
	};
	const items = <Data>(parameters: Record<string, string>) =>
		get<Data>(`/items/iot_readings?${new URLSearchParams(parameters).toString()}`);
	const sql = async <Row extends object>(text: string, values: unknown[] = []) =>
		(await database.query<Row>(text, values)).rows;
	const meterOf = (round: number) => meters[round % meters.length] ?? failNoMeter();

	const month = calendarMonthWithin(period);
	const monthSpan = spanOf(month, 'utc');
	const lastDays = { from: addDays(period.to, -32), to: addDays(period.to, -2) };
	const lastDaysSpan = spanOf(lastDays, DEFAULT_TIME_ZONE);

	return [
		{
			question: 'First page, 25 rows, newest key first',
			ways: {
				'/items': async () => keysOf(await items({ limit: '25', sort: '-id' })),
				SQL: async () => keysOf(await sql('SELECT * FROM iot_readings ORDER BY id DESC LIMIT 25')),
			},
			ratios: [{ measured: '/items', against: 'SQL' }],
		},
		{
			question: 'First page, 25 rows, sort=-timestamp',
			ways: {
				'/items': async () => instantsOf(await items({ limit: '25', sort: '-timestamp' })),
				SQL: async () =>
					instantsOf(await sql('SELECT * FROM iot_readings ORDER BY "timestamp" DESC LIMIT 25')),
			},
			ratios: [{ measured: '/items', against: 'SQL' }],
		},
		{
			question: `A channel's month, ${monthSpan.halfHours} rows`,
			ways: {
				'/items': async (round) =>
					totalOf(await items({ limit: '-1', filter: filterOf(meterOf(round), monthSpan) })),
				SQL: async (round) => {
					const { where, values } = spanCondition(meterOf(round), monthSpan, hypertable);

					return totalOf(await sql(`SELECT * FROM iot_readings ${where} ORDER BY id`, values));
				},
			},
			ratios: [{ measured: '/items', against: 'SQL' }],
		},
		{
			question: 'Sum by day of that month',
			ways: {
				'/items': async (round) => {
					const rows = await items<{ timestamp_day: string; sum: { value: number | string } }[]>({
						'aggregate[sum]': 'value',
						'groupBy[]': 'day(timestamp)',
						filter: filterOf(meterOf(round), monthSpan),
						limit: '-1',
					});

					return sortedDays(rows.map((row) => [Number(row.timestamp_day), Number(row.sum.value)]));
				},
				SQL: async (round) => {
					const { where, values } = spanCondition(meterOf(round), monthSpan, hypertable);
					const rows = await sql<{ day: number; sum: number }>(
						`SELECT extract(day FROM "timestamp" AT TIME ZONE 'UTC')::int AS day, sum(value) AS sum
						 FROM iot_readings ${where} GROUP BY 1`,
						values,
					);

					return sortedDays(rows.map((row) => [row.day, row.sum]));
				},
			},
			ratios: [{ measured: '/items', against: 'SQL', goal: { atMost: 4 } }],
		},
		{
			question: 'Full count',
			ways: {
				'/items': async () => {
					const [row] = await items<{ count: string | number }[]>({ 'aggregate[count]': '*' });

					return Number(row?.count);
				},
				SQL: async () => {
					const [row] = await sql<{ count: number }>('SELECT count(*) FROM iot_readings');

					return row?.count;
				},
			},
			ratios: [{ measured: '/items', against: 'SQL' }],
		},
		{
			question: `A building's last 30 days, ${lastDaysSpan.halfHours} rows`,
			ways: {
				'/kilowatch': async (round) =>
					totalOf(
						await get(
							`/kilowatch/buildings/${meterOf(round).building}/readings?resolution=raw&from=${lastDays.from}&to=${lastDays.to}`,
						),
					),
				'/kilowatch, series': async (round) => {
					const series = await get<{ values: number[] }[]>(
						`/kilowatch/buildings/${meterOf(round).building}/readings?resolution=raw&layout=series&from=${lastDays.from}&to=${lastDays.to}`,
					);

					return totalOf(series.flatMap(({ values }) => values.map((value) => ({ value }))));
				},
				'/items': async (round) =>
					totalOf(
						await items({
							limit: '-1',
							sort: 'timestamp',
							filter: filterOf(meterOf(round), lastDaysSpan),
						}),
					),
				SQL: async (round) => {
					const { where, values } = spanCondition(meterOf(round), lastDaysSpan, hypertable);

					return totalOf(await sql(`SELECT * FROM iot_readings ${where} ORDER BY "timestamp"`, values));
				},
			},
			ratios: [
				{ measured: '/kilowatch', against: '/items', goal: { atMost: 0.25, of: 'p95' } },
				{ measured: '/kilowatch', against: 'SQL', goal: { atMost: 2, of: 'p95' } },
				{ measured: '/kilowatch, series', against: '/items', goal: { atMost: 0.25, of: 'p95' } },
				{ measured: '/kilowatch, series', against: 'SQL', goal: { atMost: 2, of: 'p95' } },
			],
		},
	];
}

interface Span {
	fromSeconds: number;
	toSeconds: number;
	halfHours: number;
}

/** As an expert would ask: where there are chunks, the id range beside the instants lets whole ones be left out. */
function spanCondition(
	{ channel }: Meter,
	{ fromSeconds, toSeconds }: Span,
	hypertable: boolean,
): { where: string; values: number[] } {
	const where = 'WHERE channel = $1 AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3)';
	const values = [channel, fromSeconds, toSeconds];
	if (!hypertable) return { where, values };
	const { fromId, toId } = readingIdRange(fromSeconds, toSeconds);

	return { where: `${where} AND id >= $4 AND id < $5`, values: [...values, fromId, toId] };
}

/** As somebody asks who knows nothing of our ids. */
function filterOf({ channel }: Meter, { fromSeconds, toSeconds }: Span): string {
	return JSON.stringify({
		_and: [
			{ channel: { _eq: channel } },
			{ timestamp: { _gte: isoInstant(fromSeconds) } },
			{ timestamp: { _lt: isoInstant(toSeconds) } },
		],
	});
}

function isoInstant(seconds: number): string {
	return new Date(seconds * 1000).toISOString();
}

/** The calendar month in the middle of the period; three months hold a whole one. */
function calendarMonthWithin({ from, to }: Period): Period {
	const middle = new Date((Date.parse(from) + Date.parse(to)) / 2).toISOString();
	const firstDay = `${middle.slice(0, 7)}-01`;

	return { from: firstDay, to: `${addDays(firstDay, 31).slice(0, 7)}-01` };
}

function spanOf({ from, to }: Period, zone: string): Span {
	const fromSeconds = midnightSeconds(from, zone);
	const toSeconds = midnightSeconds(to, zone);

	return { fromSeconds, toSeconds, halfHours: (toSeconds - fromSeconds) / 1800 };
}

function keysOf(rows: readonly ReadingRow[]): number[] {
	return rows.map(({ id }) => Number(id));
}

/** Of readings at the same instant any may come first. */
function instantsOf(rows: readonly { timestamp: string | Date }[]): number[] {
	return rows.map(({ timestamp }) => new Date(timestamp).getTime());
}

function totalOf(rows: readonly Pick<ReadingRow, 'value'>[]): { rows: number; sum: number } {
	return { rows: rows.length, sum: rows.reduce((sum, { value }) => sum + value, 0) };
}

function sortedDays(days: [number, number][]): [number, number][] {
	return days.sort(([a], [b]) => a - b);
}

function failNoMeter(): never {
	throw new Error('There is no meter to ask for');
}
