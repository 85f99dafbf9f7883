import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoInstant } from './iso-instant.ts';
import { END_OF_TIME_SECONDS } from './reading-id.ts';

test('an instant is written as Date writes it, in any order', () => {
	fc.assert(
		fc.property(
			fc.array(fc.integer({ min: 0, max: END_OF_TIME_SECONDS - 1 }), { minLength: 1 }),
			(instants) => {
				expect(instants.map(isoInstant)).toEqual(
					instants.map((seconds) => new Date(seconds * 1000).toISOString()),
				);
			},
		),
	);
	expect(isoInstant(0)).toBe('1970-01-01T00:00:00.000Z');
	expect(isoInstant(86_399)).toBe('1970-01-01T23:59:59.000Z');
});
