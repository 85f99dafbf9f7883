import { detectDatabase, createTimescaleDb } from '../../extensions/kilowatch/src/storage/capabilities.ts';
import { openDatabase, type Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { migrations } from '../../migrations/index.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** Our tables alone on an empty database, without a Directus: for tests of storage and sync. */
export interface SchemaForTest {
	database: Database;
	/** for connections of one's own */
	url: string;
	/** a building's key, for devices to stand in */
	building: string;
	/** a device with a living consent and its consumption channel */
	addMeter(pointId?: string): Promise<{ device: string; consent: string; channel: number }>;
	drop(): Promise<void>;
}

/**
 * Makes the tables by the real migrations; of Directus' own only the two they point to are there, bare.
 *
 * @param given an empty database; else one is made on the server that all tests share
 */
export async function createSchema(given?: Pick<TestDatabase, 'url' | 'drop'>): Promise<SchemaForTest> {
	const server = given ?? (await createTestDatabase());
	const setup = openDatabase({
		connection: { connectionString: server.url },
		maxConnections: 1,
		onIdleError: () => undefined,
	});
	await createTimescaleDb(setup);
	await setup.close();

	const database = openDatabase({
		connection: { connectionString: server.url },
		maxConnections: 8,
		onIdleError: () => undefined,
	});
	await database.query(`
		CREATE TABLE directus_users (id uuid PRIMARY KEY, first_name text, last_name text, email text);
		CREATE TABLE directus_files (id uuid PRIMARY KEY);
		CREATE SCHEMA kilowatch_internal;
	`);
	const { hypertable } = await detectDatabase(database);
	for (const migration of migrations) {
		await migration.up(database, {
			buildingKeyType: 'uuid',
			adoptedBuildings: false,
			addedBuildingColumns: [],
			hypertable,
		});
	}
	const { rows } = await database.query<{ id: string }>(
		`INSERT INTO buildings (name) VALUES ('Les Tilleuls') RETURNING id`,
	);
	const building = only(rows).id;

	return {
		database,
		url: server.url,
		building,
		async addMeter(pointId) {
			const device = await database.query<{ id: string }>(
				`INSERT INTO iot_devices (building, provider, point_id, status) VALUES ($1, 'enedis', $2, 'active')
				 RETURNING id`,
				[building, pointId ?? null],
			);
			const { id } = only(device.rows);
			const consent = await database.query<{ id: string }>(
				`INSERT INTO iot_consents (device, provider, scopes, text_version, status)
				 VALUES ($1, 'enedis', '["daily", "load_curve"]', 'test', 'active') RETURNING id`,
				[id],
			);
			const channel = await database.query<{ id: number }>(
				`INSERT INTO iot_channels (device, metric, unit) VALUES ($1, 'consumption', 'Wh') RETURNING id`,
				[id],
			);

			return { device: id, consent: only(consent.rows).id, channel: only(channel.rows).id };
		},
		async drop() {
			await database.close();
			await server.drop();
		},
	};
}

/** The one row there must be. */
export function only<Row>(rows: readonly Row[]): Row {
	const [row, ...others] = rows;
	if (row === undefined || others.length > 0) throw new Error(`One row was expected, not ${rows.length}`);

	return row;
}
