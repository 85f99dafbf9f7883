import { describe, expect, it } from 'vitest';
import { plainMeterFacts, splitHour, type Meter } from '../meters/meter.ts';
import { plainMeter, roofMeter, testSandbox, youngMeter, type TestSandbox } from '../test-sandbox.ts';

interface Point {
	v: string | null;
	d: string;
	p?: string;
}

interface Answer {
	grandeur: { grandeurMetier: string; grandeurPhysique: string; unite: string; points: Point[] }[];
}

const MAXIMUM = 'puissance_conso_max_quotidienne';
const maximumParameters = { mesuresPas: 'P1D', grandeurPhysique: 'PMA' };

const query = (dateDebut: string, dateFin: string, { pointId } = plainMeter): Record<string, string> => ({
	pointId,
	dateDebut,
	dateFin,
});

async function shared(meters = [plainMeter, youngMeter, roofMeter]): Promise<TestSandbox> {
	const sandbox = testSandbox(undefined, { meters });
	for (const meter of meters) await sandbox.share(meter);

	return sandbox;
}

async function points(response: Response): Promise<Point[]> {
	expect(response.status).toBe(200);

	return ((await response.json()) as Answer).grandeur[0]?.points ?? [];
}

async function refusal(response: Response): Promise<[number, string]> {
	const body = (await response.json()) as { error?: string; code?: string };

	return [response.status, body.error ?? body.code ?? ''];
}

describe('the daily production', () => {
	it('has the shape of the consumption, as PROD', async () => {
		const response = await (
			await shared()
		).measure('production_quotidienne', query('2026-11-20', '2026-11-22', roofMeter));
		expect(await response.json()).toEqual({
			idPrm: roofMeter.pointId,
			etapeMetier: 'BRUT',
			periode: { dateDebut: '2026-11-20', dateFin: '2026-11-22' },
			typeValeur: 'GLOBALE',
			modeCalcul: 'DIFF.INDEX',
			pas: 'P1D',
			grandeur: [
				{
					grandeurMetier: 'PROD',
					grandeurPhysique: 'EA',
					unite: 'Wh',
					points: [
						{ v: '200', d: '2026-11-20' },
						{ v: '200', d: '2026-11-21' },
					],
					calendrier: [],
				},
			],
			contexte: [],
		});
	});
});

describe('the production curve', () => {
	it('has zeros at night, which are values', async () => {
		const response = await (
			await shared()
		).measure('courbe_de_charge_production', query('2026-11-20', '2026-11-21', roofMeter));
		const answer = (await response.json()) as Answer;
		expect(answer.grandeur[0]).toMatchObject({ grandeurMetier: 'PROD', grandeurPhysique: 'PA', unite: 'W' });
		const curve = answer.grandeur[0]?.points ?? [];
		expect(curve).toHaveLength(48);
		expect(curve[0]).toEqual({ v: '0', d: '2026-11-20 00:30:00', p: 'PT30M', n: 'B' });
		expect(curve.filter(({ v }) => v !== '0')).toEqual([
			{ v: '180', d: '2026-11-20 12:30:00', p: 'PT30M', n: 'B' },
			{ v: '220', d: '2026-11-20 13:00:00', p: 'PT30M', n: 'B' },
		]);
	});
});

describe('the maximum power', () => {
	it('has the documented shape, with the moment of the maximum', async () => {
		const response = await (
			await shared()
		).measure(MAXIMUM, {
			...query('2026-11-20', '2026-11-22'),
			...maximumParameters,
		});
		const answer = (await response.json()) as Answer;
		const maxima = answer.grandeur[0]?.points ?? [];
		expect(answer).toEqual({
			idPrm: plainMeter.pointId,
			etapeMetier: 'BRUT',
			periode: { dateDebut: '2026-11-20', dateFin: '2026-11-22' },
			modeCalcul: 'MESURE',
			pas: 'P1D',
			grandeur: [
				{
					grandeurMetier: 'CONS',
					grandeurPhysique: 'PMA',
					unite: 'VA',
					points: [
						{ v: maxima[0]?.v, d: maxima[0]?.d },
						{ v: maxima[1]?.v, d: maxima[1]?.d },
					],
					calendrier: [],
				},
			],
			contexte: [],
		});
		// 1,073 W in the last half hour of each day.
		for (const [index, { v, d }] of maxima.entries()) {
			expect(d).toMatch(new RegExp(`^2026-11-2${index} 23:[345]\\d:[0-5]\\d$`));
			expect(Number(v)).toBeGreaterThan(1_073);
		}
	});

	it('is one a month with P1M, the highest of the month’s days', async () => {
		const sandbox = await shared();
		const period = query('2026-09-15', '2026-11-01');
		const byDay = await points(await sandbox.measure(MAXIMUM, { ...period, ...maximumParameters }));
		const byMonth = await points(
			await sandbox.measure(MAXIMUM, { ...period, mesuresPas: 'P1M', grandeurPhysique: 'TOUT' }),
		);
		const highest = (month: string): number =>
			Math.max(...byDay.filter(({ d }) => d.startsWith(month)).map(({ v }) => Number(v)));
		expect(byMonth.map(({ v, d }) => [d.slice(0, 7), Number(v)])).toEqual([
			['2026-09', highest('2026-09')],
			['2026-10', highest('2026-10')],
		]);
		expect(byDay).toContainEqual(byMonth[0]);
	});

	it.each([
		['no step', { grandeurPhysique: 'PMA' }],
		['no quantity', { mesuresPas: 'P1D' }],
		['another step', { mesuresPas: 'PT30M', grandeurPhysique: 'PMA' }],
		['another quantity', { mesuresPas: 'P1D', grandeurPhysique: 'EA' }],
	])('is refused with 500 for %s', async (_, parameters) => {
		const response = await (
			await shared()
		).measure(MAXIMUM, {
			...query('2026-11-20', '2026-11-22'),
			...(parameters as Record<string, string>),
		});
		expect(await refusal(response)).toEqual([500, 'STM-ERR-0000001']);
	});
});

