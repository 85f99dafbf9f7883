import { describe, expect, it } from 'vitest';
import { operatorErrorCodes, operatorRefusal } from './enedis/operator-errors.ts';
import { plainMeter, testSandbox, youngMeter, type TestSandbox } from './test-sandbox.ts';

const DAILY = 'consommation_quotidienne';
const CURVE = 'courbe_de_charge_consommation';
const FAULTS = `/sandbox/meters/${plainMeter.pointId}/faults`;

interface Point {
	v: string | null;
	d: string;
	p?: string;
}

async function faulty(faults: object, now?: string): Promise<TestSandbox> {
	const sandbox = testSandbox(now);
	await sandbox.share(plainMeter);
	await sandbox.share(youngMeter);
	expect((await sandbox.put(FAULTS, faults)).status).toBe(200);

	return sandbox;
}

const call = async (
	sandbox: TestSandbox,
	path: string,
	dateDebut: string,
	dateFin: string,
	{ pointId } = plainMeter,
): Promise<Response> => sandbox.measure(path, { pointId, dateDebut, dateFin });

async function points(response: Promise<Response>): Promise<Point[]> {
	const answer = (await (await response).json()) as { grandeur: { points: Point[] }[] };

	return answer.grandeur[0]?.points ?? [];
}

const days = async (sandbox: TestSandbox, from: string, until: string): Promise<string[]> =>
	(await points(call(sandbox, DAILY, from, until))).map(({ d }) => d);

async function refusal(response: Promise<Response>): Promise<[number, string]> {
	const answer = await response;

	return [answer.status, ((await answer.json()) as { error: string }).error];
}

describe('the control of faults', () => {
	it('tells a meter’s faults, replaces and clears them', async () => {
		const { app, put } = testSandbox();
		const none = await (await app.request(FAULTS)).json();
		expect(none).toMatchObject({ missingDays: [], order: 'time', refusal: null, nextCalls: null });
		expect(await (await put(FAULTS, { missingDays: ['2026-11-20'] })).json()).toMatchObject({
			missingDays: ['2026-11-20'],
		});
		expect(await (await put(FAULTS, { isDoubled: true })).json()).toMatchObject({
			missingDays: [],
			isDoubled: true,
		});
		expect(await (await app.request(FAULTS, { method: 'DELETE' })).json()).toEqual(none);
		expect(await (await app.request(FAULTS)).json()).toEqual(none);
	});

	it.each([
		['an unknown fault', { lateness: 1 }],
		['a day that does not exist', { missingDays: ['2026-02-30'] }],
		['an hour that does not exist', { missingHours: [{ day: '2026-11-20', hour: 24 }] }],
		['a step that no meter has', { stepChanges: [{ day: '2026-11-20', stepMinutes: 20 }] }],
		['a correction in two ways', { corrections: [{ day: '2026-11-20', factor: 2, energyWh: 1 }] }],
		['an error that the operator does not have', { nextCalls: { calls: 1, error: 'OOPS' } }],
		['no call', { nextCalls: { calls: 0, error: 'no_data_found' } }],
	])('refuses %s', async (_, body) => {
		const response = await testSandbox().put(FAULTS, body);
		expect(response.status).toBe(400);
		expect(((await response.json()) as { message: string }).message).not.toBe('');
	});

	it('refuses a body that is no JSON, and a PRM that it does not have', async () => {
		const { app, put } = testSandbox();
		expect((await app.request(FAULTS, { method: 'PUT', body: 'no json' })).status).toBe(400);
		const unknown = '/sandbox/meters/00000000000000/faults';
		expect((await app.request(unknown)).status).toBe(404);
		expect((await put(unknown, {})).status).toBe(404);
		expect((await app.request(unknown, { method: 'DELETE' })).status).toBe(404);
	});

	it('leaves other meters alone', async () => {
		const sandbox = await faulty({ refusal: 'ADAM-DC-0007' });
		expect((await call(sandbox, DAILY, '2026-11-20', '2026-11-22', youngMeter)).status).toBe(200);
	});
});

