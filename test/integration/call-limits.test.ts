import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CallLimit } from '../../extensions/kilowatch/src/domain/call-limit.ts';
import { blockCalls, readCallsLeft, takeCall } from '../../extensions/kilowatch/src/storage/call-limits.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

let schema: SchemaForTest;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(() => schema.database.query('DELETE FROM kilowatch_internal.call_limits'));

const limit: CallLimit = { name: 'operator/api', callsPerSecond: 100, callsPerHour: 1000 };

/** Calls made so many minutes ago. */
async function called(minutes: ReadonlyMap<number, number>): Promise<void> {
	await schema.database.query(
		'INSERT INTO kilowatch_internal.call_limits (name) VALUES ($1) ON CONFLICT DO NOTHING',
		[limit.name],
	);
	for (const [ago, calls] of minutes) {
		await schema.database.query(
			`INSERT INTO kilowatch_internal.call_minutes (name, minute, calls)
			 VALUES ($1, floor(extract(epoch FROM clock_timestamp()) / 60) - $2, $3)`,
			[limit.name, ago, calls],
		);
	}
}

describe('within a second', () => {
	test('any number of workers together keep the spacing, and waste none of it', async () => {
		const moments: number[] = [];
		await Promise.all(
			Array.from({ length: 8 }, async () => {
				for (let call = 0; call < 10; call++) {
					const { taken, waitMs } = await takeCall(schema.database, limit, 60_000);
					expect(taken).toBe(true);
					// When a call may leave, by the clock of who makes it.
					moments.push(performance.now() + waitMs);
				}
			}),
		);

		moments.sort((one, other) => one - other);
		expect(moments).toHaveLength(80);
		const [first = 0] = moments;
		const last = moments.at(-1) ?? 0;
		// 79 gaps of 10 ms; two clocks a network apart cannot agree to the millisecond.
		expect(last - first).toBeGreaterThan(750);
		expect((last - first) / 790).toBeLessThan(1.1);
	});

	test('a moment beyond one’s patience is not taken', async () => {
		await takeCall(schema.database, { ...limit, callsPerSecond: 0.1 }, 0);
		const turn = await takeCall(schema.database, { ...limit, callsPerSecond: 0.1 }, 1000);

		expect(turn.taken).toBe(false);
		expect(turn.waitMs).toBeGreaterThan(9_000);
		expect(turn.waitMs).toBeLessThanOrEqual(10_000);
		expect((await readCallsLeft(schema.database, limit)).callsLeft).toBe(999);
	});
});

describe('within an hour', () => {
	test('what is left can be used at once, and no more', async () => {
		const small = { ...limit, callsPerHour: 20, callsPerSecond: 10_000 };
		for (let call = 0; call < 20; call++)
			expect((await takeCall(schema.database, small, 1000)).taken).toBe(true);
		const turn = await takeCall(schema.database, small, 1000);

		expect(turn.taken).toBe(false);
		expect(turn.waitMs).toBeGreaterThan(60 * 60_000 - 1000);
		expect(turn.waitMs).toBeLessThanOrEqual(61 * 60_000);
		expect(await readCallsLeft(schema.database, small)).toEqual({ callsLeft: 0, blockedUntil: undefined });
	});

	test('whatever was called before, the moment given keeps every sixty minutes within the limit, and is the first that does', async () => {
		const history = fc.dictionary(
			fc.integer({ min: 1, max: 64 }).map(String),
			fc.integer({ min: 1, max: 12 }),
			{
				maxKeys: 30,
			},
		);
		await fc.assert(
			fc.asyncProperty(history, fc.integer({ min: 12, max: 120 }), async (calls, callsPerHour) => {
				await schema.database.query('DELETE FROM kilowatch_internal.call_limits');
				const byMinute = new Map(Object.entries(calls).map(([ago, count]) => [-Number(ago), count]));
				await called(new Map(Object.entries(calls).map(([ago, count]) => [Number(ago), count])));
				const second = Number(
					(
						await schema.database.query<{ s: number }>(
							'SELECT (extract(epoch FROM clock_timestamp()) % 60)::float8 AS s',
						)
					).rows[0]?.s,
				);
				const { waitMs } = await takeCall(schema.database, { ...limit, callsPerHour }, 0);

				// Minutes from now at which the 61 minutes up to it have room for one more.
				const hasRoom = (minute: number) =>
					[...byMinute].reduce((sum, [at, count]) => sum + (at >= minute - 60 ? count : 0), 0) < callsPerHour;
				let minute = 0;
				while (!hasRoom(minute)) minute += 1;
				const expectedMs = minute === 0 ? 0 : (minute * 60 - second) * 1000;
				expect(Math.abs(waitMs - expectedMs)).toBeLessThan(2_000);
			}),
			{ numRuns: 60 },
		);
	});
});

describe('an operator that refused', () => {
	test('is not called before the moment it named, by nobody', async () => {
		const until = new Date(Date.now() + 3_600_000);
		await blockCalls(schema.database, limit.name, until);
		await blockCalls(schema.database, limit.name, new Date(Date.now() + 1_000));

		const turn = await takeCall(schema.database, limit, 60_000);
		expect(turn.taken).toBe(false);
		expect(Math.abs(turn.waitMs - 3_600_000)).toBeLessThan(2_000);
		expect((await readCallsLeft(schema.database, limit)).blockedUntil).toEqual(until);
		// Another API is another matter.
		expect((await takeCall(schema.database, { ...limit, name: 'operator/other' }, 0)).taken).toBe(true);
	});
});

test('what is older than any hour is forgotten', async () => {
	await called(
		new Map([
			[500, 3],
			[62, 3],
			[10, 3],
		]),
	);
	await takeCall(schema.database, limit, 0);

	const { rows } = await schema.database.query('SELECT FROM kilowatch_internal.call_minutes');
	expect(rows).toHaveLength(2);
});
