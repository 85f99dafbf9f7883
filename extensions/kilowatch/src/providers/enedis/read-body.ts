import { z } from 'zod';
import { isCalendarDate } from '../../domain/local-days.ts';
import { readBody as readOperatorBody } from '../http/read-body.ts';

/** A number as Enedis writes it: as a text. */
export const numberText = z.string().regex(/^-?\d+(\.\d+)?$/);

/** The local date of `2024-10-12T00:00:00+0200` and of `2013-08-14+01:00`: an offset in either form says nothing of the day. */
export const localDate = z
	.string()
	.transform((text) => text.slice(0, 10))
	.refine(isCalendarDate);

/**
 * A body as what it must be.
 *
 * @throws UnexpectedShape naming the first field that is not so, never its value
 */
export function readBody<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
	return readOperatorBody(text, schema, 'Enedis');
}