describe('days', () => {
	it('come late by so many days, at 08:00 in Paris', async () => {
		const sandbox = await faulty({ lateDays: [{ day: '2026-11-20', byDays: 3 }] });
		expect(await days(sandbox, '2026-11-19', '2026-11-23')).toEqual([
			'2026-11-19',
			'2026-11-21',
			'2026-11-22',
		]);
		expect(await refusal(call(sandbox, CURVE, '2026-11-20', '2026-11-21'))).toEqual([404, 'no_data_found']);
		sandbox.clock.set(Date.parse('2026-11-24T06:59:59Z'));
		expect(await days(sandbox, '2026-11-19', '2026-11-22')).toEqual(['2026-11-19', '2026-11-21']);
		sandbox.clock.set(Date.parse('2026-11-24T07:00:00Z'));
		expect(await days(sandbox, '2026-11-19', '2026-11-22')).toHaveLength(3);
	});

	it('are missing in every measure', async () => {
		const sandbox = await faulty({ missingDays: ['2026-11-20'] });
		expect(await days(sandbox, '2026-11-19', '2026-11-22')).toEqual(['2026-11-19', '2026-11-21']);
		expect(await points(call(sandbox, CURVE, '2026-11-19', '2026-11-22'))).toHaveLength(96);
		expect(await refusal(call(sandbox, DAILY, '2026-11-20', '2026-11-21'))).toEqual([404, 'no_data_found']);
	});

	it('are corrected by a factor, curve and total alike', async () => {
		const sandbox = await faulty({ corrections: [{ day: '2026-11-20', factor: 2 }] });
		expect((await points(call(sandbox, DAILY, '2026-11-19', '2026-11-21'))).map(({ v }) => v)).toEqual([
			'24276',
			'48552',
		]);
		const curve = await points(call(sandbox, CURVE, '2026-11-20', '2026-11-21'));
		expect(curve.slice(0, 2).map(({ v }) => v)).toEqual(['1900', '2100']);
	});

	it.each(['2026-11-20', '2026-03-29', '2026-10-25'])('are corrected to an energy on %s', async (day) => {
		const sandbox = await faulty({ corrections: [{ day, energyWh: 10_001 }] });
		const until = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
		expect(await points(call(sandbox, DAILY, day, until))).toEqual([{ v: '10001', d: day }]);
		const curve = await points(call(sandbox, CURVE, day, until));
		expect(curve.reduce((sum, { v }) => sum + Number(v) / 2, 0)).toBe(10_001);
	});
});

describe('the curve', () => {
	it('lacks an hour while the day’s total is whole', async () => {
		const sandbox = await faulty({ missingHours: [{ day: '2026-11-20', hour: 5 }] });
		const curve = await points(call(sandbox, CURVE, '2026-11-20', '2026-11-21'));
		expect(curve).toHaveLength(46);
		expect(curve.slice(9, 11).map(({ d }) => d)).toEqual(['2026-11-20 05:00:00', '2026-11-20 06:30:00']);
		expect(await points(call(sandbox, DAILY, '2026-11-20', '2026-11-21'))).toEqual([
			{ v: '24276', d: '2026-11-20' },
		]);
	});

	it('lacks both passes of autumn’s doubled hour', async () => {
		const sandbox = await faulty({ missingHours: [{ day: '2026-10-25', hour: 2 }] });
		expect(await points(call(sandbox, CURVE, '2026-10-25', '2026-10-26'))).toHaveLength(46);
	});

	it('changes its step within one answer', async () => {
		const sandbox = await faulty({
			stepChanges: [
				{ day: '2026-11-21', stepMinutes: 60 },
				{ day: '2026-11-20', hour: 12, stepMinutes: 15 },
			],
		});
		const curve = await points(call(sandbox, CURVE, '2026-11-20', '2026-11-22'));
		expect(curve).toHaveLength(24 + 48 + 24);
		expect(curve.map(({ p }) => p).filter((p, index, all) => p !== all[index - 1])).toEqual([
			'PT30M',
			'PT15M',
			'PT60M',
		]);
		expect(curve[24]?.d).toBe('2026-11-20 12:15:00');
		expect(curve[72]?.d).toBe('2026-11-21 01:00:00');
	});
});

describe('values', () => {
	it('are null for an hour of the curve', async () => {
		const sandbox = await faulty({ nullValues: [{ day: '2026-11-20', hour: 0 }] });
		const curve = await points(call(sandbox, CURVE, '2026-11-20', '2026-11-21'));
		expect(curve).toHaveLength(48);
		expect(curve.slice(0, 3).map(({ v }) => v)).toEqual([null, null, '951']);
		expect((await points(call(sandbox, DAILY, '2026-11-20', '2026-11-21')))[0]?.v).toBe('24276');
	});

	it('are null for a day, in generation v5, too', async () => {
		const sandbox = await faulty({ nullValues: [{ day: '2026-11-20' }] });
		expect(await points(call(sandbox, DAILY, '2026-11-20', '2026-11-21'))).toEqual([
			{ v: null, d: '2026-11-20' },
		]);
		const curve = await points(call(sandbox, CURVE, '2026-11-20', '2026-11-21'));
		expect(new Set(curve.map(({ v }) => v))).toEqual(new Set([null]));
		const old = await sandbox.measureV5('/metering_data_dc/v5/daily_consumption', {
			usage_point_id: plainMeter.pointId,
			start: '2026-11-20',
			end: '2026-11-21',
		});
		expect(await old.json()).toMatchObject({
			meter_reading: { interval_reading: [{ value: null, date: '2026-11-20' }] },
		});
	});
});

