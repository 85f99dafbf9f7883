import { expect, test } from 'vitest';
import { PERIOD_ID_WIDTH, PERIOD_SECONDS } from '../../domain/reading-id.ts';
import type { Query } from '../directus.ts';
import { boundPeriod } from './bound-period.ts';

/** The instant so many days into a period of the key. */
function instant(period: number, days = 10): string {
	return new Date((period * PERIOD_SECONDS + days * 86_400) * 1000).toISOString();
}

function idOf(period: number): number {
	return period * PERIOD_ID_WIDTH;
}

/** What is added to a filter; the filter itself must stay. */
function addedTo(filter: object): unknown {
	const query = { filter, limit: 5 } as Query;
	const bounded = boundPeriod(query);
	if (bounded === query) return undefined;
	const { _and: parts } = bounded.filter as { _and: unknown[] };
	expect(bounded.limit).toBe(5);
	expect(parts[0]).toBe(filter);

	return parts.slice(1);
}

test.each<[string, object, object]>([
	['from', { timestamp: { _gte: instant(800) } }, { _gte: idOf(800) }],
	['after', { timestamp: { _gt: instant(800) } }, { _gte: idOf(800) }],
	['until', { timestamp: { _lte: instant(801) } }, { _lt: idOf(802) }],
	['before', { timestamp: { _lt: instant(801) } }, { _lt: idOf(802) }],
	['at', { timestamp: { _eq: instant(801) } }, { _gte: idOf(801), _lt: idOf(802) }],
	['between', { timestamp: { _between: [instant(800), instant(801)] } }, { _gte: idOf(800), _lt: idOf(802) }],
	[
		'from and before, beside another field',
		{ channel: { _eq: 3 }, timestamp: { _gte: instant(800), _lt: instant(801) } },
		{ _gte: idOf(800), _lt: idOf(802) },
	],
	[
		'the narrowest of nested conditions',
		{
			_and: [
				{ timestamp: { _gte: instant(700) } },
				{ _and: [{ timestamp: { _gte: instant(800) } }, { timestamp: { _lt: instant(801) } }] },
			],
		},
		{ _gte: idOf(800), _lt: idOf(802) },
	],
	['a date', { timestamp: { _gte: instant(800).slice(0, 10) } }, { _gte: idOf(800) }],
	['a Date', { timestamp: { _gte: new Date(instant(800)) } }, { _gte: idOf(800) }],
	[
		'a day more where a period begins or ends, for zones',
		{ timestamp: { _gte: instant(800, 0.5), _lt: instant(802, -0.5) } },
		{ _gte: idOf(799), _lt: idOf(803) },
	],
])('%s', (_, filter, range) => {
	expect(addedTo(filter)).toEqual(
		Object.entries(range).map(([operator, id]) => ({ id: { [operator]: id as number } })),
	);
});

test.each<[string, object]>([
	['another field', { channel: { _eq: 3 } }],
	['one of several', { _or: [{ timestamp: { _gte: instant(800) } }, { channel: { _eq: 3 } }] }],
	['not in', { timestamp: { _nbetween: [instant(800), instant(801)] } }],
	['a part of it', { 'year(timestamp)': { _eq: 2026 } }],
	['a field of a related row', { channel: { timestamp: { _gte: instant(800) } } }],
	['words of the database', { timestamp: { _gte: 'yesterday' } }],
	['an order of day and month that is not ours to guess', { timestamp: { _gte: '01/02/2026' } }],
	['no instant', { timestamp: { _gte: '2026-13-45' } }],
	['before and after all ids', { timestamp: { _gte: '1950-01-01', _lt: '9999-12-31' } }],
	['nothing', { timestamp: { _null: true } }],
])('%s says no period', (_, filter) => {
	expect(addedTo(filter)).toBeUndefined();
});

test('without a filter the query stays', () => {
	const query: Query = { sort: ['-id'] };

	expect(boundPeriod(query)).toBe(query);
});