describe('the indexes', () => {
	const offPeakMeter: Meter = {
		...plainMeterFacts,
		pointId: '00000000000017',
		label: 'Off-peak',
		activatedOn: '2026-11-01',
		consumption: () => splitHour(600, 0),
		production: () => splitHour(10, 0),
		contract: { ...plainMeterFacts.contract, offPeakHours: 'HC (22H30-6H30)' },
	};

	it('have their data under the context, as whole numbers', async () => {
		const response = await (
			await shared([offPeakMeter])
		).measure('index_consommation', query('2026-11-02', '2026-11-04', offPeakMeter));
		// 24 × 600 Wh a day, 8 × 600 of them off-peak, since the 1st.
		const values = (first: number, second: number): object[] => [
			{ d: '2026-11-02', v: first, iv: 0 },
			{ d: '2026-11-03', v: second, iv: 0 },
		];
		expect(await response.json()).toEqual({
			idPrm: offPeakMeter.pointId,
			periode: { dateDebut: '2026-11-02', dateFin: '2026-11-04' },
			grandeur: [],
			contexte: [
				{
					etapeMetier: 'BRUT',
					contexteReleve: 'COL',
					typeReleve: 'AQ',
					grandeur: [
						{
							grandeurMetier: 'CONS',
							grandeurPhysique: 'EA',
							unite: 'Wh',
							points: [],
							calendrier: [
								{
									idCalendrier: 'FC000002',
									libelleCalendrier: 'Heures Pleines / Heures Creuses',
									classeTemporelle: [
										{
											idClasseTemporelle: 'HC',
											libelleClasseTemporelle: 'Heures Creuses',
											codeCadran: '1',
											valeur: values(4_800, 9_600),
										},
										{
											idClasseTemporelle: 'HP',
											libelleClasseTemporelle: 'Heures Pleines',
											codeCadran: '2',
											valeur: values(9_600, 19_200),
										},
									],
								},
							],
							cadranTotalisateur: { codeCadran: '0', valeur: values(14_400, 28_800) },
						},
					],
				},
			],
		});
	});

	it('differ from day to day by the day’s energy', async () => {
		const sandbox = await shared();
		const answer = (await (
			await sandbox.measure('index_consommation', query('2026-10-24', '2026-10-28'))
		).json()) as {
			contexte: { grandeur: { cadranTotalisateur: { valeur: { v: number }[] } }[] }[];
		};
		const readings = answer.contexte[0]?.grandeur[0]?.cadranTotalisateur.valeur.map(({ v }) => v) ?? [];
		const days = await points(
			await sandbox.measure('consommation_quotidienne', query('2026-10-24', '2026-10-27')),
		);
		expect(readings.slice(1).map((reading, index) => reading - (readings[index] ?? 0))).toEqual(
			days.map(({ v }) => Number(v)),
		);
	});

	it('of what is fed in know no off-peak hours', async () => {
		const response = await (
			await shared([offPeakMeter])
		).measure('index_production', query('2026-11-02', '2026-11-03', offPeakMeter));
		const text = await response.text();
		expect(text).toContain('"grandeurMetier":"PROD"');
		expect(text).toContain('"idClasseTemporelle":"BASE"');
		expect(text).not.toContain('"HC"');
	});
});

