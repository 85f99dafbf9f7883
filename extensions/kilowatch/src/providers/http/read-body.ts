import type { z } from 'zod';
import { readJson } from './exchange.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

/**
 * A body as what it must be.
 *
 * @param operator as people know it
 * @throws UnexpectedShape naming the first field that is not so, never its value
 */
export function readBody<Schema extends z.ZodType>(
	text: string,
	schema: Schema,
	operator: string,
): z.output<Schema> {
	const value = readJson(text);
	if (value === undefined) {
		throw new UnexpectedShape('unreadable_body', `${operator} answered with something that is not JSON`);
	}
	const result = schema.safeParse(value);
	if (result.success) return result.data;

	const field = result.error.issues[0]?.path.map(String).join('.') || 'the body';
	throw new UnexpectedShape('unexpected_body', `${operator} answered in a form we do not know: ${field}`);
}
