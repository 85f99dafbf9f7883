/** So much text, in UTF-16 units, is handed over at a time. */
const PIECE_LENGTH = 16_384;

/**
 * Texts put together to pieces worth sending: lines one by one would be as many steps through the stream. Between two pieces
 * everything else in the process has its turn.
 */
export async function* inPieces(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
	let piece = '';
	for await (const text of texts) {
		piece += text;
		if (piece.length < PIECE_LENGTH) continue;
		yield piece;
		piece = '';
		await new Promise((resolve) => setImmediate(resolve));
	}
	if (piece !== '') yield piece;
}
