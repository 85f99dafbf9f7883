import { addDays, localDateOf, subtractMonths } from '../../../extensions/kilowatch/src/domain/local-days.ts';
import { DEFAULT_TIME_ZONE } from '../../../extensions/kilowatch/src/insight/readings.ts';
import type { Database, Queryable } from '../../../extensions/kilowatch/src/storage/database.ts';
import type { TestServer } from '../../support/directus.ts';
import { fillReadings } from '../fill.ts';
import { measure, type Way } from '../measure.ts';
import { addConnectedMeters, fillDays, skipTriggers } from '../sync/portfolio.ts';
import type { Growth, GrowthLine } from './growth-table.ts';

export interface GrowthOptions {
	server: TestServer;
	/** one connection to Directus' database */
	database: Database;
	/** sizes of the portfolio */
	meters: readonly number[];
	/** how far back the half-hours of all meters reach */
	months: number;
	repeat: number;
	log: (sentence: string) => void;
	isStopping: () => boolean;
}

const DAYS_MONTHS = 36;
const WARM_UPS = 60;
/** Of the same buildings: looked at again and again, as by whoever manages them. */
const BUILDINGS_AGAIN = 10;
const CHANNELS_AT_ONCE = 200;
const LIMIT_MS = 120_000;

/** One database whose portfolio grows from the smallest size to the largest; at each the same pages of its buildings are asked for. */
export async function benchGrowth(options: GrowthOptions): Promise<Growth> {
	const { server, database, months, log, isStopping } = options;
	const to = addDays(localDateOf(Date.now() / 1000, DEFAULT_TIME_ZONE), -1);
	const lines: GrowthLine[] = [];
	let there = 0;
	for (const meters of options.meters.toSorted((one, other) => one - other)) {
		log(
			`Filling ${meters.toLocaleString('en-US')} meters: ${DAYS_MONTHS} months of days, ${months} of half-hours.`,
		);
		await database.session(async (connection) => {
			await skipTriggers(connection);
			await grow(connection, { there, meters, from: subtractMonths(to, months), to }, isStopping);
			await connection.query('RESET session_replication_role');
		});
		there = meters;
		await database.query('VACUUM (ANALYZE)');
		const { readings, days } = await countRows(database);
		log(
			`${readings.toLocaleString('en-US')} half-hours and ${days.toLocaleString('en-US')} days. Measuring.`,
		);
		const ways = pages(server, await listBuildings(database), { months, to });
		lines.push({ meters, readings, days, timings: await measurePages(ways, options) });
	}

	return { months, lines };
}

async function grow(
	connection: Queryable,
	{ there, meters, from, to }: { there: number; meters: number; from: string; to: string },
	isStopping: () => boolean,
): Promise<void> {
	if (meters === there) return;
	const channels = (await addConnectedMeters(connection, meters - there, there)).filter(
		({ metric }) => metric === 'consumption',
	);
	for (let at = 0; at < channels.length && !isStopping(); at += CHANNELS_AT_ONCE) {
		await fillDays(connection, channels.slice(at, at + CHANNELS_AT_ONCE), to);
	}
	await fillReadings(
		connection,
		channels.map(({ id }) => ({ channel: id })),
		{ from, to },
		isStopping,
	);
}

/** The pages of a portfolio's buildings; each round asks for another building. */
function pages(
	server: TestServer,
	buildings: readonly string[],
	{ months, to }: { months: number; to: string },
) {
	const buildingOf = (round: number, of: number) => {
		const place = round % of;

		// Spread over the portfolio, so that they do not all lie together on the disk.
		return buildings[Math.floor((place * buildings.length) / of)] ?? failNoBuilding();
	};
	const get = async (path: string): Promise<number> => {
		const response = await server.request(path);
		if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);

		return JSON.stringify(await response.json()).length;
	};
	const readings = (building: string, parameters: string) =>
		get(`/kilowatch/buildings/${building}/readings?limit=10000&to=${to}&${parameters}`);
	const heatMap = (building: string) =>
		get(`/kilowatch/buildings/${building}/statistics?from=${subtractMonths(to, months)}&to=${to}`);
	const many = Math.min(buildings.length, 50);

	return {
		raw: (round: number) => readings(buildingOf(round, many), `resolution=raw&from=${addDays(to, -30)}`),
		days: (round: number) =>
			readings(buildingOf(round, many), `resolution=day&from=${subtractMonths(to, DAYS_MONTHS)}`),
		heatMap: (round: number) => heatMap(buildingOf(round, Math.min(buildings.length, BUILDINGS_AGAIN))),
		buildings,
		firstHeatMap: (round: number) => heatMap(buildings[round] ?? failNoBuilding()),
	};
}

async function measurePages(
	{ raw, days, heatMap, firstHeatMap, buildings }: ReturnType<typeof pages>,
	{ database, repeat, isStopping }: GrowthOptions,
): Promise<GrowthLine['timings']> {
	const settings = { limitMs: LIMIT_MS, clock: () => performance.now(), isStopping };
	const alone = async (way: Way, warmUps: number, rounds: number) =>
		(await measure({ way }, { ...settings, warmUps, rounds })).way;
	const timings = {
		raw: await alone(raw, WARM_UPS, repeat),
		days: await alone(days, WARM_UPS, repeat),
		heatMap: await alone(heatMap, WARM_UPS, repeat),
	};
	await database.query('TRUNCATE kilowatch_internal.kept_series');
	// No warm-up, for the second look at a building is another thing; the way itself is warm by the pages before.
	const firstHeatMapTiming = await alone(firstHeatMap, 0, Math.min(repeat, buildings.length));

	return { ...timings, firstHeatMap: firstHeatMapTiming };
}

async function listBuildings(database: Queryable): Promise<string[]> {
	const { rows } = await database.query<{ building: string }>(
		`SELECT building FROM iot_devices GROUP BY building HAVING count(*) = 3 ORDER BY min(point_id)`,
	);

	return rows.map(({ building }) => building);
}

async function countRows(database: Queryable): Promise<{ readings: number; days: number }> {
	const { rows } = await database.query<{ readings: number; days: number }>(
		'SELECT (SELECT count(*) FROM iot_readings) AS readings, (SELECT count(*) FROM iot_daily) AS days',
	);

	return rows[0] ?? { readings: 0, days: 0 };
}

function failNoBuilding(): never {
	throw new Error('There is no building to ask for');
}
