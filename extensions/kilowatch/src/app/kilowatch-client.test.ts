import { expect, test } from 'vitest';
import type { HttpClient } from './kilowatch-client.ts';
import { apiAddress, getConsentTimes, getCurve, getDays } from './kilowatch-client.ts';

test.each([
	['/', '/kilowatch/consents/1/authorize', 'https://energy.test/kilowatch/consents/1/authorize'],
	['/cms/', '/kilowatch/consents/1/authorize', 'https://energy.test/cms/kilowatch/consents/1/authorize'],
	['https://api.test', 'kilowatch/x?y=1', 'https://api.test/kilowatch/x?y=1'],
	[undefined, '/kilowatch/x', 'https://energy.test/kilowatch/x'],
])('under the API root %j the path %j is %s', (root, path, address) => {
	expect(apiAddress(root, path, 'https://energy.test/admin/kilowatch/buildings/1')).toBe(address);
});

function paged(pages: { data: unknown[]; next: string | null; withheld?: string[] }[]) {
	const asked: unknown[] = [];
	const http = {
		get: (path: string, { params }: { params: unknown }) => {
			asked.push([path, params]);
			const page = pages.shift();

			return Promise.resolve({
				data: {
					data: page?.data,
					meta: {
						next_cursor: page?.next,
						timezone: 'Europe/Paris',
						...(page?.withheld && { withheld: { devices: page.withheld, reason: 'personal_data' } }),
					},
				},
			});
		},
	} as unknown as HttpClient;

	return { asked, http };
}

const query = { building: 'a/b', metric: 'consumption', from: '2026-10-01', to: '2026-10-03' } as const;

test('all pages are read', async () => {
	const { asked, http } = paged([
		{ data: [1, 2], next: 'c2' },
		{ data: [3], next: null },
	]);
	const { signal } = new AbortController();

	expect(await getDays(http, query, signal)).toEqual({
		rows: [1, 2, 3],
		timezone: 'Europe/Paris',
		withheld: [],
	});
	const common = { metric: 'consumption', from: '2026-10-01', to: '2026-10-03', resolution: 'day' };
	expect(asked).toEqual([
		['/kilowatch/buildings/a%2Fb/readings', common],
		['/kilowatch/buildings/a%2Fb/readings', { ...common, cursor: 'c2' }],
	]);
});

test('says of which meters the curve is withheld', async () => {
	const { http } = paged([{ data: [], next: null, withheld: ['d1'] }]);

	expect((await getCurve(http, query, new AbortController().signal)).withheld).toEqual(['d1']);
});

test('one meter alone can be asked for', async () => {
	const { asked, http } = paged([{ data: [], next: null }]);
	await getDays(http, { ...query, device: 'd1' }, new AbortController().signal);

	expect(asked).toEqual([['/kilowatch/buildings/a%2Fb/readings', expect.objectContaining({ device: 'd1' })]]);
});

test('consents that the caller may not see have no time', async () => {
	const http = {
		get: () => Promise.resolve({ data: { data: [{ id: 'c1', created_at: '2026-11-23T10:00:00Z' }] } }),
	} as unknown as HttpClient;

	expect(await getConsentTimes(http, ['c1', 'c2'])).toEqual({ c1: '2026-11-23T10:00:00Z' });
});
