import { expect, test } from 'vitest';
import { formatCursor, parseCursor } from './cursor.ts';

const raw = { at: 1_790_000_000, channel: 7 };
const day = { at: '2026-10-25', channel: 2_097_151 };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a cursor survives the way out and back', () => {
	expect(parseCursor(formatCursor(raw), 'raw')).toEqual(raw);
	expect(parseCursor(formatCursor(day), 'day')).toEqual(day);
});

test('a cursor of the other resolution is none', () => {
	expect(parseCursor(formatCursor(day), 'raw')).toBeUndefined();
	expect(parseCursor(formatCursor(raw), 'day')).toBeUndefined();
});

test.each([
	'',
	'x',
	encode([1]),
	encode([1e15, 7]),
	encode([-1, 7]),
	encode([1_790_000_000, 0]),
	encode([1_790_000_000, 2 ** 31]),
	encode(['1 or 1=1', 1]),
	encode(['2026-02-30', 1]),
])('%j is no cursor', (text) => {
	expect(parseCursor(text, 'raw')).toBeUndefined();
	expect(parseCursor(text, 'day')).toBeUndefined();
});
