/** What a run of a meter asks for, stores and leaves for the next one. */
import { describe, expect, test } from 'vitest';
import { localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { WindowOutcome } from '../../extensions/kilowatch/src/providers/provider.ts';
import { claimRun } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { runDevice } from '../../extensions/kilowatch/src/sync/run-device.ts';
import { askAndClaim } from '../support/claimed-run.ts';
import { failure, operatorMeasures } from '../support/operator.ts';
import {
	zone,
	noon,
	FLOOR,
	published,
	schema,
	device,
	operator,
	context,
	syncOnce,
	allow,
	addChannels,
	daysOf,
	states,
	shown,
	useSyncedMeter,
	dataOf,
} from '../support/synced-meter.ts';

useSyncedMeter();

describe('a run', () => {
	test('fetches every measure that has a channel, and nothing of it again', async () => {
		await addChannels('max_power', 'production');
		const enedis = operator();

		expect(await syncOnce(enedis)).toMatchObject({
			status: 'succeeded',
			error_code: null,
			windows_total: 9,
			windows_done: 9,
			provider_calls: 9,
		});
		expect(enedis.asked.slice(0, 5)).toEqual([
			'daily 2026-11-02 2026-11-23',
			'load_curve 2026-11-16 2026-11-23',
			'max_power 2026-11-02 2026-11-23',
			'daily_production 2026-11-02 2026-11-23',
			'production_load_curve 2026-11-16 2026-11-23',
		]);
		for (const metric of ['consumption', 'production']) {
			const days = await daysOf(metric);
			expect(days.map(({ date }) => date)).toEqual(published);
			for (const day of days) expect(day).toMatchObject({ value: 4810, points: 48, status: 'complete' });
		}
		expect((await daysOf('max_power'))[0]).toMatchObject({
			value: 4810,
			peak_at: new Date('2026-11-02T12:00:00Z'),
			status: 'complete',
		});
		expect(await shown()).toMatchObject({
			load_curve: 'collected',
			coverage: { first_date: FLOOR, last_date: '2026-11-22', days_known: 21, days_missing: 0 },
			channels: [
				{ metric: 'consumption', register: 'total', state: 'active' },
				{ metric: 'max_power', register: 'total', state: 'active' },
				{ metric: 'production', register: 'total', state: 'active' },
			],
		});

		const again = operator();
		expect(await syncOnce(again)).toMatchObject({ status: 'succeeded', windows_total: 0, provider_calls: 0 });
		expect(again.asked).toEqual([]);
	});

	test('asks only for what the holder allowed', async () => {
		await addChannels('max_power', 'production');
		await allow(['daily']);
		const enedis = operator();
		await syncOnce(enedis);

		expect(enedis.asked.map((call) => call.split(' ')[0])).toEqual([
			'daily',
			'max_power',
			'daily_production',
		]);
		expect((await shown()).load_curve).toBe('not_consented');
	});

	test('that is killed between two windows is taken over and loses nothing', async () => {
		await addChannels('max_power');
		const claimed = await askAndClaim(schema.database, { device, trigger: 'consent' });
		let calls = 0;
		const killed = operator();
		const silence = new Promise<WindowOutcome>(() => undefined);
		// The process is gone while the operator is asked: nothing of it is ever heard again.
		void runDevice(
			context({
				...killed,
				fetchWindow: (window, signal) => (++calls > 3 ? silence : killed.fetchWindow(window, signal)),
			}),
			claimed,
		);
		await expect.poll(() => calls).toBe(4);

		const next = operator();
		const takenOver = await claimRun(schema.database, claimed.id);
		expect(takenOver).toEqual({ ...claimed, claim: 2, takeovers: 1, windowsDone: 3 });
		expect(await runDevice(context(next), takenOver ?? claimed)).toMatchObject({ status: 'succeeded' });
		expect([...killed.asked, ...next.asked].toSorted()).toEqual(
			[
				'daily 2026-11-02 2026-11-23',
				'load_curve 2026-11-02 2026-11-09',
				'load_curve 2026-11-09 2026-11-16',
				'load_curve 2026-11-16 2026-11-23',
				'max_power 2026-11-02 2026-11-23',
			].toSorted(),
		);
		const days = await daysOf('consumption');
		expect(days).toHaveLength(published.length);
		for (const day of days) expect(day).toMatchObject({ value: 4810, points: 48, status: 'complete' });
	});
});

describe('a point that does not measure a direction', () => {
	test('production alone: the other channels are never asked again, and the run has not failed', async () => {
		await addChannels('max_power', 'production');
		const oneWay = () =>
			operator(({ measure }) =>
				operatorMeasures[measure].metric === 'production'
					? undefined
					: failure('bad_request', 'no_such_direction'),
			);
		const enedis = oneWay();

		expect(await syncOnce(enedis)).toMatchObject({
			status: 'succeeded',
			error_code: null,
			windows_total: 6,
			windows_done: 6,
		});
		expect(enedis.asked.filter((call) => !call.includes('production'))).toEqual([
			'daily 2026-11-02 2026-11-23',
			'max_power 2026-11-02 2026-11-23',
		]);
		expect(await states()).toEqual({
			consumption: 'not_measured',
			max_power: 'not_measured',
			production: 'active',
		});
		expect(await daysOf('consumption')).toEqual([]);
		expect(await shown()).toMatchObject({ load_curve: 'collected', coverage: { days_known: 21 } });

		const byHand = oneWay();
		await syncOnce(byHand, { period: { from: '2026-11-20', to: '2026-11-23' } });
		expect(byHand.asked).toEqual([
			'daily_production 2026-11-20 2026-11-23',
			'production_load_curve 2026-11-20 2026-11-23',
		]);
	});
});

describe('a curve that is not collected', () => {
	const withoutCurve = () =>
		operator(({ measure }) => (measure === 'load_curve' ? failure('no_data', 'no_data_found') : undefined));

	test('fails no run, keeps the days, and is told', async () => {
		expect((await shown()).load_curve).toBe('unknown');
		expect(await syncOnce(withoutCurve())).toMatchObject({ status: 'succeeded', error_code: null });

		for (const day of await daysOf('consumption')) {
			expect(day).toMatchObject({
				value: 4810,
				points: 0,
				status: 'partial',
				attempts: 0,
				curve_attempts: 1,
			});
		}
		expect(await shown()).toMatchObject({
			load_curve: 'not_collected',
			coverage: { days_known: 21, days_missing: 0 },
		});
	});

	test('is asked for ten days, then given up; asking by hand asks again, and what comes is kept', async () => {
		for (let hours = 0; hours <= 24 * 12; hours += 6) {
			await syncOnce(withoutCurve(), {
				now: new Date(noon.getTime() + hours * 3_600_000),
			});
		}
		const old = (await daysOf('consumption')).filter(({ date }) => published.includes(date));
		for (const day of old) {
			expect(day.status).toBe('final');
			// The last days come along with the calls for newer ones, which count as well.
			expect(day.curve_attempts).toBeGreaterThanOrEqual(11);
			if (day.date < '2026-11-20') expect(day.curve_attempts).toBe(11);
		}
		const late = operator();
		await syncOnce(late, { period: { from: FLOOR, to: '2026-11-23' } });

		expect(late.asked).toHaveLength(4);
		const days = (await daysOf('consumption')).filter(({ date }) => published.includes(date));
		for (const day of days) expect(day).toMatchObject({ points: 48, status: 'complete' });
	});

	test('a late total does not keep the curve waiting, nor the other way round', async () => {
		const lateTotals = operator(({ measure }) =>
			measure === 'daily' ? failure('no_data', 'no_data_found') : undefined,
		);
		await syncOnce(lateTotals);
		const days = await daysOf('consumption');
		for (const day of days) expect(day).toMatchObject({ attempts: 1, curve_attempts: 0, points: 48 });

		const after = operator();
		await syncOnce(after, { now: new Date(noon.getTime() + 6 * 3_600_000) });
		expect(after.asked).toEqual(['daily 2026-11-02 2026-11-23']);
	});
});

test('holes of some weekdays are missing days of the curve in the ledger', async () => {
	const isHole = (date: string) => [2, 3].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
	const enedis = operator((window) => {
		const answer = dataOf(window);
		if (answer.kind !== 'data' || window.measure !== 'load_curve') return undefined;
		const holes = localDays(window.from, window.to, zone).filter(({ date }) => isHole(date));

		return {
			...answer,
			series: answer.series.map((one) => ({
				...one,
				readings: one.readings.filter(({ startSeconds }) =>
					holes.every((day) => startSeconds < day.startSeconds || startSeconds >= day.endSeconds),
				),
			})),
		};
	});
	await syncOnce(enedis);

	for (const day of await daysOf('consumption')) {
		expect(day).toMatchObject(
			isHole(day.date)
				? { points: 0, status: 'partial', curve_attempts: 1 }
				: { points: 48, status: 'complete', curve_attempts: 0 },
		);
	}
	expect((await shown()).load_curve).toBe('collected');
	const later = operator();
	await syncOnce(later, { now: new Date(noon.getTime() + 6 * 3_600_000) });
	expect(later.asked).toEqual([
		'load_curve 2026-11-14 2026-11-19',
		'load_curve 2026-11-07 2026-11-12',
		'load_curve 2026-11-02 2026-11-05',
	]);
});

test('what the operator corrects late, and a day it delivers late, come with the call for the next day', async () => {
	await addChannels('max_power');
	const isLate = ({ date }: { date: string }) => date === '2026-11-21';
	await syncOnce(
		operator((window) => {
			const answer = dataOf(window);
			if (answer.kind !== 'data' || window.measure !== 'daily') return undefined;

			return {
				...answer,
				series: answer.series.map((one) => ({
					...one,
					dayTotals: one.dayTotals.filter((total) => !isLate(total)),
				})),
			};
		}),
	);
	const corrected = operator((window) => {
		const answer = dataOf(window);
		if (answer.kind !== 'data' || window.measure === 'max_power') return undefined;

		return {
			...answer,
			series: answer.series.map((one) => ({
				...one,
				readings: one.readings.map((reading) => ({ ...reading, value: 90 })),
				dayTotals: one.dayTotals.map((total) => ({ ...total, value: 4500 })),
			})),
		};
	});
	await schema.database.query(
		`UPDATE iot_daily SET attempts = 11, next_attempt_at = NULL, status = 'final'
		 WHERE value IS NULL AND date = '2026-11-21'`,
	);
	await syncOnce(corrected, { now: new Date(noon.getTime() + 24 * 3_600_000) });

	expect(corrected.asked).toEqual([
		'daily 2026-11-16 2026-11-24',
		'load_curve 2026-11-20 2026-11-24',
		'max_power 2026-11-16 2026-11-24',
	]);
	const days = new Map((await daysOf('consumption')).map((day) => [day.date, day]));
	expect(days.get('2026-11-15')).toMatchObject({ value: 4810, status: 'complete' });
	for (const date of ['2026-11-16', '2026-11-21', '2026-11-23']) {
		expect(days.get(date)).toMatchObject({ value: 4500, points: 48, status: 'complete' });
	}
	const { rows } = await schema.database.query<{ date: string; curve_value: number }>(
		`SELECT day.date, day.curve_value FROM iot_daily day JOIN iot_channels channel ON channel.id = day.channel
		 WHERE channel.device = $1 AND channel.metric = 'consumption' AND day.date IN ('2026-11-19', '2026-11-20')
		 ORDER BY day.date`,
		[device],
	);
	expect(rows.map(({ curve_value }) => curve_value)).toEqual([4800, 4320]);
});
