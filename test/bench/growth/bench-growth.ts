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
	/** how far back the half-hours of all meters reach; of the buildings that are asked for, {@link CURVE_MONTHS} at least */
	months: number;
	repeat: number;
	log: (sentence: string) => void;
	isStopping: () => boolean;
}

const DAYS_MONTHS = 36;
/** Of a heat map. All half-hours of ten thousand meters over two years would be half a billion rows. */
const CURVE_MONTHS = 24;
const WARM_UPS = 60;
/** Spread over the portfolio, so that they do not all lie together on the disk. */
const BUILDINGS_ASKED = 50;
/** Of them: looked at again and again, as by whoever manages them. */
const BUILDINGS_AGAIN = 10;
const CHANNELS_AT_ONCE = 200;
const LIMIT_MS = 120_000;

/** One database whose portfolio grows from the smallest size to the largest; at each the same pages of its buildings are asked for. */
export async function benchGrowth(options: GrowthOptions): Promise<Growth> {
	const { server, database, months, log, isStopping } = options;
	const to = addDays(localDateOf(Date.now() / 1000, DEFAULT_TIME_ZONE), -1);
	const lines: GrowthLine[] = [];
	const curveMonths = Math.max(CURVE_MONTHS, months);
	const withCurve = new Set<number>();
	let there = 0;
	for (const meters of options.meters.toSorted((one, other) => one - other)) {
		log(
			`Filling ${meters.toLocaleString('en-US')} meters: ${DAYS_MONTHS} months of days, ${months} of half-hours, ${curveMonths} of the ${BUILDINGS_ASKED} buildings asked for.`,
		);
		const period = { from: subtractMonths(to, months), to };
		await database.session(async (connection) => {
			await skipTriggers(connection);
			await grow(connection, { there, meters, ...period }, isStopping);
		});
		there = meters;
		const buildings = await listBuildings(database);
		await database.session(async (connection) => {
			const older = { from: subtractMonths(to, curveMonths), to: period.from };
			const channels = (await listChannels(connection, buildings)).filter((id) => !withCurve.has(id));
			await fillReadings(
				connection,
				channels.map((channel) => ({ channel })),
				older,
				isStopping,
			);
			for (const channel of channels) withCurve.add(channel);
			await connection.query('RESET session_replication_role');
		});
		await database.query('VACUUM (ANALYZE)');
		const { readings, days } = await countRows(database);
		log(
			`${readings.toLocaleString('en-US')} half-hours and ${days.toLocaleString('en-US')} days. Measuring.`,
		);
		const ways = pages(server, buildings, { months: curveMonths, to });
		lines.push({ meters, readings, days, timings: await measurePages(ways, options) });
	}

	return { months: curveMonths, lines };
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
	const buildingOf = (round: number, of = buildings.length) => buildings[round % of] ?? failNoBuilding();
	const get = async (path: string): Promise<number> => {
		const response = await server.request(path);
		if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);

		return JSON.stringify(await response.json()).length;
	};
	const readings = (building: string, parameters: string) =>
		get(`/kilowatch/buildings/${building}/readings?limit=10000&to=${to}&${parameters}`);
	const heatMap = (building: string) =>
		get(`/kilowatch/buildings/${building}/statistics?from=${subtractMonths(to, months)}&to=${to}`);

	return {
		raw: (round: number) => readings(buildingOf(round), `resolution=raw&from=${addDays(to, -30)}`),
		days: (round: number) =>
			readings(buildingOf(round), `resolution=day&from=${subtractMonths(to, DAYS_MONTHS)}`),
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

/** The buildings that are asked for: some of those whose meters are all there. */
async function listBuildings(database: Queryable): Promise<string[]> {
	const { rows } = await database.query<{ building: string }>(
		`SELECT building FROM iot_devices GROUP BY building HAVING count(*) = 3 ORDER BY min(point_id)`,
	);
	const count = Math.min(rows.length, BUILDINGS_ASKED);

	return Array.from(
		{ length: count },
		(_, place) => rows[Math.floor((place * rows.length) / count)]?.building ?? failNoBuilding(),
	);
}

/** Their channels of consumption. */
async function listChannels(connection: Queryable, buildings: readonly string[]): Promise<number[]> {
	const { rows } = await connection.query<{ id: number }>(
		`SELECT channel.id FROM iot_channels channel JOIN iot_devices device ON device.id = channel.device
		 WHERE device.building = ANY ($1) AND channel.metric = 'consumption' ORDER BY channel.id`,
		[buildings],
	);

	return rows.map(({ id }) => id);
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
