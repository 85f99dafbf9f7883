import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	END_OF_TIME_SECONDS,
	MAX_CHANNEL,
	PERIOD_ID_WIDTH,
	PERIOD_SECONDS,
	readingId,
	readingIdRange,
	splitReadingId,
} from './reading-id.ts';

const channels = fc.integer({ min: 1, max: MAX_CHANNEL });
const seconds = fc.integer({ min: 0, max: END_OF_TIME_SECONDS - 1 });

describe('readingId', () => {
	test('is what the layout says', () => {
		expect(readingId(7, 3 * PERIOD_SECONDS + 5)).toBe(3 * PERIOD_ID_WIDTH + 7 * PERIOD_SECONDS + 5);
	});

	test('splits back into channel and second, and stays exact', () => {
		fc.assert(
			fc.property(channels, seconds, (channel, epochSeconds) => {
				const id = readingId(channel, epochSeconds);

				expect(Number.isSafeInteger(id)).toBe(true);
				expect(splitReadingId(id)).toEqual({ channel, epochSeconds });
			}),
		);
	});

	test('grows with time inside a channel', () => {
		fc.assert(
			fc.property(channels, seconds, seconds, (channel, one, other) => {
				expect(Math.sign(readingId(channel, one) - readingId(channel, other))).toBe(Math.sign(one - other));
			}),
		);
	});

	test.each([
		[0, 0],
		[MAX_CHANNEL + 1, 0],
		[1.5, 0],
		[1, -1],
		[1, 0.5],
		[1, END_OF_TIME_SECONDS],
	])('refuses channel %d at second %d', (channel, epochSeconds) => {
		expect(() => readingId(channel, epochSeconds)).toThrow(RangeError);
	});
});

describe('readingIdRange', () => {
	test('holds every reading of its time range', () => {
		fc.assert(
			fc.property(channels, seconds, seconds, seconds, (channel, one, other, at) => {
				const [from, to] = [Math.min(one, other), Math.max(one, other)];
				fc.pre(at >= from && at < to);
				const { fromId, toId } = readingIdRange(from, to);
				const id = readingId(channel, at);

				expect(id >= fromId && id < toId).toBe(true);
			}),
		);
	});
});
