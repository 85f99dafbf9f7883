import { expect, test } from 'vitest';
import { gatewayMoment, retryAfter } from './retry-moment.ts';

const now = new Date('2026-07-17T04:10:00Z');

test.each([
	['2026-Jul-17 05:00:00+0000 UTC', '2026-07-17T05:00:00.000Z'],
	['You can access API after 2026-Dec-01 00:30:05+0200 UTC', '2026-11-30T22:30:05.000Z'],
])('%s', (text, moment) => {
	expect(gatewayMoment(text)?.toISOString()).toBe(moment);
});

test.each(['', 'soon', '2026-07-17 05:00:00+0000 UTC', '2026-Foo-17 05:00:00+0000 UTC'])(
	'no moment in %j',
	(text) => {
		expect(gatewayMoment(text)).toBeUndefined();
	},
);

test.each([
	['120', '2026-07-17T04:12:00.000Z'],
	['Fri, 17 Jul 2026 05:00:00 GMT', '2026-07-17T05:00:00.000Z'],
])('Retry-After: %s', (text, moment) => {
	expect(retryAfter(new Headers({ 'retry-after': text }), now)?.toISOString()).toBe(moment);
});

test.each([{}, { 'retry-after': 'later' }, { 'retry-after': '-5' }])('no Retry-After in %j', (headers) => {
	expect(retryAfter(new Headers(headers as Record<string, string>), now)).toBeUndefined();
});
