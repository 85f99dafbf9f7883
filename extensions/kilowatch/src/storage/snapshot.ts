import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database, Queryable } from './database.ts';

/** Who takes nothing for so long is gone, and the connection is needed by others. */
const PATIENCE_MS = 60_000;

/** Pieces that are read ahead of whoever takes them. */
const AHEAD = 2;

/**
 * Reads one moment of the database piece by piece, at the pace of whoever takes the pieces: memory holds a few of them,
 * however many there are. The transaction ends with the last piece, or as soon as nobody takes any more.
 */
export async function* readSnapshot<Piece>(
	database: Pick<Database, 'transaction'>,
	read: (connection: Queryable) => AsyncIterable<Piece>,
	patienceMs = PATIENCE_MS,
): AsyncGenerator<Piece> {
	const pieces = new PassThrough({ objectMode: true, highWaterMark: AHEAD });
	const impatience = setTimeout(() => pieces.destroy(new NobodyTakes()), patienceMs);
	const reading = database
		.transaction(async (connection) => {
			await connection.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
			await pipeline(Readable.from(read(connection), { objectMode: true, highWaterMark: AHEAD }), pieces);
		})
		.catch((error: unknown) => {
			// Whoever takes is told; who has left already is not.
			pieces.destroy(error as Error);
		});

	try {
		for await (const piece of pieces) {
			impatience.refresh();
			yield piece as Piece;
		}
		await reading;
	} finally {
		clearTimeout(impatience);
		pieces.destroy();
	}
}

class NobodyTakes extends Error {
	override readonly name = 'NobodyTakes';

	constructor() {
		super('Nobody takes what is read any more');
	}
}
