import { expect, it } from 'vitest';
import { chooseParts, inLanes, partNames } from './parts.ts';

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

it('lints beside the other programs, and each part runs once', () => {
	const { beside, before, after } = inLanes(new Set(partNames));
	expect(beside).toEqual(['lint']);
	expect(before).toEqual(['build', 'types', 'dead-code', 'arrows', 'validate']);
	expect([...beside, ...before, ...after].toSorted()).toEqual(partNames.toSorted());
	expect(inLanes(new Set(['unit']))).toEqual({ beside: [], before: [], after: ['unit'] });
});
