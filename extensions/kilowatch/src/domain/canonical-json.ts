/** What JSON can say. */
export type Json =
	string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * The one text of a JSON value (RFC 8785): no spaces, keys in the order of their UTF-16 units, numbers as ECMAScript
 * writes them. So a value that went through `jsonb`, which puts keys in an order of its own, is hashed as it was before.
 * A property that is `undefined` is left out.
 *
 * @throws RangeError for a number that JSON cannot say
 */
export function canonicalJson(value: Json): string {
	if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`JSON has no ${value}`);
	if (value === null || typeof value !== 'object') return JSON.stringify(value);
	if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;

	const members = Object.keys(value)
		.sort()
		.flatMap((key) => {
			const member = value[key];

			return member === undefined ? [] : `${JSON.stringify(key)}:${canonicalJson(member)}`;
		});

	return `{${members.join(',')}}`;
}

function isList(value: object): value is readonly Json[] {
	return Array.isArray(value);
}
