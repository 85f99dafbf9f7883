import { z } from 'zod';
import { END_OF_TIME_SECONDS, MAX_CHANNEL } from '../domain/reading-id.ts';

/** Where a page ended: the key of its last row. */
export interface Cursor {
	/** instant in epoch seconds for readings, date for days */
	at: string | number;
	channel: number;
}

const channel = z.int().min(1).max(MAX_CHANNEL);

const schemas = {
	raw: z.tuple([z.int().min(0).max(END_OF_TIME_SECONDS), channel]),
	day: z.tuple([z.iso.date(), channel]),
	/** a page of hours is whole days */
	hour: z.tuple([z.iso.date(), channel]),
} as const;

/** A cursor as callers carry it: opaque to them. */
export function formatCursor({ at, channel }: Cursor): string {
	return Buffer.from(JSON.stringify([at, channel])).toString('base64url');
}

/** The cursor in a text, or `undefined` where it is none of ours, or one of the other resolution. */
export function parseCursor(text: string, resolution: keyof typeof schemas): Cursor | undefined {
	try {
		const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
		const [at, channel] = schemas[resolution].parse(parsed);

		return { at, channel };
	} catch {
		return undefined;
	}
}
