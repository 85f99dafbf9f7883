/** A run whose operator takes no more calls, and a worker that lost its run. */
import { describe, expect, test } from 'vitest';
import {
	claimRun,
	deferRun,
	queueRun,
	readRun,
	RunLost,
	type SyncPeriod,
} from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { runDevice } from '../../extensions/kilowatch/src/sync/run-device.ts';
import { failure } from '../support/operator.ts';
import {
	FLOOR,
	schema,
	device,
	operator,
	context,
	syncOnce,
	useSyncedMeter,
} from '../support/synced-meter.ts';

useSyncedMeter();

describe('a limit that is used up', () => {
	const until = new Date('2026-11-23T12:00:00Z');
	/** An operator that takes so many calls before its limit is reached. */
	const taking = (calls: number) => {
		let left = calls;

		return operator(() => (left-- > 0 ? undefined : failure('throttled', 'call_limit', { retryAt: until })));
	};
	const claim = async (period?: SyncPeriod) => {
		await queueRun(schema.database, { device, trigger: 'manual', period });
		const claimed = await claimRun(schema.database);
		if (!claimed) throw new Error('No run waits');

		return claimed;
	};

	test('puts the run off until it may go on; then it asks for what is left, and counts on', async () => {
		const first = taking(2);
		const claimed = await claim();

		expect(await runDevice(context(first), claimed)).toEqual({
			status: 'deferred',
			notBefore: until,
			untilDate: '2026-11-16',
		});
		const tomorrow = new Date(Date.now() + 86_400_000);
		await deferRun(schema.database, claimed, tomorrow, '2026-11-16');
		expect(await claimRun(schema.database)).toBeUndefined();
		expect(await readRun(schema.database, claimed.id)).toMatchObject({
			status: 'queued',
			not_before: tomorrow.toISOString(),
			windows_done: 2,
			windows_total: 4,
		});

		await schema.database.query('UPDATE iot_sync_runs SET not_before = now() WHERE id = $1', [claimed.id]);
		const again = await claimRun(schema.database);
		const rest = operator();
		expect(await runDevice(context(rest), again ?? claimed)).toMatchObject({ status: 'succeeded' });
		expect(rest.asked).toEqual(['load_curve 2026-11-09 2026-11-16', 'load_curve 2026-11-02 2026-11-09']);
		expect(await readRun(schema.database, claimed.id)).toMatchObject({ windows_done: 4, windows_total: 4 });
	});

	test('a period asked for by hand goes on where it stopped, not from its end', async () => {
		await syncOnce(operator());
		const claimed = await claim({ from: FLOOR, to: '2026-11-23' });
		const outcome = await runDevice(context(taking(2)), claimed);
		if (outcome.status !== 'deferred') throw new Error('The run was not put off');
		await deferRun(schema.database, claimed, new Date(0), outcome.untilDate);
		const again = await claimRun(schema.database);
		const rest = operator();
		await runDevice(context(rest), again ?? claimed);

		expect(again?.period).toEqual({ from: FLOOR, to: '2026-11-16' });
		expect(rest.asked.filter((call) => call.startsWith('load_curve'))).toEqual([
			'load_curve 2026-11-09 2026-11-16',
			'load_curve 2026-11-02 2026-11-09',
		]);
	});

	test('a worker whose run was taken over meanwhile writes nothing more', async () => {
		const claimed = await claim();
		await schema.database.query(
			`UPDATE iot_sync_runs SET heartbeat_at = now() - interval '3 minutes' WHERE id = $1`,
			[claimed.id],
		);
		const other = await claimRun(schema.database);

		await expect(runDevice(context(operator()), claimed)).rejects.toThrow(RunLost);
		expect(await runDevice(context(operator()), other ?? claimed)).toMatchObject({ status: 'succeeded' });
	});
});