describe.each([
	['consommation_quotidienne', roofMeter, {}],
	['courbe_de_charge_consommation', roofMeter, {}],
	[MAXIMUM, roofMeter, maximumParameters],
	['index_consommation', roofMeter, {}],
	['production_quotidienne', plainMeter, {}],
	['courbe_de_charge_production', plainMeter, {}],
	['index_production', plainMeter, {}],
])('%s', (path, wrongMeter, parameters) => {
	const rightMeter = wrongMeter === roofMeter ? youngMeter : roofMeter;
	const call = async (
		sandbox: TestSandbox,
		from: string,
		until: string,
		meter = rightMeter,
	): Promise<Response> => sandbox.measure(path, { ...query(from, until, meter), ...parameters });

	it('is 400 on a meter that does not measure in this direction', async () => {
		const response = await call(await shared(), '2026-11-20', '2026-11-22', wrongMeter);
		expect(response.status).toBe(400);
		expect(await response.json()).toEqual({
			error: 'ADAM-ERR0069',
			error_description: 'Le sens de la mesure ne correspond pas pour le PRM demandé',
		});
	});

	it('is 403 without a consent', async () => {
		expect(await refusal(await call(testSandbox(), '2026-11-20', '2026-11-22'))).toEqual([
			403,
			'ADAM-DC-0008',
		]);
	});

	it('is 400 before the activation, and before what the operator keeps', async () => {
		const sandbox = await shared();
		await sandbox.put(`/sandbox/meters/${rightMeter.pointId}`, { activatedOn: '2026-11-10' });
		expect(await refusal(await call(sandbox, '2026-11-09', '2026-11-11'))).toEqual([400, 'ADAM-ERR0123']);
		await sandbox.put(`/sandbox/meters/${rightMeter.pointId}`, { activatedOn: '2015-01-01' });
		const floor = path.startsWith('courbe') ? '2024-11-07' : '2023-11-07';
		const until = floor.replace('07', '09');
		expect(await refusal(await call(sandbox, floor, until))).toEqual([400, 'ADAM-ERR0125']);
		expect((await call(sandbox, floor.replace('07', '08'), until)).status).toBe(200);
	});

	it('is 500 for a parameter that the Swagger does not know', async () => {
		const response = await (
			await shared()
		).measure(path, {
			...query('2026-11-20', '2026-11-22', rightMeter),
			...parameters,
			usage_point_id: rightMeter.pointId,
		});
		expect(await refusal(response)).toEqual([500, 'STM-ERR-0000001']);
	});

	it('is 404 as long as the day has not been published', async () => {
		const sandbox = await shared();
		sandbox.clock.set(Date.parse('2026-11-24T06:59:59Z'));
		expect(await refusal(await call(sandbox, '2026-11-23', '2026-11-24'))).toEqual([404, 'no_data_found']);
		sandbox.clock.set(Date.parse('2026-11-24T07:00:00Z'));
		expect((await call(sandbox, '2026-11-23', '2026-11-24')).status).toBe(200);
	});
});

describe('a meter whose curve is not collected', () => {
	const meter = { ...plainMeter, isCurveCollected: false };

	it('has no curve, but days and maxima', async () => {
		const sandbox = await shared([meter]);
		const period = query('2026-11-20', '2026-11-22');
		expect(await refusal(await sandbox.measure('courbe_de_charge_consommation', period))).toEqual([
			404,
			'no_data_found',
		]);
		expect((await sandbox.measure('consommation_quotidienne', period)).status).toBe(200);
		expect((await sandbox.measure(MAXIMUM, { ...period, ...maximumParameters })).status).toBe(200);
	});
});

describe.each([
	[5, 288, 276, 300],
	[10, 144, 138, 150],
	[15, 96, 92, 100],
	[30, 48, 46, 50],
	[60, 24, 23, 25],
] as const)('a curve in steps of %d minutes', (curveStepMinutes, normal, spring, autumn) => {
	it('has each day’s number of points, each with its step, and the day’s energy', async () => {
		const sandbox = await shared([{ ...plainMeter, curveStepMinutes }]);
		for (const [from, until, count] of [
			['2026-11-20', '2026-11-21', normal],
			['2026-03-29', '2026-03-30', spring],
			['2026-10-25', '2026-10-26', autumn],
		] as const) {
			const curve = await points(await sandbox.measure('courbe_de_charge_consommation', query(from, until)));
			const [day] = await points(await sandbox.measure('consommation_quotidienne', query(from, until)));
			expect(curve).toHaveLength(count);
			expect(new Set(curve.map(({ p }) => p))).toEqual(new Set([`PT${curveStepMinutes}M`]));
			expect(curve.at(-1)?.d).toBe(`${until} 00:00:00`);
			expect(curve.reduce((sum, { v }) => sum + Number(v), 0) * (curveStepMinutes / 60)).toBeCloseTo(
				Number(day?.v),
				6,
			);
		}
	});
});
