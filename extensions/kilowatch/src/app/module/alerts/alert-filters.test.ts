import { expect, test } from 'vitest';
import { areNarrowed, filtersOfQuery, queryOfFilters, toAlertsQuery, usualFilters } from './alert-filters.ts';

test('an address without filters shows what nobody has looked at', () => {
	expect(filtersOfQuery({})).toEqual(usualFilters);
	expect(queryOfFilters(usualFilters)).toEqual({});
	expect(toAlertsQuery(usualFilters)).toEqual({ status: ['open'] });
});

test('filters go into the address and come back', () => {
	const filters = { status: 'all', severity: 'major', rule: 'day-surge', building: '7' } as const;
	expect(filtersOfQuery(queryOfFilters(filters))).toEqual(filters);
	expect(toAlertsQuery(filters)).toEqual({ severity: 'major', rule: 'day-surge', building: '7' });
	expect(areNarrowed(filters)).toBe(true);
	expect(areNarrowed({ ...usualFilters, status: 'closed' })).toBe(false);
});

test('what an address names wrongly is passed over', () => {
	expect(filtersOfQuery({ status: 'new', severity: ['major'], rule: 'x', building: '' })).toEqual(
		usualFilters,
	);
});
