import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { datesBetween, localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { readBuildingDevices } from '../../extensions/kilowatch/src/insight/building-devices.ts';
import type {
	ContractOutcome,
	PointContract,
	Provider,
	ProviderWindow,
	WindowOutcome,
} from '../../extensions/kilowatch/src/providers/provider.ts';
import type { ConsentScope } from '../../extensions/kilowatch/src/shared/names.ts';
import { ensureChannel, readChannels } from '../../extensions/kilowatch/src/storage/channels.ts';
import {
	claimRun,
	deferRun,
	queueRun,
	readRun,
	RunLost,
	type SyncPeriod,
} from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { syncIfDue } from '../../extensions/kilowatch/src/sync/nightly.ts';
import type { RunContext } from '../../extensions/kilowatch/src/sync/run-context.ts';
import { runDevice } from '../../extensions/kilowatch/src/sync/run-device.ts';
import { createOperator, failure, operatorMeasures } from '../support/operator.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const zone = 'Europe/Paris';
const noon = new Date('2026-11-23T11:00:00Z');
const FLOOR = '2026-11-02';
/** three weeks, from the floor to the last published day */
const published = datesBetween(FLOOR, '2026-11-23');

let schema: SchemaForTest;
let device: string;
let consent: string;
let logged: string[];

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(async () => {
	logged = [];
	await schema.database.query('DELETE FROM iot_sync_runs');
	await schema.database.query(`UPDATE iot_devices SET status = 'stopped'`);
	({ device, consent } = await addMeter());
});

async function addMeter() {
	const meter = await schema.addMeter(String(Math.random()).slice(2, 16).padEnd(14, '0'));
	await schema.database.query('UPDATE iot_devices SET history_floor = $2 WHERE id = $1', [
		meter.device,
		FLOOR,
	]);

	return meter;
}

/** What a willing operator sends of a window: half-hours of 100 Wh, days of 4,810 Wh, maxima at noon UTC. */
function dataOf({ measure, from, to }: ProviderWindow): WindowOutcome {
	const { metric, register, kind } = operatorMeasures[measure];
	const days = localDays(from, to, zone);
	const readings =
		kind === 'totals'
			? []
			: days.flatMap(({ startSeconds, endSeconds }) =>
					Array.from({ length: (endSeconds - startSeconds) / 1800 }, (_, index) => ({
						startSeconds: startSeconds + index * 1800,
						durationSeconds: 1800,
						value: 100,
						quality: 'raw' as const,
					})),
				);
	const dayTotals =
		kind === 'curve'
			? []
			: days.map(({ date, startSeconds }) => ({
					date,
					value: 4810,
					...(metric === 'max_power' ? { peakSeconds: startSeconds + 13 * 3600 } : {}),
				}));

	return { kind: 'data', bytes: 1, series: [{ metric, register, readings, dayTotals }] };
}

/** An operator that sends everything but what `answer` says otherwise; `asked` are the calls it has had. */
function operator(
	answer: (window: ProviderWindow) => WindowOutcome | undefined = () => undefined,
	contract?: ContractOutcome,
): Provider & { asked: string[] } {
	const asked: string[] = [];

	return {
		...createOperator({
			fetchWindow: (window) => {
				asked.push(`${window.measure} ${window.from} ${window.to}`);

				return Promise.resolve(answer(window) ?? dataOf(window));
			},
			...(contract
				? {
						fetchContract: () => {
							asked.push('contract');

							return Promise.resolve(contract);
						},
					}
				: {}),
		}),
		asked,
	};
}

function context(provider: Provider, now = noon): RunContext {
	return {
		database: schema.database,
		providers: new Map([['enedis', provider]]),
		retentionMonths: { totals: 36, curve: 24 },
		now: () => now,
		log: (message, facts) => logged.push(`${message} ${JSON.stringify(facts)}`),
	};
}

/** One run from being queued to its end; answers the row as it stands then. */
async function syncOnce(provider: Provider, { period, now }: { period?: SyncPeriod; now?: Date } = {}) {
	const run = await queueRun(schema.database, { device, trigger: 'manual', period });
	const claimed = await claimRun(schema.database);
	if (claimed?.id !== run) throw new Error('Another run was waiting');
	const outcome = await runDevice(context(provider, now), claimed);
	if (outcome.status === 'deferred') throw new Error('The run was put off');
	const { rows } = await schema.database.query<{
		windows_total: number;
		windows_done: number;
		provider_calls: number;
	}>(
		`UPDATE iot_sync_runs SET status = $2, error_code = $3, error_excerpt = $4 WHERE id = $1
		 RETURNING status, error_code, error_excerpt, windows_total, windows_done, provider_calls`,
		[run, outcome.status, outcome.error_code, outcome.error_excerpt],
	);

	return only(rows);
}

async function allow(scopes: readonly ConsentScope[]) {
	await schema.database.query('UPDATE iot_consents SET scopes = $2 WHERE id = $1', [
		consent,
		JSON.stringify(scopes),
	]);
}

async function addChannels(...metrics: ('max_power' | 'production')[]) {
	for (const metric of metrics) await ensureChannel(schema.database, device, metric, 'total');
}

/** The meter's days of a metric: what is in them, in order. */
async function daysOf(metric: string) {
	const { rows } = await schema.database.query<{
		date: string;
		value: number | null;
		points: number;
		status: string;
		attempts: number;
		curve_attempts: number;
		peak_at: Date | null;
	}>(
		`SELECT day.date, day.value, day.points_received AS points, day.status, day.attempts, day.curve_attempts, day.peak_at
		 FROM iot_daily day JOIN iot_channels channel ON channel.id = day.channel
		 WHERE channel.device = $1 AND channel.metric = $2 ORDER BY day.date`,
		[device, metric],
	);

	return rows;
}

async function states() {
	const channels = await readChannels(schema.database, device);

	return Object.fromEntries(channels.map(({ metric, state }) => [metric, state]));
}

async function shown() {
	const devices = await readBuildingDevices(schema.database, schema.building);
	const found = devices.find(({ id }) => id === device);
	if (!found) throw new Error('The building does not show its meter');

	return found;
}

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
		const run = await queueRun(schema.database, { device, trigger: 'consent' });
		const claimed = await claimRun(schema.database);
		if (!claimed) throw new Error('The run could not be claimed');
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
		await schema.database.query(
			`UPDATE iot_sync_runs SET heartbeat_at = now() - interval '3 minutes' WHERE id = $1`,
			[run],
		);

		const next = operator();
		const takenOver = await claimRun(schema.database);
		expect(takenOver).toEqual({ ...claimed, claim: 2, windowsDone: 3 });
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

describe('a window that is refused as too long', () => {
	const tooLong = (limit: number) =>
		operator(({ measure, from, to }) =>
			measure === 'load_curve' && datesBetween(from, to).length > limit
				? failure('bad_request', 'too_long')
				: undefined,
		);

	test('is asked again without its oldest day, and no day is lost', async () => {
		const enedis = tooLong(6);

		expect(await syncOnce(enedis)).toMatchObject({
			status: 'succeeded',
			windows_total: 6,
			windows_done: 6,
			provider_calls: 6,
		});
		expect(enedis.asked).toEqual([
			'daily 2026-11-02 2026-11-23',
			'load_curve 2026-11-16 2026-11-23',
			'load_curve 2026-11-17 2026-11-23',
			'load_curve 2026-11-11 2026-11-17',
			'load_curve 2026-11-05 2026-11-11',
			'load_curve 2026-11-02 2026-11-05',
		]);
		expect((await daysOf('consumption')).map(({ points }) => points)).toEqual(published.map(() => 48));
	});

	test('once more only: then the measure is left, and the run has failed', async () => {
		const enedis = tooLong(3);

		expect(await syncOnce(enedis)).toMatchObject({ status: 'failed', error_code: 'too_long' });
		expect(enedis.asked).toHaveLength(3);
		expect((await daysOf('consumption')).every(({ value }) => value === 4810)).toBe(true);
	});
});

describe('answers that are not understood', () => {
	test('are looked at day by day and left after three days; how one began is in the run, the other measure goes on', async () => {
		await schema.database.query(`UPDATE iot_devices SET history_floor = '2026-10-01' WHERE id = $1`, [
			device,
		]);
		let number = 0;
		const enedis = operator(({ measure }) =>
			measure === 'load_curve'
				? failure('shape', 'unreadable_body', { excerpt: `{"answer":"…","number":${++number}` })
				: undefined,
		);

		expect(await syncOnce(enedis)).toMatchObject({
			status: 'failed',
			error_code: 'unreadable_body',
			// Of the first answer about a day.
			error_excerpt: '{"answer":"…","number":4',
			windows_total: 8,
			windows_done: 8,
		});
		expect(enedis.asked.filter((call) => call.startsWith('load_curve'))).toEqual([
			'load_curve 2026-11-16 2026-11-23',
			'load_curve 2026-11-19 2026-11-23',
			'load_curve 2026-11-21 2026-11-23',
			'load_curve 2026-11-22 2026-11-23',
			'load_curve 2026-11-21 2026-11-22',
			'load_curve 2026-11-19 2026-11-21',
			'load_curve 2026-11-20 2026-11-21',
		]);
		const days = await daysOf('consumption');
		expect(days.every(({ value, points }) => value === 4810 && points === 0)).toBe(true);
		const tried = days.filter(({ curve_attempts }) => curve_attempts > 0).map(({ date }) => date);
		expect(tried).toEqual(['2026-11-20', '2026-11-21', '2026-11-22']);
	});

	test('one day of them costs no other day, fails the run, and is given up like any hole', async () => {
		const badDay = (days: string[]) =>
			operator(({ measure, from, to }) =>
				measure === 'load_curve' && days.some((date) => from <= date && date < to)
					? failure('shape', 'unreadable_body')
					: undefined,
			);

		expect(await syncOnce(badDay(['2026-11-12']))).toMatchObject({
			status: 'failed',
			error_code: 'unreadable_body',
		});
		const known = (await daysOf('consumption')).filter(({ points }) => points === 48);
		expect(known.map(({ date }) => date)).toEqual(published.filter((date) => date !== '2026-11-12'));

		for (let hours = 6; hours <= 24 * 12; hours += 6) {
			await syncOnce(badDay(['2026-11-12']), { now: new Date(noon.getTime() + hours * 3_600_000) });
		}
		const [given] = (await daysOf('consumption')).filter(({ date }) => date === '2026-11-12');
		expect(given).toMatchObject({ value: 4810, points: 0, curve_attempts: 11, status: 'final' });
	});

	test('an answer that is understood in smaller parts is no failure', async () => {
		const enedis = operator(({ measure, from, to }) =>
			measure === 'daily' && datesBetween(from, to).length > 15
				? failure('shape', 'unreadable_body')
				: undefined,
		);

		expect(await syncOnce(enedis)).toMatchObject({ status: 'succeeded', error_code: null });
		expect((await daysOf('consumption')).map(({ value }) => value)).toEqual(published.map(() => 4810));
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
		for (const day of old) expect(day).toMatchObject({ curve_attempts: 11, status: 'final' });
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

describe('what an operator refuses', () => {
	test('an API that the application has not subscribed to leaves the others and the consent alone', async () => {
		await addChannels('max_power');
		const enedis = operator(({ measure }) =>
			measure === 'max_power' ? failure('application', '900908') : undefined,
		);

		expect(await syncOnce(enedis)).toMatchObject({ status: 'partial', error_code: '900908' });
		expect(enedis.asked).toHaveLength(5);
		expect((await shown()).consent?.status).toBe('active');
		expect((await shown()).status).toBe('active');
	});

	test('credentials that are refused fail the run, and touch no consent', async () => {
		const enedis = operator(() => failure('application', 'invalid_client'));

		expect(await syncOnce(enedis)).toMatchObject({ status: 'failed', error_code: 'invalid_client' });
		expect(enedis.asked).toHaveLength(2);
		expect((await shown()).consent?.status).toBe('active');
	});

	test('a consent that was revoked at once is closed at the first call, and nothing is asked again', async () => {
		await addChannels('max_power', 'production');
		const revoked = operator(() => failure('consent', 'ADAM-DC-0008'), failure('consent', 'ADAM-DC-0008'));

		expect(await syncOnce(revoked)).toMatchObject({ status: 'failed', error_code: 'ADAM-DC-0008' });
		// The contract is a help: only a measure closes the consent.
		expect(revoked.asked).toEqual(['contract', 'daily 2026-11-02 2026-11-23']);
		expect(await shown()).toMatchObject({ status: 'stopped', consent: { status: 'revoked' } });
		expect(await claimRun(schema.database)).toBeUndefined();

		const night = { database: schema.database, cron: '0 2 * * *', timeZone: zone };
		await syncIfDue(night, new Date('2026-11-23T20:00:00Z'));
		expect(await syncIfDue(night, new Date('2026-11-24T01:00:00Z'))).toBe(0);
		const again = operator();
		expect(await syncOnce(again)).toMatchObject({ status: 'failed', error_code: 'not_connected' });
		expect(again.asked).toEqual([]);
	});

	const beginningAt = (floors: { consumption: string; production?: string }) =>
		operator(({ measure, from }) =>
			from < (floors[measure.includes('production') ? 'production' : 'consumption'] ?? '')
				? failure('bad_request', 'before_activation')
				: undefined,
		);

	test('a history that begins later is found by halves, kept, and not looked for again', async () => {
		await schema.database.query('UPDATE iot_devices SET history_floor = NULL WHERE id = $1', [device]);

		expect(await syncOnce(beginningAt({ consumption: FLOOR }))).toMatchObject({ status: 'succeeded' });
		expect((await daysOf('consumption')).map(({ date }) => date)).toEqual(published);
		expect((await daysOf('consumption')).every(({ points }) => points === 48)).toBe(true);
		const again = beginningAt({ consumption: FLOOR });
		await syncOnce(again);
		expect(again.asked).toEqual([]);
	});

	test('a roof that is younger than its building takes none of the building’s history away', async () => {
		await schema.database.query(`UPDATE iot_devices SET history_floor = '2026-10-01' WHERE id = $1`, [
			device,
		]);
		await addChannels('production');
		let calls = 0;
		const breaking = beginningAt({ consumption: '2026-10-01', production: FLOOR });
		const fetchWindow = breaking.fetchWindow.bind(breaking);
		// Right after the roof's beginning was found, the operator goes down.
		breaking.fetchWindow = (window, signal) =>
			++calls > 12 ? Promise.resolve(failure('outage', 'timeout')) : fetchWindow(window, signal);
		await syncOnce(breaking);
		await syncOnce(beginningAt({ consumption: '2026-10-01', production: FLOOR }));

		expect((await daysOf('consumption')).map(({ date }) => date)).toEqual(
			datesBetween('2026-10-01', '2026-11-23'),
		);
		expect((await daysOf('production')).map(({ date }) => date)).toEqual(published);
	});

	test('trouble with one call is got over by asking once more', async () => {
		let calls = 0;
		const enedis = operator(() =>
			++calls % 3 === 0 ? failure('outage', 'http_500', { mayBeTheRequest: true }) : undefined,
		);

		expect(await syncOnce(enedis)).toMatchObject({ status: 'succeeded', windows_total: 5, windows_done: 5 });
		expect((await daysOf('consumption')).every(({ value, points }) => value === 4810 && points === 48)).toBe(
			true,
		);
	});

	test('trouble with one measure, again and again, keeps no other one waiting', async () => {
		await addChannels('max_power');
		const enedis = operator(({ measure }) =>
			measure === 'daily' ? failure('outage', 'http_500', { mayBeTheRequest: true }) : undefined,
		);

		expect(await syncOnce(enedis)).toMatchObject({ status: 'partial', error_code: 'http_500' });
		expect(enedis.asked.filter((call) => call.startsWith('daily'))).toHaveLength(2);
		expect((await daysOf('consumption')).every(({ points }) => points === 48)).toBe(true);
		expect((await daysOf('max_power')).every(({ value }) => value === 4810)).toBe(true);
	});

	test('trouble with everything ends the run after a few calls', async () => {
		await addChannels('max_power', 'production');
		const enedis = operator(() => failure('outage', 'http_500', { mayBeTheRequest: true }));

		expect(await syncOnce(enedis)).toMatchObject({ status: 'partial', error_code: 'http_500' });
		expect(enedis.asked.length).toBeLessThan(10);
	});
});

describe('what ends while the operator is asked', () => {
	test.each([
		['the consent', `UPDATE iot_consents SET status = 'revoked' WHERE device = $1`],
		['the meter', `UPDATE iot_devices SET status = 'archived' WHERE id = $1`],
	])('%s: nothing more is asked, and nothing of the answer is kept', async (_, statement) => {
		const enedis = operator();
		const fetchWindow = enedis.fetchWindow.bind(enedis);
		enedis.fetchWindow = async (window, signal) => {
			const answer = await fetchWindow(window, signal);
			if (enedis.asked.length === 2) await schema.database.query(statement, [device]);

			return answer;
		};

		expect(await syncOnce(enedis)).toMatchObject({ status: 'failed', error_code: 'not_connected' });
		expect(enedis.asked).toHaveLength(2);
		expect((await daysOf('consumption')).every(({ value, points }) => value === 4810 && points === 0)).toBe(
			true,
		);
	});
});

describe('the contract', () => {
	const contract: PointContract = {
		subscribedPowerKva: 36,
		distributionTariff: 'BT<=36kVA Moyenne Utilisation à 4 classes',
		offPeakHours: 'HC (22H38-6H38)',
		activatedOn: '2026-11-10',
		personal: true,
		consumption: true,
		production: undefined,
	};
	const readDevice = async () => {
		const { rows } = await schema.database.query(
			`SELECT subscribed_power, distribution_tariff, off_peak_hours, history_floor, personal, contract_read_at
			 FROM iot_devices WHERE id = $1`,
			[device],
		);

		return only(rows);
	};
	const says = (change: Partial<PointContract> = {}): ContractOutcome => ({
		kind: 'contract',
		contract: { ...contract, ...change },
	});
	const nothingSaid = {
		subscribedPowerKva: undefined,
		distributionTariff: undefined,
		offPeakHours: undefined,
		activatedOn: undefined,
		personal: undefined,
	};

	test('is read first, kept, counted as a call, and its day of activation begins the history', async () => {
		const enedis = operator(undefined, says());

		expect(await syncOnce(enedis)).toMatchObject({
			status: 'succeeded',
			windows_total: 3,
			provider_calls: 4,
		});
		expect(enedis.asked.slice(0, 2)).toEqual(['contract', 'daily 2026-11-10 2026-11-23']);
		expect(await readDevice()).toEqual({
			subscribed_power: '36.00',
			distribution_tariff: contract.distributionTariff,
			off_peak_hours: contract.offPeakHours,
			history_floor: '2026-11-10',
			personal: true,
			contract_read_at: noon,
		});
		expect((await shown()).subscribed_power).toBe(36);
	});

	test('is read again after a month, and not before', async () => {
		const days = (number: number) => new Date(noon.getTime() + number * 86_400_000);
		const reads = async (now: Date) => {
			const enedis = operator(undefined, says());
			await syncOnce(enedis, { now });

			return enedis.asked.includes('contract');
		};

		expect([await reads(noon), await reads(days(29)), await reads(days(30)), await reads(days(31))]).toEqual([
			true,
			false,
			true,
			false,
		]);
	});

	test('with nothing in it takes nothing away, neither what was typed nor that a person holds it', async () => {
		await schema.database.query(
			`UPDATE iot_devices SET subscribed_power = 9, off_peak_hours = 'by hand', personal = true WHERE id = $1`,
			[device],
		);
		await syncOnce(operator(undefined, says(nothingSaid)));
		expect(await readDevice()).toMatchObject({
			subscribed_power: '9.00',
			distribution_tariff: null,
			off_peak_hours: 'by hand',
			history_floor: FLOOR,
			personal: true,
		});

		await schema.database.query('UPDATE iot_devices SET contract_read_at = NULL WHERE id = $1', [device]);
		await syncOnce(operator(undefined, says({ personal: false, activatedOn: '2026-01-01' })));
		expect(await readDevice()).toMatchObject({
			history_floor: FLOOR,
			personal: true,
			subscribed_power: '36.00',
		});
	});

	test('that denies a direction settles it where nothing comes, and nowhere else', async () => {
		await addChannels('production');
		const empty = operator(
			({ measure }) => (measure.includes('production') ? failure('no_data', 'no_data_found') : undefined),
			says({ production: false }),
		);
		expect(await syncOnce(empty)).toMatchObject({ status: 'succeeded' });
		expect(await states()).toEqual({ consumption: 'active', production: 'not_measured' });
		expect(empty.asked.filter((call) => call.includes('production'))).toHaveLength(1);

		await schema.database.query(`UPDATE iot_channels SET state = 'active' WHERE device = $1`, [device]);
		await schema.database.query('UPDATE iot_devices SET contract_read_at = NULL WHERE id = $1', [device]);
		await syncOnce(operator(undefined, says({ production: false })));
		expect(await states()).toEqual({ consumption: 'active', production: 'active' });
	});

	test('is read anew with what was found of the history, in case that was a mistake of a day', async () => {
		await schema.database.query(`UPDATE iot_channels SET totals_floor = '2026-11-20' WHERE device = $1`, [
			device,
		]);
		const enedis = operator(undefined, says());
		await syncOnce(enedis);

		expect(enedis.asked).toContain('daily 2026-11-10 2026-11-23');
	});

	test('is not believed what cannot be: no power, or a service that has yet to begin', async () => {
		const enedis = operator(undefined, says({ subscribedPowerKva: 0, activatedOn: '2026-11-24' }));

		expect(await syncOnce(enedis)).toMatchObject({ status: 'succeeded', windows_total: 4 });
		expect(await readDevice()).toMatchObject({ subscribed_power: null, history_floor: FLOOR });
	});

	test('that cannot be read is logged, asked again next time, and costs the run nothing else', async () => {
		const enedis = operator(undefined, failure('throttled', '900804'));

		expect(await syncOnce(enedis)).toMatchObject({
			status: 'succeeded',
			error_code: null,
			provider_calls: 5,
		});
		expect(logged).toEqual([
			`The contract could not be read ${JSON.stringify({ device, class: 'throttled', code: '900804' })}`,
		]);
		expect(await readDevice()).toMatchObject({ contract_read_at: null });
		const next = operator(undefined, says());
		await syncOnce(next);
		expect(next.asked).toEqual(['contract']);
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
		'load_curve 2026-11-17 2026-11-19',
		'load_curve 2026-11-10 2026-11-12',
		'load_curve 2026-11-03 2026-11-05',
	]);
});
