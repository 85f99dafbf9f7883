/** The gate before an operator's APIs: what several processes do with the turns that the database gives. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CallLimit } from '../../extensions/kilowatch/src/domain/call-limit.ts';
import { readCallsLeft } from '../../extensions/kilowatch/src/storage/call-limits.ts';
import { createCallGate } from '../../extensions/kilowatch/src/sync/call-gate.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

const limit: CallLimit = { name: 'operator/api', callsPerSecond: 20, callsPerHour: 50 };
const never = new AbortController().signal;

let schema: SchemaForTest;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(() => schema.database.query('DELETE FROM kilowatch_internal.call_limits'));

const gate = () => createCallGate(schema.database, () => new Date(), sleep);

test('workers of several processes pass one after the other, and none before its turn', async () => {
	const processes = [gate(), gate(), gate()];
	const moments: number[] = [];
	await Promise.all(
		Array.from({ length: 15 }, async (_, index) => {
			expect(await processes[index % 3]?.enter(limit, never)).toBeUndefined();
			moments.push(performance.now());
		}),
	);
	moments.sort((one, other) => one - other);

	// Fifteen calls at twenty a second; a timer may be a little early, never the whole of them.
	expect((moments.at(-1) ?? 0) - (moments[0] ?? 0)).toBeGreaterThan(14 * 50 - 60);
	expect(await readCallsLeft(schema.database, limit)).toMatchObject({ callsLeft: 35 });
});

test('once the hour is used up nobody waits: the moment is told at which it goes on', async () => {
	const quick = { ...limit, callsPerSecond: 1000 };
	for (let call = 0; call < 50; call += 1) await gate().enter(quick, never);
	const before = Date.now();
	const until = await gate().enter(quick, never);

	expect(Date.now() - before).toBeLessThan(2_000);
	// A minute's calls leave the hour an hour later, or up to a minute after that.
	expect((until?.getTime() ?? 0) - before).toBeGreaterThan(59 * 60_000);
	expect((until?.getTime() ?? 0) - before).toBeLessThanOrEqual(61 * 60_000 + 2_000);
});

test('what the operator has shut is shut for every process, and for no other API', async () => {
	const until = new Date(Date.now() + 3_600_000);
	await gate().shut(limit, until);

	const told = await gate().enter(limit, never);
	expect(Math.abs((told?.getTime() ?? 0) - until.getTime())).toBeLessThan(1_000);
	expect(await gate().enter({ ...limit, name: 'operator/other' }, never)).toBeUndefined();
	expect(await readCallsLeft(schema.database, limit)).toMatchObject({ blockedUntil: until });
});

test('who gives up while waiting does not keep waiting', async () => {
	const slow = { ...limit, callsPerSecond: 0.2 };
	await gate().enter(slow, never);
	const before = performance.now();
	await gate().enter(slow, AbortSignal.timeout(50));

	expect(performance.now() - before).toBeLessThan(2_000);
});
