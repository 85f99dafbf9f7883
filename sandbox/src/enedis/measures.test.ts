import { describe, expect, it } from 'vitest';
import { builtInMeters } from '../meters/built-in.ts';
import { plainMeter, testSandbox, youngMeter, type TestSandbox } from '../test-sandbox.ts';
import { ACCOUNT_PATH } from './pages.ts';

const DAILY = 'consommation_quotidienne';
const CURVE = 'courbe_de_charge_consommation';

interface Answer {
	grandeur: { points: { v: string; d: string; p?: string; n?: string }[] }[];
}

const query = (dateDebut: string, dateFin: string, { pointId } = plainMeter): Record<string, string> => ({
	pointId,
	dateDebut,
	dateFin,
});

async function sharedAt(now?: string): Promise<TestSandbox> {
	const sandbox = testSandbox(now);
	await sandbox.share(plainMeter);
	await sandbox.share(youngMeter);

	return sandbox;
}

async function points(response: Response): Promise<Answer['grandeur'][number]['points']> {
	const answer = (await response.json()) as Answer;

	return answer.grandeur[0]?.points ?? [];
}

/** Status and the two fields of an error in the operator's services' shape. */
async function refusal(response: Response): Promise<[number, string, string]> {
	const body = (await response.json()) as { error: string; error_description: string };

	return [response.status, body.error, body.error_description];
}

describe('the daily consumption', () => {
	it('has the documented shape: Wh as text, end excluded', async () => {
		const response = await (await sharedAt()).measure(DAILY, query('2026-11-20', '2026-11-22'));
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({
			idPrm: '09775542606818',
			etapeMetier: 'BRUT',
			periode: { dateDebut: '2026-11-20', dateFin: '2026-11-22' },
			typeValeur: 'GLOBALE',
			modeCalcul: 'DIFF.INDEX',
			pas: 'P1D',
			grandeur: [
				{
					grandeurMetier: 'CONS',
					grandeurPhysique: 'EA',
					unite: 'Wh',
					points: [
						{ v: '24276', d: '2026-11-20' },
						{ v: '24276', d: '2026-11-21' },
					],
					calendrier: [],
				},
			],
			contexte: [],
		});
	});

	it('is the sum of the curve on clock-change days', async () => {
		const sandbox = await sharedAt();
		const spring = await points(await sandbox.measure(DAILY, query('2026-03-29', '2026-03-30')));
		const autumn = await points(await sandbox.measure(DAILY, query('2026-10-25', '2026-10-26')));
		expect([spring, autumn]).toEqual([[{ v: '23274', d: '2026-03-29' }], [{ v: '25278', d: '2026-10-25' }]]);
	});

	it('leaves a day without data out and sums what is known of a day with a hole', async () => {
		const response = await (await sharedAt()).measure(DAILY, query('2026-11-09', '2026-11-12', youngMeter));
		expect(await points(response)).toEqual([
			{ v: '12000', d: '2026-11-09' },
			{ v: '11500', d: '2026-11-11' },
		]);
	});

	it('reaches back 36 months and 15 days', async () => {
		const sandbox = await sharedAt();
		expect(await points(await sandbox.measure(DAILY, query('2023-11-08', '2023-11-09')))).toEqual([
			{ v: '24276', d: '2023-11-08' },
		]);
		expect(await refusal(await sandbox.measure(DAILY, query('2023-11-07', '2023-11-09')))).toEqual([
			400,
			'ADAM-ERR0125',
			'The start date must be greater than the history deadline',
		]);
	});

	it('may span three years in one call', async () => {
		const response = await (await sharedAt()).measure(DAILY, query('2023-11-23', '2026-11-23'));
		expect(await points(response)).toHaveLength(1096);
	});
});

