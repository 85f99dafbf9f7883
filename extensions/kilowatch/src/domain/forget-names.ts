import type { Json } from './canonical-json.ts';

/** What stands in the place of a name that was forgotten; a filter by a key stays one, that finds nothing. */
const FORGOTTEN = { key: '00000000-0000-0000-0000-000000000000', other: 'erased' };

/**
 * A JSON value in which nothing names certain things any more: in lists their names and the objects that name them are left
 * out, elsewhere something that says so stands in their place. What else there is stays as it was.
 *
 * @param names whole ids, each long enough that nothing else contains it by chance
 */
export function forgetNames(value: Json, names: readonly string[]): Json {
	if (typeof value === 'string') return forgetInText(value, names);
	if (typeof value === 'number') return isNamed(String(value), names) ? FORGOTTEN.other : value;
	if (value === null || typeof value !== 'object') return value;
	if (isList(value)) {
		return value.filter((one) => !isNamed(one, names)).map((one) => forgetNames(one, names));
	}

	return Object.fromEntries(
		Object.entries(value).map(([key, member]) => [
			forgetInText(key, names),
			member === undefined ? undefined : forgetNames(member, names),
		]),
	);
}

/** A text in which the names are no more. */
export function forgetInText(text: string, names: readonly string[]): string {
	return names.reduce(
		(rest, name) => rest.replaceAll(name, isKey.test(name) ? FORGOTTEN.key : FORGOTTEN.other),
		text,
	);
}

const isKey = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One of the names, or an object that says directly, by its id or another text, that it is about one of them. */
function isNamed(value: Json, names: readonly string[]): boolean {
	if (typeof value === 'string' || typeof value === 'number') {
		return names.some((name) => String(value).includes(name));
	}
	if (value === null || typeof value !== 'object' || isList(value)) return false;

	return Object.values(value).some(
		(member) => (typeof member === 'string' || typeof member === 'number') && isNamed(member, names),
	);
}

function isList(value: object): value is readonly Json[] {
	return Array.isArray(value);
}
