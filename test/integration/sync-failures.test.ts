/** What a run makes of an operator that refuses, is down, or is not understood. */
import { describe, expect, test } from 'vitest';
import { datesBetween } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { queueNightlyRuns } from '../../extensions/kilowatch/src/sync/schedule-runs.ts';
import { failure } from '../support/operator.ts';
import {
	noon,
	FLOOR,
	published,
	schema,
	device,
	operator,
	syncOnce,
	addChannels,
	daysOf,
	shown,
	useSyncedMeter,
} from '../support/synced-meter.ts';

useSyncedMeter();

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
		expect(await queueNightlyRuns(schema.database)).toBe(0);
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
