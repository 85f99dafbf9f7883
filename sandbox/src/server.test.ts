import { describe, expect, it } from 'vitest';
import type { Share } from './enedis/shares.ts';
import { builtInMeters } from './meters/built-in.ts';
import { personaMeters } from './meters/personas.ts';
import { plainMeter, testSandbox } from './test-sandbox.ts';

describe('the sandbox', () => {
	it('is healthy', async () => {
		const response = await testSandbox().app.request('/health');
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({ status: 'ok', meters: 2 });
	});

	it('answers 404 in JSON for what it does not know', async () => {
		const response = await testSandbox().app.request('/metering_data_dc/v4/daily_consumption');
		expect(response.status).toBe(404);
		expect(await response.json()).toMatchObject({ code: '404', message: 'Not Found' });
	});

	it('refuses two meters with one PRM', () => {
		expect(() => testSandbox(undefined, { meters: [plainMeter, plainMeter] })).toThrow(
			'two meters have the same PRM',
		);
	});

	it('goes on with the shares of an earlier run', async () => {
		let kept: Share[] = [];
		const before = testSandbox(undefined, { onSharesChange: (shares) => (kept = shares) });
		await before.share(plainMeter);

		const after = testSandbox(undefined, { initialShares: kept });
		const query = { pointId: plainMeter.pointId, dateDebut: '2026-11-20', dateFin: '2026-11-21' };
		expect((await after.measure('consommation_quotidienne', query)).status).toBe(200);
	});
});

describe('the control API', () => {
	it('lists the meters', async () => {
		const { app, share } = testSandbox();
		await share(plainMeter);
		const facts = {
			consumption: true,
			production: false,
			persona: null,
			isCurveCollected: true,
			curveStepMinutes: 30,
		};
		expect(await (await app.request('/sandbox/meters')).json()).toEqual([
			{
				pointId: '09775542606818',
				label: 'Plain <building>',
				building: 'Plain <building>',
				activatedOn: '2015-01-01',
				...facts,
				isShared: true,
			},
			{
				pointId: '22516914714270',
				label: 'Young building',
				building: 'Young building',
				activatedOn: '2026-02-01',
				...facts,
				isShared: false,
			},
		]);
	});

	it('tells the building that several meters share, and what they measure', async () => {
		const { app } = testSandbox(undefined, { meters: [...builtInMeters(), ...personaMeters()] });
		const meters = (await (await app.request('/sandbox/meters')).json()) as Record<string, unknown>[];
		const named = (label: string): unknown => meters.find((meter) => meter.label === label);
		expect(named('Résidence Les Tilleuls – ascenseur')).toMatchObject({
			building: 'Résidence Les Tilleuls',
			consumption: true,
			production: false,
		});
		expect(named('Bureaux Quai Ouest – toiture photovoltaïque')).toMatchObject({
			building: 'Bureaux Quai Ouest',
			consumption: false,
			production: true,
		});
		expect(named('Client 2 – courbe non activée')).toMatchObject({ persona: 2, isCurveCollected: false });
	});

	it('changes a meter, and nothing of it for a body that it does not know', async () => {
		const sandbox = testSandbox();
		await sandbox.share(plainMeter);
		const put = async (body: unknown, pointId = plainMeter.pointId): Promise<Response> =>
			sandbox.app.request(`/sandbox/meters/${pointId}`, { method: 'PUT', body: JSON.stringify(body) });
		expect(
			await (await put({ activatedOn: '2026-11-20', isCurveCollected: false, curveStepMinutes: 15 })).json(),
		).toMatchObject({ activatedOn: '2026-11-20', isCurveCollected: false, curveStepMinutes: 15 });
		expect((await put({ label: 'x' })).status).toBe(400);
		expect((await put({ activatedOn: '2026-02-30' })).status).toBe(400);
		expect((await put({ curveStepMinutes: 20 })).status).toBe(400);
		expect((await put({}, '00000000000000')).status).toBe(404);

		const query = { pointId: plainMeter.pointId, dateDebut: '2026-11-19', dateFin: '2026-11-21' };
		expect((await sandbox.measure('consommation_quotidienne', query)).status).toBe(400);
		expect(plainMeter.activatedOn).toBe('2015-01-01');
	});

	it('reads and sets the clock', async () => {
		const { app } = testSandbox();
		const put = async (body: string): Promise<Response> =>
			app.request('/sandbox/clock', { method: 'PUT', body });

		expect(await (await app.request('/sandbox/clock')).json()).toEqual({ now: '2026-11-23T09:00:00.000Z' });
		expect(await (await put('{"now":"2026-12-01T08:00:00+01:00"}')).json()).toEqual({
			now: '2026-12-01T07:00:00.000Z',
		});
		expect(await (await app.request('/sandbox/clock')).json()).toEqual({ now: '2026-12-01T07:00:00.000Z' });
		expect(await (await put('{"now":null}')).json()).toEqual({ now: '1970-01-01T00:00:00.000Z' });
		expect((await put('{"now":"tomorrow"}')).status).toBe(400);
		expect((await put('no json')).status).toBe(400);
	});
});
