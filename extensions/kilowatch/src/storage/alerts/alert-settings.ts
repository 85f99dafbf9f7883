import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import type { Queryable } from '../database.ts';

const NAME = 'alert_settings';

/** What the portfolio says of alerts, as it is stored; `null`: nothing. */
export async function readPortfolioSettings(connection: Queryable): Promise<unknown> {
	const { rows } = await connection.query<{ value: unknown }>(
		'SELECT value FROM kilowatch_internal.settings WHERE name = $1',
		[NAME],
	);

	return rows[0]?.value ?? null;
}

export async function writePortfolioSettings(connection: Queryable, settings: object | null): Promise<void> {
	if (settings === null) {
		await connection.query('DELETE FROM kilowatch_internal.settings WHERE name = $1', [NAME]);

		return;
	}
	await connection.query(
		`INSERT INTO kilowatch_internal.settings (name, value) VALUES ($1, $2)
		 ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = now()`,
		[NAME, JSON.stringify(settings)],
	);
}

/** What a building says of alerts, as it is stored. A project's own collection may have no place for it. */
export async function readBuildingSettings(connection: Queryable, building: BuildingKey): Promise<unknown> {
	const { rows } = await connection.query<{ settings: unknown }>(
		`SELECT to_jsonb(building.*) -> 'alert_settings' AS settings FROM buildings building WHERE id::text = $1`,
		[String(building)],
	);

	return rows[0]?.settings ?? null;
}

/** The buildings that say something of alerts themselves. */
export async function listBuildingSettings(
	connection: Queryable,
): Promise<{ building: BuildingKey; name: string | null; settings: unknown }[]> {
	const { rows } = await connection.query<{ building: BuildingKey; name: string | null; settings: unknown }>(
		`SELECT id AS building, name, to_jsonb(building.*) -> 'alert_settings' AS settings FROM buildings building
		 WHERE jsonb_typeof(to_jsonb(building.*) -> 'alert_settings') <> 'null' ORDER BY name, id`,
	);

	return rows;
}
