/** What a meter's history still takes, told before anything is asked. */
import { expect, test } from 'vitest';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { planHistory, readCallSeconds } from '../../extensions/kilowatch/src/sync/plan-history.ts';
import {
	context,
	device,
	FLOOR,
	operator,
	published,
	schema,
	syncOnce,
	useSyncedMeter,
} from '../support/synced-meter.ts';

useSyncedMeter();

test('of a new meter, every call of its first run is told', async () => {
	const history = await planHistory(context(operator()), device, undefined);
	const { provider_calls: calls } = await syncOnce(operator());

	expect(history).toEqual({ device, provider: 'enedis', calls, period: undefined });
});

test('a meter that lacks nothing has no history to fetch', async () => {
	await syncOnce(operator());

	expect(await planHistory(context(operator()), device, undefined)).toBeUndefined();
	expect(await planHistory(context(operator()), device, 1)).toBeUndefined();
});

test('of the last months, the period reaches over all that is missing in them', async () => {
	expect(await planHistory(context(operator()), device, 1)).toMatchObject({
		period: { from: FLOOR, to: addDays(published.at(-1) ?? '', 1) },
	});

	const hole = { from: '2026-11-05', to: '2026-11-07' };
	await syncOnce(operator());
	await schema.database.query(
		`DELETE FROM iot_daily day USING iot_channels channel
		 WHERE channel.id = day.channel AND channel.device = $1 AND day.date >= $2 AND day.date < $3`,
		[device, hole.from, hole.to],
	);

	expect(await planHistory(context(operator()), device, 1)).toEqual({
		device,
		provider: 'enedis',
		calls: 2,
		period: hole,
	});
});

test('a meter whose provider is not configured is left to its run', async () => {
	expect(
		await planHistory({ ...context(operator()), providers: new Map() }, device, undefined),
	).toMatchObject({ calls: 0 });
});

test('the time is what the slowest of the limits allows', async () => {
	const limit = { name: `enedis/${device}`, callsPerSecond: 2, callsPerHour: 1_000 };

	expect(await readCallSeconds(schema.database, { ...operator(), callLimits: [limit] }, 100)).toBe(50);
	expect(await readCallSeconds(schema.database, { ...operator(), callLimits: [] }, 100)).toBe(0);
});
