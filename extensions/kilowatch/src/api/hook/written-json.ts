/** JSON as it is written: GraphQL and files bring it as a text. What is no JSON stays the text. */
export function jsonOf(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}
