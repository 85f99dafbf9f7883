import { expect, test } from 'vitest';
import { inPieces } from './text-pieces.ts';

async function piecesOf(texts: Iterable<string>): Promise<string[]> {
	const pieces: string[] = [];
	for await (const piece of inPieces(texts)) pieces.push(piece);

	return pieces;
}

test('pieces are the texts in their order, as many as are worth a step', async () => {
	const lines = Array.from({ length: 5_000 }, (_, number) => `line ${number}\n`);
	const pieces = await piecesOf(lines);

	expect(pieces.join('')).toBe(lines.join(''));
	expect(pieces.length).toBeLessThan(10);
	expect(await piecesOf([])).toEqual([]);
});
