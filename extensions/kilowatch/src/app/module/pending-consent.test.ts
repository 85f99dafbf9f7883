import { expect, test } from 'vitest';
import { isOverdue } from './pending-consent.ts';

const requestedAt = '2026-11-23T10:00:00Z';
const after = (minutes: number) => Date.parse(requestedAt) + minutes * 60_000;

test('a consent is overdue when its page can no longer answer', () => {
	expect(isOverdue(requestedAt, after(0))).toBe(false);
	expect(isOverdue(requestedAt, after(15))).toBe(false);
	expect(isOverdue(requestedAt, after(16))).toBe(true);
});

test('whoever may not know since when it is pending is told, too', () => {
	expect(isOverdue(undefined, after(0))).toBe(true);
});
