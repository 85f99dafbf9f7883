import pg from 'pg';

/** Whatever runs SQL: a pool, a client inside a transaction. Numbers come as numbers, dates as `YYYY-MM-DD`. */
export interface Queryable {
	// The statement decides the row's shape, so only the caller can name it.
	// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
	query<Row extends object = Record<string, unknown>>(
		text: string,
		values?: readonly unknown[],
	): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/** A pool that also hands out transactions. */
export interface Database extends Queryable {
	/**
	 * Runs `work` in one transaction on one connection; rolls back and rethrows when it throws. Never wait for an
	 * operator inside it.
	 */
	transaction<Result>(work: (connection: Queryable) => Promise<Result>): Promise<Result>;
	/**
	 * Runs `work` on one connection outside a transaction, for what TimescaleDB refuses inside one and for
	 * session-wide locks.
	 */
	session<Result>(work: (connection: Queryable) => Promise<Result>): Promise<Result>;
	close(): Promise<void>;
}

export interface DatabaseOptions {
	connection: pg.PoolConfig;
	/** connections at most; small, for Directus has its own pool beside it */
	maxConnections: number;
	/** told of connections that broke while idle; they are replaced by themselves */
	onIdleError: (error: Error) => void;
}

/** Our ids are below 2^53 and our numerics are money, so `bigint` may be a number and `numeric` stays a text. */
const types: pg.CustomTypesConfig = {
	getTypeParser: (
		...[oid, format]: Parameters<typeof pg.types.getTypeParser>
	): ((text: string) => unknown) => {
		const { INT8, DATE, NUMERIC } = pg.types.builtins;
		if (oid === INT8) return Number;
		if (oid === DATE || oid === NUMERIC) return (text) => text;

		return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
	},
};

/** Opens a pool; no connection is made before the first query. */
export function openDatabase({ connection, maxConnections, onIdleError }: DatabaseOptions): Database {
	const pool = new pg.Pool({
		...connection,
		max: maxConnections,
		types,
		application_name: 'kilowatch',
		allowExitOnIdle: true,
	});
	pool.on('error', onIdleError);

	return {
		query: (text, values) => pool.query(text, values as unknown[] | undefined),
		transaction: (work) => withClient(pool, (client) => transactionOn(client, work)),
		session: (work) => withClient(pool, work),
		close: () => pool.end(),
	};
}

/** Runs `work` in one transaction on the connection of a session; rolls back and rethrows when it throws. */
export async function transactionOn<Result>(
	session: Queryable,
	work: (connection: Queryable) => Promise<Result>,
): Promise<Result> {
	await session.query('BEGIN');
	try {
		const result = await work(session);
		await session.query('COMMIT');

		return result;
	} catch (error) {
		await session.query('ROLLBACK').catch(() => undefined);
		throw error;
	}
}

async function withClient<Result>(
	pool: pg.Pool,
	work: (connection: Queryable) => Promise<Result>,
): Promise<Result> {
	const client = await pool.connect();
	let broken = false;
	// Out of the pool a client has no listener, and a lost connection nobody listens to would end the process; the
	// statement under way is rejected all the same.
	const onConnectionLost = () => {
		broken = true;
	};
	client.on('error', onConnectionLost);

	try {
		return await work({
			query: (text, values) => client.query(text, values as unknown[] | undefined),
		});
	} catch (error) {
		broken ||= isConnectionError(error);
		throw error;
	} finally {
		client.off('error', onConnectionLost);
		client.release(broken);
	}
}

/** An error without an SQLSTATE did not come from the server's statement, so the connection is not trusted again. */
function isConnectionError(error: unknown): boolean {
	return error instanceof Error && !('code' in error && /^[0-9A-Z]{5}$/.test(String(error.code)));
}
