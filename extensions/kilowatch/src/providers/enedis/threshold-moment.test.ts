import { expect, test } from 'vitest';
import { thresholdMoment } from './threshold-moment.ts';

test.each([
	['2026-07-17T02:40:00Z', 'Call threshold allowed on 5:00:00', '2026-07-17T03:00:00.000Z'],
	['2026-11-23T22:59:59Z', 'Call threshold allowed on 0:00:00', '2026-11-23T23:00:00.000Z'],
	['2026-11-23T09:00:00Z', 'Call threshold allowed on 10:00:01', '2026-11-23T09:00:01.000Z'],
	// this clock is a little ahead of the operator's
	['2026-11-23T09:00:10Z', 'Call threshold allowed on 10:00:01', '2026-11-23T09:00:01.000Z'],
])('at %s: %s', (now, text, moment) => {
	expect(thresholdMoment(text, 'Europe/Paris', new Date(now))?.toISOString()).toBe(moment);
});

test.each(['', 'Quota Q3 reached', 'Call threshold allowed on 25:00:00'])('no moment in %j', (text) => {
	expect(thresholdMoment(text, 'Europe/Paris', new Date())).toBeUndefined();
});
