/** How long an operator's limits make a history and a run take, as they stand in the database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Provider } from '../../extensions/kilowatch/src/providers/provider.ts';
import { blockCalls, takeCall } from '../../extensions/kilowatch/src/storage/call-limits.ts';
import { readHistoryEstimate, readSecondsLeft } from '../../extensions/kilowatch/src/sync/time-left.ts';
import { createOperator } from '../support/operator.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

let schema: SchemaForTest;

const HOUR = 3_600;
const retentionMonths = { totals: 36, curve: 24 };
const limit = { name: 'enedis/measures', callsPerSecond: 5, callsPerHour: 1_000 };
const meter = { scopes: ['daily', 'load_curve'], retentionMonths } as const;

/** Counts calls as if they had been made a moment ago, a second apart from the next one. */
async function useUp(calls: number) {
	await takeCall(schema.database, limit, 60_000);
	await schema.database.query(`UPDATE kilowatch_internal.call_minutes SET calls = $2 WHERE name = $1`, [
		limit.name,
		calls,
	]);
}

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(async () => {
	await schema.database.query('DELETE FROM kilowatch_internal.call_minutes');
	await schema.database.query('DELETE FROM kilowatch_internal.call_limits');
});

describe('a new meter’s history', () => {
	const now = new Date('2026-11-23T11:00:00Z');
	const estimate = (provider: Provider = createOperator({})) =>
		readHistoryEstimate(schema.database, provider, meter, now);

	test('takes as long as the second allows, while the hour has room for it', async () => {
		expect(await estimate()).toEqual({ calls: 113, seconds: 23 });
	});

	test('takes longer than an hour where the hour has no room for it', async () => {
		await useUp(900);

		expect(await estimate()).toEqual({ calls: 113, seconds: Math.ceil((1_013 * HOUR) / 1_000) });
	});

	test('takes at least until the operator takes calls again', async () => {
		await blockCalls(schema.database, limit.name, new Date(Date.now() + 8 * HOUR * 1000));
		const { seconds } = await readHistoryEstimate(schema.database, createOperator({}), meter, new Date());

		expect(seconds / HOUR).toBeCloseTo(8, 2);
	});

	test('is counted by API, where each measure has its own', async () => {
		const apart: Provider = {
			...createOperator({}),
			callLimitOf: (measure) => ({ ...limit, name: `enedis/${measure}` }),
		};

		expect(await estimate(apart)).toEqual({ calls: 113, seconds: 21 });
	});
});

describe('a run', () => {
	const now = new Date();
	const run = {
		status: 'running',
		trigger: 'consent',
		windows_total: 113,
		windows_done: 13,
		not_before: null,
	} as const;
	const left = (change: Partial<Parameters<typeof readSecondsLeft>[2]> = {}) =>
		readSecondsLeft(schema.database, createOperator({}), { ...run, ...change }, now);

	test('needs the calls of its windows that are left', async () => {
		expect(await left()).toBe(20);
		expect(await left({ windows_done: 113 })).toBe(0);
		await useUp(1_000);
		expect(await left()).toBe(3_960);
	});

	test('that waits needs at least until it may go on', async () => {
		const at = new Date(now.getTime() + 2 * HOUR * 1000).toISOString();

		expect(await left({ status: 'queued', not_before: at })).toBe(2 * HOUR);
		expect(await left({ status: 'queued', not_before: new Date(0).toISOString() })).toBe(20);
	});

	test('that is finished, not yet planned, or no call to an operator has no time left', async () => {
		for (const status of ['succeeded', 'partial', 'failed'] as const)
			expect(await left({ status })).toBeNull();
		expect(await left({ status: 'queued', windows_total: 0, windows_done: 0 })).toBeNull();
		expect(await left({ trigger: 'file' })).toBeNull();
		expect(await readSecondsLeft(schema.database, undefined, run, now)).toBeNull();
	});
});
