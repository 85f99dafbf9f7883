import { expect, test } from 'vitest';
import { nextNight } from './next-night.ts';

test('every place has a moment of its own between three and six of the next night, always the same', () => {
	const now = new Date('2026-11-25T04:00:00Z');
	const moments = Array.from({ length: 50 }, (_, index) =>
		nextNight(now, 'Europe/Paris', `45.${index} 4.84 Europe/Paris`),
	);
	expect(new Set(moments.map(Number)).size).toBeGreaterThan(45);
	for (const moment of moments) {
		expect(moment.getTime()).toBeGreaterThanOrEqual(Date.parse('2026-11-26T02:00:00Z'));
		expect(moment.getTime()).toBeLessThan(Date.parse('2026-11-26T05:00:00Z'));
	}
	expect(nextNight(now, 'Europe/Paris', 'one')).toEqual(nextNight(now, 'Europe/Paris', 'one'));
});
