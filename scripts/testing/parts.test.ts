import { expect, it } from 'vitest';
import { chooseParts, partNames } from './parts.ts';

it('runs everything by default', () => {
	expect([...chooseParts([])]).toEqual(partNames);
});

it.each([[['--only', 'unit,integration']], [['--only=unit,integration']]])('runs what %j names', (flags) => {
	expect([...chooseParts(flags)]).toEqual(['unit', 'integration-timescaledb', 'integration-postgresql']);
});

it.each([
	[['--only', 'units'], /There is no part "units"; there are static, integration, build, lint/],
	[['--only'], /npm test \[-- --only/],
	[['unit'], /npm test \[-- --only/],
])('refuses %j', (flags, sentence) => {
	expect(() => chooseParts(flags)).toThrow(sentence);
});
