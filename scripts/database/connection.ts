import pg from 'pg';

/** Where a database is; the account may create databases unless it was given from outside. */
export interface DatabaseConnection {
	host: string;
	port: number;
	user: string;
	password: string;
	database: string;
}

/** How the database was got. */
export type DatabaseKind = 'given' | 'debian' | 'embedded';

export interface ProvidedDatabase {
	kind: DatabaseKind;
	connection: DatabaseConnection;
	/** the server's process, when it is ours */
	pid: number | null;
	/** settles when our server ended by itself; never for a given database */
	ended: Promise<unknown>;
	/** stops what was started here; leaves a given database alone */
	stop(): Promise<void>;
}

/** `postgres://user:password@host:port/database` */
export function connectionUrl(connection: DatabaseConnection): string {
	const { host, port, user, password, database } = connection;
	const account = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
	return `postgres://${account}@${host.includes(':') ? `[${host}]` : host}:${port}/${encodeURIComponent(database)}`;
}

/** The parts of a PostgreSQL URL; throws when it is none or names no host. */
export function parseConnectionUrl(url: string): DatabaseConnection {
	const parsed = URL.canParse(url) ? new URL(url) : undefined;
	if (
		parsed === undefined ||
		!['postgres:', 'postgresql:'].includes(parsed.protocol) ||
		parsed.hostname === ''
	) {
		throw new Error('A database URL looks like postgres://user:password@host:5432/database.');
	}
	return {
		host: parsed.hostname.replace(/^\[|\]$/g, ''),
		port: Number(parsed.port || 5432),
		user: decodeURIComponent(parsed.username),
		password: decodeURIComponent(parsed.password),
		database: decodeURIComponent(parsed.pathname.slice(1)) || decodeURIComponent(parsed.username),
	};
}

/** Runs `use` with a connected client and closes it. */
export async function withClient<Result>(
	connection: DatabaseConnection,
	use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
	const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 });
	// A server that ends under an idle client must not end this process; the next query says it.
	client.on('error', () => undefined);
	await client.connect();
	try {
		return await use(client);
	} finally {
		await client.end();
	}
}

/** Makes the database where it does not exist yet. */
export async function ensureDatabase(connection: DatabaseConnection): Promise<void> {
	await withClient({ ...connection, database: 'postgres' }, async (client) => {
		const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [connection.database]);
		if (known.rowCount === 0) {
			await client.query(`CREATE DATABASE ${pg.escapeIdentifier(connection.database)}`);
		}
	});
}
