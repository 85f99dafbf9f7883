import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { migrations } from '../../migrations/index.ts';
import { runDirectusCommand } from '../../scripts/directus/server.ts';
import { rootFolder } from '../../scripts/paths.ts';
import { bootstrapSchemaProject, describeSchema, picture, up, type SchemaProject } from './schema-project.ts';

const snapshot = path.join(rootFolder, 'snapshots/kilowatch.yaml');

let schema: SchemaProject;

beforeAll(async () => {
	schema = await bootstrapSchemaProject();
});

afterAll(async () => {
	await schema.drop();
});

/** What Directus knows of the collections, apart from the numbers of the rows. */
async function readRegistration(database: Database): Promise<string[]> {
	const { rows } = await database.query<{ row: string }>(`
		SELECT (to_jsonb(f) - 'id')::text AS row FROM directus_fields f
		UNION ALL SELECT to_jsonb(c)::text FROM directus_collections c
		UNION ALL SELECT (to_jsonb(r) - 'id')::text FROM directus_relations r
	`);

	return rows.map(({ row }) => row).toSorted();
}

// One long story, for Directus takes ten seconds and more to apply a snapshot.
test(
	'the snapshot, applied and then migrated, is the same as migrated alone',
	{ timeout: 180_000 },
	async () => {
		const { database, project } = await schema.copy();
		await database.query(`
			CREATE TABLE own (id integer PRIMARY KEY);
			INSERT INTO directus_collections (collection) VALUES ('own');
			INSERT INTO directus_fields (collection, field) VALUES ('own', 'id');
		`);
		const apply = () => runDirectusCommand(project, ['schema', 'apply', '--yes', snapshot]);
		expect((await apply()).output).toContain('Snapshot applied successfully');

		// What the snapshot made is empty and made anew; with rows in it, it is left alone.
		await database.query(`INSERT INTO iot_tariffs (id, name) VALUES (gen_random_uuid(), 'Base')`);
		const before = await picture(database, ['iot_tariffs', 'own']);
		await expect(up(database)).rejects.toThrow(
			'The table iot_tariffs came from a schema snapshot and already holds rows',
		);
		expect(await picture(database, ['iot_tariffs', 'own'])).toEqual(before);

		// A foreign key of the project's own table stays over the change.
		await database.query(`
			DELETE FROM iot_tariffs;
			ALTER TABLE own ADD COLUMN device uuid REFERENCES iot_devices ON DELETE SET NULL;
		`);
		expect(await up(database)).toEqual(migrations.map(({ number }) => number));
		expect((await describeSchema(database)).filter((line) => line.startsWith('constraint own '))).toEqual([
			'constraint own own_device_fkey FOREIGN KEY (device) REFERENCES iot_devices(id) ON DELETE SET NULL',
			'constraint own own_pkey PRIMARY KEY (id)',
		]);
		expect((await apply()).output).toContain('No changes to apply');

		await database.query(`
			DROP TABLE own;
			DELETE FROM directus_collections WHERE collection = 'own';
			DELETE FROM directus_fields WHERE collection = 'own';
		`);
		const { database: alone } = await schema.copy();
		await up(alone);
		expect(await describeSchema(database)).toEqual(await describeSchema(alone));
		expect(await readRegistration(database)).toEqual(await readRegistration(alone));
	},
);