describe('the load curve', () => {
	it('has the documented shape: W as text, stamped at the end, local', async () => {
		const response = await (await sharedAt()).measure(CURVE, query('2026-11-20', '2026-11-22'));
		expect(response.status).toBe(200);
		const answer = (await response.json()) as Answer;
		const curve = answer.grandeur[0]?.points ?? [];
		expect(curve).toHaveLength(96);
		expect(curve.slice(0, 2)).toEqual([
			{ v: '950', d: '2026-11-20 00:30:00', p: 'PT30M', n: 'B' },
			{ v: '1050', d: '2026-11-20 01:00:00', p: 'PT30M', n: 'B' },
		]);
		expect(curve[47]).toEqual({ v: '1073', d: '2026-11-21 00:00:00', p: 'PT30M', n: 'B' });
		expect(curve.at(-1)?.d).toBe('2026-11-22 00:00:00');
		expect(answer).toEqual({
			idPrm: '09775542606818',
			etapeMetier: 'BRUT',
			periode: { dateDebut: '2026-11-20', dateFin: '2026-11-22' },
			modeCalcul: 'MESURE',
			grandeur: [
				{ grandeurMetier: 'CONS', grandeurPhysique: 'PA', unite: 'W', points: curve, calendrier: [] },
			],
			contexte: [],
		});
	});

	it('has 46 points in spring', async () => {
		const curve = await points(await (await sharedAt()).measure(CURVE, query('2026-03-29', '2026-03-30')));
		expect(curve).toHaveLength(46);
		expect(curve.slice(1, 6).map(({ d, v }) => [d.slice(11, 16), v])).toEqual([
			['01:00', '1050'],
			['01:30', '951'],
			['03:00', '1051'],
			['03:30', '953'],
			['04:00', '1053'],
		]);
	});

	it('has 50 points in autumn, with the doubled labels in the order of time', async () => {
		const curve = await points(await (await sharedAt()).measure(CURVE, query('2026-10-25', '2026-10-26')));
		expect(curve).toHaveLength(50);
		expect(curve.slice(2, 9).map(({ d, v }) => [d.slice(11, 16), v])).toEqual([
			['01:30', '951'],
			['02:00', '1051'],
			['02:30', '952'],
			['02:00', '1052'],
			['02:30', '952'],
			['03:00', '1052'],
			['03:30', '953'],
		]);
	});

	it('leaves holes out', async () => {
		const response = await (await sharedAt()).measure(CURVE, query('2026-11-10', '2026-11-12', youngMeter));
		const curve = await points(response);
		expect(curve).toHaveLength(46);
		expect(curve[0]?.d).toBe('2026-11-11 00:30:00');
		expect(curve.slice(9, 11).map(({ d }) => d)).toEqual(['2026-11-11 05:00:00', '2026-11-11 06:30:00']);
	});

	it('takes 7 days and refuses 8', async () => {
		const sandbox = await sharedAt();
		expect(await points(await sandbox.measure(CURVE, query('2026-11-16', '2026-11-23')))).toHaveLength(336);
		expect(await refusal(await sandbox.measure(CURVE, query('2026-11-15', '2026-11-23')))).toEqual([
			400,
			'ADAM-ERR0126',
			'The requested period must be less than 7 days for an access to the load curve',
		]);
	});

	it('reaches back 24 months and 15 days', async () => {
		const sandbox = await sharedAt();
		expect(await points(await sandbox.measure(CURVE, query('2024-11-08', '2024-11-09')))).toHaveLength(48);
		expect((await refusal(await sandbox.measure(CURVE, query('2024-11-07', '2024-11-09'))))[1]).toBe(
			'ADAM-ERR0125',
		);
	});

	it('answers a week of a built-in meter within 20 ms', async () => {
		const [meter = plainMeter] = builtInMeters();
		const sandbox = testSandbox('2026-11-23T09:00:00Z', { meters: [meter] });
		await sandbox.share(meter);
		await sandbox.measure(CURVE, query('2026-10-20', '2026-10-27', meter));
		const startedMs = performance.now();
		for (let call = 0; call < 20; call += 1)
			await sandbox.measure(CURVE, query('2026-10-20', '2026-10-27', meter));
		expect((performance.now() - startedMs) / 20).toBeLessThan(20);
	});
});

