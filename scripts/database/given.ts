import { Unavailable } from '../process/unavailable.ts';
import { parseConnectionUrl, withClient, type ProvidedDatabase } from './connection.ts';

/** Whether the environment names a database. */
export function isDatabaseGiven(environment: NodeJS.ProcessEnv): boolean {
	return Boolean(environment.DB_HOST || environment.DB_CONNECTION_STRING);
}

/** The database that `DB_CONNECTION_STRING`, or `DB_HOST` and its sisters, name; throws `Unavailable` when it does not answer. */
export async function giveDatabase(environment: NodeJS.ProcessEnv): Promise<ProvidedDatabase> {
	const url = environment.DB_CONNECTION_STRING;
	const connection = url
		? parseConnectionUrl(url)
		: {
				host: environment.DB_HOST || '127.0.0.1',
				port: Number(environment.DB_PORT || 5432),
				user: environment.DB_USER || 'postgres',
				password: environment.DB_PASSWORD ?? '',
				database: environment.DB_DATABASE || 'directus',
			};
	try {
		await withClient(connection, (client) => client.query('SELECT 1'));
	} catch (error) {
		const place = `${connection.host}:${connection.port}/${connection.database}`;
		const reason = error instanceof Error ? error.message || error.name : String(error);
		throw new Unavailable(
			`The database given by ${url ? 'DB_CONNECTION_STRING' : 'DB_HOST'} (${place}) did not answer: ${reason}. Mend the DB_* variables, or leave them out to have a database started here.`,
		);
	}
	return {
		kind: 'given',
		connection,
		pid: null,
		ended: new Promise(() => undefined),
		stop: () => Promise.resolve(),
	};
}
