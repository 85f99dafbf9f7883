const LENGTH = 200;

/**
 * How an answer that nobody understood began, so that somebody can find out why, and so that nothing in it is anybody's:
 * every digit is `0`, every JSON text that is a value is `…`, and so is every address. Names of fields stay.
 */
export function excerptOf(text: string): string {
	return text
		.slice(0, 4 * LENGTH)
		.replaceAll(/"(?:[^"\\]|\\.)*(?:"|$)(\s*:)?/gs, (quoted, colon: string | undefined) =>
			colon === undefined ? '"…"' : quoted,
		)
		.replaceAll(/[^\s"'<>=:]+@[^\s"'<>]+/g, '…')
		.replaceAll(/\p{Nd}/gu, '0')
		.replaceAll(/\p{Cc}+/gu, ' ')
		.slice(0, LENGTH);
}