describe.each([
	[DAILY, 1],
	[CURVE, 48],
])('publication of %s', (path, pointsPerDay) => {
	it('leaves yesterday out before 08:00 in Paris', async () => {
		const sandbox = await sharedAt('2026-11-23T06:59:59Z');
		const both = await points(await sandbox.measure(path, query('2026-11-21', '2026-11-23')));
		expect(both).toHaveLength(pointsPerDay);
		expect(both[0]?.d.slice(0, 10)).toBe('2026-11-21');
		const yesterday = await sandbox.measure(path, query('2026-11-22', '2026-11-23'));
		expect((await refusal(yesterday)).slice(0, 2)).toEqual([404, 'no_data_found']);
	});

	it('has yesterday from 08:00 on', async () => {
		const sandbox = await sharedAt('2026-11-23T07:00:00Z');
		const both = await points(await sandbox.measure(path, query('2026-11-21', '2026-11-23')));
		expect(both).toHaveLength(2 * pointsPerDay);
	});
});

describe.each([DAILY, CURVE])('refusals of %s', (path) => {
	const good = query('2026-11-20', '2026-11-22');

	it('403 without a consent, with an ended one, and with a deleted one', async () => {
		const body = [403, 'ADAM-DC-0008', 'No consent can be found for this customer and this usage point.'];
		const never = testSandbox();
		expect(await refusal(await never.measure(path, good))).toEqual(body);
		expect(await refusal(await never.measure(path, { ...good, pointId: '12345678901234' }))).toEqual(body);

		const deleted = await sharedAt();
		await deleted.postForm(ACCOUNT_PATH, { point_id: plainMeter.pointId });
		expect(await refusal(await deleted.measure(path, good))).toEqual(body);

		const ended = await sharedAt();
		ended.clock.set(Date.parse('2029-11-22T22:59:00Z'));
		expect((await ended.measure(path, query('2029-11-20', '2029-11-21'))).status).toBe(200);
		ended.clock.set(Date.parse('2029-11-22T23:00:00Z'));
		expect(await refusal(await ended.measure(path, query('2029-11-20', '2029-11-21')))).toEqual(body);
	});

	it('400 before the activation', async () => {
		const sandbox = await sharedAt();
		expect(await refusal(await sandbox.measure(path, query('2026-01-31', '2026-02-03', youngMeter)))).toEqual(
			[400, 'ADAM-ERR0123', "The requested period cannot be anterior to the meter's last activation date"],
		);
		expect((await sandbox.measure(path, query('2026-02-01', '2026-02-03', youngMeter))).status).toBe(200);
	});

	it('400 for an end after today, which is not yet known to be without data', async () => {
		const sandbox = await sharedAt();
		expect((await sandbox.measure(path, query('2026-11-22', '2026-11-23'))).status).toBe(200);
		expect(
			(await refusal(await sandbox.measure(path, query('2026-11-22', '2026-11-24')))).slice(0, 2),
		).toEqual([400, 'Invalid_request']);
	});

	it('404 when no day has data', async () => {
		const sandbox = await sharedAt();
		expect(await refusal(await sandbox.measure(path, query('2026-11-10', '2026-11-11', youngMeter)))).toEqual(
			[404, 'no_data_found', 'no measure found for this usage point'],
		);
	});

	it.each([
		['a missing PRM', { dateDebut: '2026-11-20', dateFin: '2026-11-22' }],
		['a PRM of 13 digits', { ...good, pointId: '9775542606818' }],
		['v5 names', { usage_point_id: '09775542606818', start: '2026-11-20', end: '2026-11-22' }],
		['a further parameter', { ...good, mesuresPas: 'P1D' }],
		['an impossible date', { ...good, dateDebut: '2026-02-30' }],
		['a date with time', { ...good, dateDebut: '2026-11-20T00:00:00Z' }],
		['an end before the start', { ...good, dateFin: '2026-11-19' }],
	])('500 for %s, as for all that is outside the Swagger', async (_, wrong) => {
		const response = await (await sharedAt()).measure(path, wrong);
		expect(response.status).toBe(500);
		expect(await response.json()).toEqual({
			code: 'STM-ERR-0000001',
			message: "Problème technique dans l'interrogation du SI coeur",
		});
	});

	it('an empty period is outside the Swagger for the curve only', async () => {
		const response = await (await sharedAt()).measure(path, query('2026-11-20', '2026-11-20'));
		expect(response.status).toBe(path === CURVE ? 500 : 404);
	});
});