describe('an answer', () => {
	const usual = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'];

	it('is reversed', async () => {
		expect(await days(await faulty({ order: 'reversed' }), '2026-11-18', '2026-11-23')).toEqual(
			usual.toReversed(),
		);
	});

	it('is shuffled, the same way at every call', async () => {
		const sandbox = await faulty({ order: 'shuffled' });
		const shuffled = await days(sandbox, '2026-11-18', '2026-11-23');
		expect(shuffled).not.toEqual(usual);
		expect(shuffled.toSorted()).toEqual(usual);
		expect(await days(sandbox, '2026-11-18', '2026-11-23')).toEqual(shuffled);
	});

	it('has every point twice', async () => {
		expect(await days(await faulty({ isDoubled: true }), '2026-11-20', '2026-11-22')).toEqual([
			'2026-11-20',
			'2026-11-20',
			'2026-11-21',
			'2026-11-21',
		]);
	});

	it('comes as an octet stream with the same text', async () => {
		const sandbox = await faulty({ isOctetStream: true });
		const response = await call(sandbox, DAILY, '2026-11-20', '2026-11-21');
		expect(response.headers.get('content-type')).toBe('application/octet-stream');
		expect(JSON.parse(await response.text())).toMatchObject({
			grandeur: [{ points: [{ v: '24276', d: '2026-11-20' }] }],
		});
	});

	it('is a success of another shape', async () => {
		const response = await call(await faulty({ isUnknownShape: true }), DAILY, '2026-11-20', '2026-11-21');
		expect(response.status).toBe(200);
		const body = await response.json();
		expect(body).not.toHaveProperty('grandeur');
		expect(body).not.toHaveProperty('meter_reading');
	});
});

describe('a consent that does not do', () => {
	it.each([
		['ADAM-DC-0007', 403, 'The customer is not owner of this usage point.'],
		['ADAM-DC-0008', 403, 'No consent can be found for this customer and this usage point.'],
		['ADAM-ERR0061', 400, 'The seeker is not recognized as the actual meter holder'],
	])('is refused with %s on every measure', async (code, status, description) => {
		const sandbox = await faulty({ refusal: code });
		for (const path of [DAILY, CURVE]) {
			const response = await call(sandbox, path, '2026-11-20', '2026-11-22');
			expect(response.status).toBe(status);
			expect(await response.json()).toEqual({ error: code, error_description: description });
		}
	});

	it('is refused with ADAM-ERR0075 on the curve alone', async () => {
		const sandbox = await faulty({ refusal: 'ADAM-ERR0075' });
		expect(await refusal(call(sandbox, CURVE, '2026-11-20', '2026-11-22'))).toEqual([400, 'ADAM-ERR0075']);
		expect((await call(sandbox, DAILY, '2026-11-20', '2026-11-22')).status).toBe(200);
	});

	it('is refused with ADAM-DC-0009 for days before the consent alone', async () => {
		const sandbox = await faulty({ refusal: 'ADAM-DC-0009' });
		expect(await refusal(call(sandbox, DAILY, '2026-11-22', '2026-11-23'))).toEqual([403, 'ADAM-DC-0009']);
		sandbox.clock.set(Date.parse('2026-11-25T09:00:00Z'));
		expect((await call(sandbox, DAILY, '2026-11-23', '2026-11-25')).status).toBe(200);
	});
});

describe('the errors of the next calls', () => {
	it('come so many times, then the values again', async () => {
		const sandbox = await faulty({ nextCalls: { calls: 2, error: 'ADAM-DC-0500' } });
		const both = async (): Promise<number[]> => [
			(await call(sandbox, DAILY, '2026-11-20', '2026-11-21')).status,
			(await call(sandbox, CURVE, '2026-11-20', '2026-11-21')).status,
		];
		expect(await both()).toEqual([500, 500]);
		expect(await both()).toEqual([200, 200]);
		expect(await (await sandbox.app.request(FAULTS)).json()).toMatchObject({ nextCalls: null });
	});

	it.each([
		['internal_error_as_text', 500, 'Internal Server error'],
		['unavailable_as_text', 503, 'Service unavailable'],
	])('may be a plain text: %s', async (error, status, text) => {
		const response = await call(
			await faulty({ nextCalls: { calls: 1, error } }),
			DAILY,
			'2026-11-20',
			'2026-11-21',
		);
		expect(response.status).toBe(status);
		expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
		expect(await response.text()).toBe(text);
	});

	it.each(operatorErrorCodes.filter((code) => !code.endsWith('_as_text')))('%s', async (error) => {
		const sandbox = await faulty({ nextCalls: { calls: 1, error } });
		const { status } = operatorRefusal(error);
		expect(await refusal(call(sandbox, DAILY, '2026-11-20', '2026-11-21'))).toEqual([status, error]);
	});
});
