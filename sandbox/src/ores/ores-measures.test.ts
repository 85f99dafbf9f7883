import { afterAll, beforeAll, expect, it } from 'vitest';
import { testOres, type TestOres } from './test-ores.ts';

interface Meter {
	ean: string;
	label: string;
	activatedOn: string;
}

let ores: TestOres;
let common: Meter;
let lift: Meter;
let token: string;

beforeAll(async () => {
	ores = await testOres();
	const meters = await ores.control<Meter[]>('meters');
	const find = (part: string) => {
		const found = meters.find(({ label }) => label.endsWith(part));
		if (!found) throw new Error(part);

		return found;
	};
	common = find('parties communes');
	lift = find('ascenseur');
	({ access_token: token } = await ores.connect(common.ean));
});
afterAll(() => ores.stop());

interface Body {
	prm: string;
	unit: string;
	resolution: string;
	values: { start: string; value: number; quality: string }[];
	error?: string;
}

async function ask(path: string, query: Record<string, string>, accessToken = token) {
	const answer = await ores.measure(path, accessToken, { prm: common.ean, ...query });

	return { status: answer.status, body: (await answer.json()) as Body };
}

it.each([
	['2026-11-02T00:00:00+01:00', '2026-11-03T00:00:00+01:00', 96],
	['2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00', 92],
	['2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00', 100],
	['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 100],
])('from %s to %s are %s quarter-hours, whose sum is the day’s total', async (start, end, count) => {
	const { status, body } = await ask('consumption_load_curve', { start, end });
	expect({ status, ...body, values: body.values.length }).toEqual({
		status: 200,
		prm: common.ean,
		unit: 'kWh',
		resolution: 'PT15M',
		values: count,
	});
	const total = (await ask('consumption_daily', { start, end })).body;
	expect(total).toMatchObject({ resolution: 'P1D' });
	expect(total.values).toHaveLength(1);
	expect(body.values.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(total.values[0]?.value ?? 0, 6);
});

it('a roof gives by day and not by night', async () => {
	const { body } = await ask('production_load_curve', {
		start: '2026-06-21T00:00:00+02:00',
		end: '2026-06-22T00:00:00+02:00',
	});
	expect(body.values[8]?.value).toBe(0);
	expect(Math.max(...body.values.map(({ value }) => value))).toBeGreaterThan(0.2);
});

it('a day is there from the next morning', async () => {
	const { body } = await ask('consumption_daily', {
		start: '2026-11-20T00:00:00+01:00',
		end: '2026-11-25T00:00:00+01:00',
	});
	expect(body.values.map(({ start }) => start.slice(0, 10))).toEqual([
		'2026-11-20',
		'2026-11-21',
		'2026-11-22',
	]);
	expect(
		await ask('consumption_daily', { start: '2026-11-23T00:00:00+01:00', end: '2026-11-24T00:00:00+01:00' }),
	).toMatchObject({ status: 404, body: { error: 'no_data' } });
});

const day = { start: '2026-11-02T00:00:00+01:00', end: '2026-11-03T00:00:00+01:00' };

it.each<[string, string, Record<string, string>, number, string]>([
	['an unknown point', 'consumption_daily', { ...day, prm: '541456003702524722' }, 400, 'invalid_request'],
	['a date', 'consumption_daily', { ...day, start: '2026-11-02' }, 400, 'invalid_request'],
	[
		'a time without offset',
		'consumption_daily',
		{ ...day, start: '2026-11-02T00:00:00' },
		400,
		'invalid_request',
	],
	[
		'a moment of the day',
		'consumption_daily',
		{ ...day, start: '2026-11-02T06:00:00+01:00' },
		400,
		'invalid_request',
	],
	[
		'an end before the start',
		'consumption_daily',
		{ start: day.end, end: day.start },
		400,
		'invalid_request',
	],
	[
		'32 days',
		'consumption_load_curve',
		{ ...day, start: '2026-10-02T00:00:00+02:00' },
		400,
		'window_too_long',
	],
	[
		'25 months ago',
		'consumption_load_curve',
		{ start: '2024-10-22T00:00:00+02:00', end: '2024-10-23T00:00:00+02:00' },
		400,
		'before_history',
	],
	[
		'before the meter',
		'consumption_daily',
		{ start: '2022-05-01T00:00:00+02:00', end: '2022-05-03T00:00:00+02:00' },
		400,
		'before_activation',
	],
])('%s is refused', async (_, path, query, status, error) => {
	expect(await ask(path, query)).toMatchObject({ status, body: { error } });
});

it('a consent opens its own points alone, and in their directions', async () => {
	expect(await ask('consumption_daily', { ...day, prm: lift.ean })).toMatchObject({
		status: 403,
		body: { error: 'metering_point_not_authorized' },
	});
	const { access_token: other } = await ores.connect(lift.ean);
	expect(await ask('consumption_daily', { ...day, prm: lift.ean }, other)).toMatchObject({ status: 200 });
	expect(await ask('production_daily', { ...day, prm: lift.ean }, other)).toMatchObject({
		status: 400,
		body: { error: 'no_such_direction' },
	});
	expect(await ask('consumption_daily', day, 'no-token')).toMatchObject({ status: 401 });
});

it.each([
	['unavailable_503', 503],
	['garbage', 200],
	['unauthorized', 401],
	['throttled', 429],
	['application_suspended', 403],
])('%s is answered as often as it is asked for', async (kind, status) => {
	await ores.control('faults', 'PUT', { nextData: { calls: 2, kind } });
	expect((await ask('consumption_daily', day)).status).toBe(status);
	expect((await ask('consumption_daily', day)).status).toBe(status);
	expect((await ask('consumption_daily', day)).body.values).toHaveLength(1);
});
