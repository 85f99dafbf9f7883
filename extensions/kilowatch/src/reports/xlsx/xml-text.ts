/** Excel takes no more characters in one cell. */
const MAX_TEXT = 32_767;

/** What XML 1.0 cannot hold at all, half characters among it. */
const impossible =
	// eslint-disable-next-line no-control-regex -- these are what is looked for
	/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as XML, in an element or an attribute. */
export function xmlText(text: string): string {
	return text.replace(impossible, '\uFFFD').replace(/[&<>"]/g, (character) => entities[character] ?? '');
}

/** A text as a cell holds it: Excel reads `_x0041_` in it as a letter, so that such a sign is written as one itself. */
export function cellText(text: string): string {
	return xmlText(text.slice(0, MAX_TEXT).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
}
