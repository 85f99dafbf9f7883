import { expect, test } from 'vitest';
import { formatCursor, parseCursor } from './cursor.ts';

test.each([
	{ at: 1_790_000_000, channel: 7 },
	{ at: '2026-10-25', channel: 2_097_151 },
])('%j survives the way out and back', (cursor) => {
	expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
});

test.each([
	'',
	'x',
	Buffer.from('[1]').toString('base64url'),
	Buffer.from('["1 or 1=1",1]').toString('base64url'),
])('%j is no cursor', (text) => {
	expect(parseCursor(text)).toBeUndefined();
});
