/** A run whose operator takes no more calls, and a worker that lost its run. */
import { describe, expect, test } from 'vitest';
import {
	claimRun,
	continueRun,
	readRun,
	RunLost,
	type ClaimedRun,
	type SyncPeriod,
} from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { runDevice } from '../../extensions/kilowatch/src/sync/run-device.ts';
import type { RunOutcome, Unfinished } from '../../extensions/kilowatch/src/sync/run-outcome.ts';
import { askAndClaim } from '../support/claimed-run.ts';
import { failure } from '../support/operator.ts';
import {
	FLOOR,
	noon,
	schema,
	device,
	operator,
	context,
	syncOnce,
	useSyncedMeter,
	addChannels,
} from '../support/synced-meter.ts';

useSyncedMeter();

/** The run's next job, after the one before it has left the rest. */
const goOn = async (run: ClaimedRun, outcome: RunOutcome | Unfinished) => {
	if (outcome.status !== 'unfinished') throw new Error('The run was not left unfinished');
	await continueRun(schema.database, run, outcome);
	const state = await readRun(schema.database, run.id);
	const next = await claimRun(schema.database, run.id);
	if (!next) throw new Error('The run is over');

	return { state, next };
};

describe('a limit that is used up', () => {
	const until = new Date('2026-11-23T12:00:00Z');
	/** An operator that takes so many calls before its limit is reached. */
	const taking = (calls: number) => {
		let left = calls;

		return operator(() => (left-- > 0 ? undefined : failure('throttled', 'call_limit', { retryAt: until })));
	};
	const claim = (period?: SyncPeriod) => askAndClaim(schema.database, { device, trigger: 'manual', period });
	test('puts the run off until it may go on; then it asks for what is left, and counts on', async () => {
		const first = taking(2);
		const claimed = await claim();

		const outcome = await runDevice(context(first), claimed);
		expect(outcome).toMatchObject({ status: 'unfinished', notBefore: until });
		const { state, next } = await goOn(claimed, outcome);
		expect(state).toMatchObject({
			status: 'queued',
			not_before: until.toISOString(),
			windows_done: 2,
			windows_total: 4,
		});

		const rest = operator();
		expect(await runDevice(context(rest), next)).toMatchObject({ status: 'succeeded' });
		expect(rest.asked).toEqual(['load_curve 2026-11-09 2026-11-16', 'load_curve 2026-11-02 2026-11-09']);
		expect(await readRun(schema.database, claimed.id)).toMatchObject({ windows_done: 4, windows_total: 4 });
	});

	test('a period asked for by hand goes on where it stopped, not from its end', async () => {
		await syncOnce(operator());
		const claimed = await claim({ from: FLOOR, to: '2026-11-23' });
		const { next } = await goOn(claimed, await runDevice(context(taking(2)), claimed));
		const rest = operator();
		await runDevice(context(rest), next);

		expect(next.period).toEqual({ from: FLOOR, to: '2026-11-23' });
		expect(rest.asked).toEqual(['load_curve 2026-11-09 2026-11-16', 'load_curve 2026-11-02 2026-11-09']);
	});

	test('a worker whose run was taken over meanwhile writes nothing more', async () => {
		const claimed = await claim();
		const other = await claimRun(schema.database, claimed.id);

		await expect(runDevice(context(operator()), claimed)).rejects.toThrow(RunLost);
		expect(await runDevice(context(operator()), other ?? claimed)).toMatchObject({ status: 'succeeded' });
	});
});

describe('a run in slices', () => {
	const inSlices = (provider: ReturnType<typeof operator>) => ({
		...context(provider),
		slice: { windows: 2, durationMs: 60_000, pausesMs: [5, 15, 40].map((minutes) => minutes * 60_000) },
	});

	test('has the last days first, then its history newest first, and asks nothing twice', async () => {
		const enedis = operator();
		let claimed = await askAndClaim(schema.database, { device, trigger: 'consent' });
		const jobs: string[] = [];
		let outcome = await runDevice(inSlices(enedis), claimed);
		while (outcome.status === 'unfinished') {
			jobs.push(`${claimed.lane} ${enedis.asked.splice(0).join(', ')}`);
			await continueRun(schema.database, claimed, outcome);
			const next = await claimRun(schema.database, claimed.id);
			if (!next) throw new Error('The run is over');
			claimed = next;
			outcome = await runDevice(inSlices(enedis), claimed);
		}
		jobs.push(`${claimed.lane} ${enedis.asked.join(', ')}`);

		expect(outcome).toMatchObject({ status: 'succeeded' });
		expect(jobs).toEqual([
			'fresh daily 2026-11-02 2026-11-23, load_curve 2026-11-16 2026-11-23',
			'backfill load_curve 2026-11-09 2026-11-16, load_curve 2026-11-02 2026-11-09',
		]);
		expect(await readRun(schema.database, claimed.id)).toMatchObject({ windows_done: 4, windows_total: 4 });
	});

	test('remembers over its jobs what it has met', async () => {
		await addChannels('max_power');
		const enedis = operator(({ measure }) =>
			measure === 'max_power' ? failure('application', '900908') : undefined,
		);
		const claimed = await askAndClaim(schema.database, { device, trigger: 'consent' });
		const one = { ...context(enedis), slice: { windows: 1, durationMs: 60_000, pausesMs: [] } };
		let run = claimed;
		let outcome = await runDevice(one, run);
		while (outcome.status === 'unfinished') {
			await continueRun(schema.database, run, outcome);
			run = (await claimRun(schema.database, run.id)) ?? run;
			outcome = await runDevice(one, run);
		}

		expect(outcome).toMatchObject({ status: 'partial', error_code: '900908' });
		expect(enedis.asked.filter((call) => call.startsWith('max_power'))).toHaveLength(1);
	});

	test('waits for an operator that is away, a little longer each time, and ends with what it has', async () => {
		const away = operator(() => failure('outage', 'unreachable'));
		let run = await askAndClaim(schema.database, { device, trigger: 'schedule' });
		const minutes: number[] = [];
		let outcome = await runDevice(inSlices(away), run);
		while (outcome.status === 'unfinished') {
			minutes.push(((outcome.notBefore?.getTime() ?? 0) - noon.getTime()) / 60_000);
			run = (await goOn(run, outcome)).next;
			outcome = await runDevice(inSlices(away), run);
		}

		expect(minutes).toEqual([5, 15, 40]);
		expect(outcome).toMatchObject({ status: 'partial', error_code: 'unreachable' });
		expect(away.asked).toHaveLength(4);
	});

	test('a period asked for by hand ends at once when the operator is away', async () => {
		const away = operator(() => failure('outage', 'unreachable'));
		const period = { from: FLOOR, to: '2026-11-23' };
		const run = await askAndClaim(schema.database, { device, trigger: 'manual', period });

		expect(await runDevice(inSlices(away), run)).toMatchObject({
			status: 'partial',
			error_code: 'unreachable',
		});
		expect(away.asked).toHaveLength(1);
	});
});
