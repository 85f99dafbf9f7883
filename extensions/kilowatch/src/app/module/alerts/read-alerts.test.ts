import { expect, test, vi } from 'vitest';
import type { Alert } from '../../../shared/http-contract/alerts.ts';
import { readAlerts, type LoadAlerts } from './read-alerts.ts';

function server(count: number) {
	return vi.fn<LoadAlerts>((limit, cursor = '0') => {
		const start = Number(cursor);
		const end = Math.min(count, start + limit);
		const data = Array.from({ length: end - start }, (_, index) => ({ id: `${start + index}` }) as Alert);

		return Promise.resolve({ data, meta: { next_cursor: end < count ? String(end) : null } });
	});
}

test('the first page, then the next after it', async () => {
	const load = server(60);
	const first = await readAlerts(load, 25);
	expect(first).toMatchObject({ nextCursor: '25', alerts: { length: 25 } });
	const both = await readAlerts(load, 50, first);
	expect(both).toMatchObject({ nextCursor: '50', alerts: { length: 50 } });
	expect(load.mock.calls).toEqual([
		[25, undefined],
		[25, '25'],
	]);
	const all = await readAlerts(load, 75, both);
	expect(all.nextCursor).toBeNull();
	expect(all.alerts.map(({ id }) => id)).toEqual(Array.from({ length: 60 }, (_, index) => String(index)));
});

test('as many as are shown are read anew in few answers', async () => {
	const load = server(2_000);
	expect(await readAlerts(load, 1_200)).toMatchObject({ nextCursor: '1200', alerts: { length: 1_200 } });
	expect(load.mock.calls.map(([limit]) => limit)).toEqual([500, 500, 200]);
});

test('none are none', async () => {
	expect(await readAlerts(server(0), 25)).toEqual({ alerts: [], nextCursor: null });
});
