import { connectionUrl, withClient, type DatabaseConnection } from '../../scripts/database/connection.ts';
import { runCommand } from '../../scripts/process/run-command.ts';

/** What somebody has who has a backup: `pg_dump`'s, where it is here and not older than the server; else every row of every table. */
export async function dumpDatabase(connection: DatabaseConnection): Promise<string> {
	const { code, output } = await runCommand('pg_dump', ['--dbname', connectionUrl(connection)], {
		timeoutMs: 60_000,
	});

	return code === 0 ? output : readEveryRow(connection);
}

/** Every row of every table that is not the server's own, as text. */
export async function readEveryRow(connection: DatabaseConnection): Promise<string> {
	return withClient(connection, async (client) => {
		const { rows: tables } = await client.query<{ name: string }>(
			`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
			 WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND schemaname NOT LIKE '%timescaledb%'`,
		);
		const dumps: string[] = [];
		for (const { name } of tables) {
			const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
			dumps.push(`-- ${name}`, ...rows.map(({ row }) => row));
		}

		return dumps.join('\n');
	});
}
