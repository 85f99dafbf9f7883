import { z } from 'zod';

/** Where a page ended: the key of its last row. */
export interface Cursor {
	/** instant in epoch seconds for readings, date for days */
	at: string | number;
	channel: number;
}

const schema = z.tuple([z.union([z.iso.date(), z.number().int()]), z.number().int()]);

/** A cursor as callers carry it: opaque to them. */
export function formatCursor({ at, channel }: Cursor): string {
	return Buffer.from(JSON.stringify([at, channel])).toString('base64url');
}

/** The cursor in a text, or `undefined` where it is none of ours. */
export function parseCursor(text: string): Cursor | undefined {
	try {
		const [at, channel] = schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));

		return { at, channel };
	} catch {
		return undefined;
	}
}
