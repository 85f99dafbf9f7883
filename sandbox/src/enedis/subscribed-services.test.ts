import { describe, expect, it } from 'vitest';
import type { Meter } from '../meters/meter.ts';
import type { SandboxOptions } from '../server.ts';
import { plainMeter, testSandbox, type TestSandbox } from '../test-sandbox.ts';
import { ACCOUNT_PATH } from './pages.ts';

interface Services {
	nbTotalServices: number;
	serviceSouscrit?: Record<string, unknown>[] | null;
}

async function call(
	sandbox: TestSandbox,
	body: unknown,
	path = '/subscribed_services/v1',
): Promise<Response> {
	return sandbox.app.request(path, {
		method: 'POST',
		headers: { authorization: `Bearer ${await sandbox.token()}`, 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
}

const list = async (sandbox: TestSandbox, body: unknown, path?: string): Promise<Services> =>
	(await (await call(sandbox, body, path)).json()) as Services;

/** A sandbox whose services are there at once, with one shared meter. */
async function shared(): Promise<[TestSandbox, number]> {
	const sandbox = testSandbox('2026-11-23T09:00:00Z', { emptyServiceLists: 0 });

	return [sandbox, await sandbox.share(plainMeter)];
}

describe('POST /subscribed_services/v1', () => {
	it.each(['/subscribed_services/v1', '/subscribed_services/v1/'])(
		'%s tells the PRM and the end',
		async (path) => {
			const [sandbox, autorisationId] = await shared();
			const { nbTotalServices, serviceSouscrit } = await list(
				sandbox,
				{ autorisationId, comptage: false },
				path,
			);
			expect(nbTotalServices).toBe(3);
			expect(serviceSouscrit?.map(({ mesuresTypeCode }) => mesuresTypeCode)).toEqual([
				'CDC',
				'ENERGIE',
				'PMAX',
			]);
			expect(serviceSouscrit?.[0]).toEqual({
				id: `${autorisationId}-soutirage-CDC`,
				injection: false,
				soutirage: true,
				serviceCode: 'ACCES',
				dateDebut: '2026-11-23',
				dateFin: '2029-11-23',
				etatCode: 'ACTIF',
				etatLibelle: 'Actif',
				pointId: '09775542606818',
				sirenTitulaire: '000000000',
				sirenBeneficiaire: '000000000',
				mesuresTypeCode: 'CDC',
				mesuresPas: 'PT30M',
				periodiciteTransmission: 'P1D',
				mesuresCorrigees: false,
				espaceDynamique: false,
				publicationDonnees: false,
				autorisation: {
					autorisationId,
					autorisationLibelle: 'Partage de données (simulateur)',
					autorisationType: 'EXPLICITE',
				},
			});
		},
	);

	it('has null, then the services, after a consent', async () => {
		const sandbox = testSandbox();
		const body = { autorisationId: await sandbox.share(plainMeter), comptage: false };
		expect(await list(sandbox, body)).toEqual({ nbTotalServices: 0, serviceSouscrit: null });
		expect((await list(sandbox, body)).nbTotalServices).toBe(3);
	});

	it('can be empty for more calls', async () => {
		const sandbox = testSandbox('2026-11-23T09:00:00Z', { emptyServiceLists: 2 });
		const body = { autorisationId: await sandbox.share(plainMeter), comptage: false };
		expect(await list(sandbox, body)).toEqual({ nbTotalServices: 0, serviceSouscrit: [] });
		expect(await list(sandbox, body)).toEqual({ nbTotalServices: 0, serviceSouscrit: null });
		expect((await list(sandbox, body)).nbTotalServices).toBe(3);
	});

	it('only counts when asked to', async () => {
		const [sandbox, autorisationId] = await shared();
		expect(await list(sandbox, { autorisationId, comptage: true })).toEqual({ nbTotalServices: 3 });
	});

	it('has nothing for an unknown id', async () => {
		const [sandbox] = await shared();
		expect(await list(sandbox, { autorisationId: 5, comptage: false })).toEqual({
			nbTotalServices: 0,
			serviceSouscrit: [],
		});
	});

	it.each([
		[{ mesureTypeCode: ['ENERGIE', 'IDX'] }, 1],
		[{ pointId: ['09775542606818'] }, 3],
		[{ pointId: ['11111111111111'] }, 0],
		[{ siren: ['123456789'] }, 0],
		[{ serviceType: 'CCDC' }, 0],
		[{ dateDebut: '2026-11-24' }, 0],
		[{ dateFin: '2029-11-23' }, 3],
		[{ dateFin: '2029-11-24' }, 0],
		[{ injection: true }, 0],
		[{ soutirage: true }, 3],
		[{ autorisation: false }, 0],
		[{ etatCode: ['TERMINE', 'SUPPRIME'] }, 0],
	])('filters by %j', async (filter, count) => {
		const [sandbox, autorisationId] = await shared();
		expect((await list(sandbox, { autorisationId, comptage: true, ...filter })).nbTotalServices).toBe(count);
	});

	it('has one page', async () => {
		const [sandbox, autorisationId] = await shared();
		expect(await list(sandbox, { autorisationId, comptage: false, page: 2 })).toEqual({
			nbTotalServices: 3,
			serviceSouscrit: [],
		});
	});

	it('shows ended and deleted shares only when asked for them', async () => {
		const [sandbox, autorisationId] = await shared();
		const stateAfter = async (etatCode: string[]): Promise<unknown> =>
			(await list(sandbox, { autorisationId, comptage: false, etatCode })).serviceSouscrit?.[0]?.etatCode;

		sandbox.clock.set(Date.parse('2029-11-23T09:00:00Z'));
		expect(await stateAfter(['ACTIF'])).toBeUndefined();
		expect(await stateAfter(['TERMINE'])).toBe('TERMINE');

		await sandbox.postForm(ACCOUNT_PATH, { point_id: plainMeter.pointId });
		expect(await stateAfter(['TERMINE'])).toBeUndefined();
		expect(await stateAfter(['SUPPRIME'])).toBe('SUPPRIME');
	});

	it.each([
		[{ autorisationId: 1 }, 'comptage'],
		[{ comptage: false }, 'autorisationId'],
		[{ comptage: false, autorisationId: '1' }, 'autorisationId'],
		[{ comptage: false, autorisationId: 1, etatCode: ['X'] }, 'etatCode.0'],
		[{ comptage: false, autorisationId: 1, unknown: 1 }, 'requestBody'],
		['{', 'La syntaxe'],
	])('refuses %j with 400', async (body, field) => {
		const response = await call(testSandbox(), body);
		expect(response.status).toBe(400);
		const answer = (await response.json()) as { code: string; message: string };
		expect(answer.code).toBe('400');
		expect(answer.message.startsWith(field)).toBe(true);
	});

	it('asks for a token', async () => {
		const response = await testSandbox().app.request('/subscribed_services/v1', {
			method: 'POST',
			body: '{}',
		});
		expect(response.status).toBe(401);
		expect(await response.json()).toEqual({ code: '900901', message: 'Invalid Credentials' });
	});
});

describe('a point that draws and feeds in', () => {
	const both: Meter = { ...plainMeter, production: () => [100, 100] };
	const shareBoth = async (options: Partial<SandboxOptions> = {}): Promise<[TestSandbox, number]> => {
		const sandbox = testSandbox('2026-11-23T09:00:00Z', { emptyServiceLists: 0, meters: [both], ...options });

		return [sandbox, await sandbox.share(both)];
	};

	it('has services in both directions, a maximum only of what it draws', async () => {
		const [sandbox, autorisationId] = await shareBoth();
		const { serviceSouscrit } = await list(sandbox, { autorisationId, comptage: false });
		expect(serviceSouscrit?.map(({ soutirage, mesuresTypeCode }) => [soutirage, mesuresTypeCode])).toEqual([
			[true, 'CDC'],
			[true, 'ENERGIE'],
			[true, 'PMAX'],
			[false, 'CDC'],
			[false, 'ENERGIE'],
		]);
	});

	it.each([
		[{ injection: true }, 2],
		[{ soutirage: true }, 3],
		[{ injection: false }, 3],
		[{ injection: true, soutirage: true }, 5],
		[{ siren: ['000000000'] }, 5],
		[{ siren: ['999999999'] }, 0],
	])('%j lists %i', async (filter, count) => {
		const [sandbox, autorisationId] = await shareBoth();
		const { nbTotalServices } = await list(sandbox, { autorisationId, comptage: true, ...filter });
		expect(nbTotalServices).toBe(count);
	});

	it('is listed in pages', async () => {
		const [sandbox, autorisationId] = await shareBoth({ servicesPerPage: 2 });
		const pages = await Promise.all(
			[0, 1, 2, 3, 4].map((page) => list(sandbox, { autorisationId, comptage: false, page })),
		);
		expect(pages.map(({ serviceSouscrit }) => serviceSouscrit?.length)).toEqual([2, 2, 2, 1, 0]);
		expect(pages.map(({ nbTotalServices }) => nbTotalServices)).toEqual([5, 5, 5, 5, 5]);
	});
});

it('a consent taken back at once is listed for who comes back, and gives nothing afterwards', async () => {
	const meter: Meter = { ...plainMeter, isRevokedAtOnce: true };
	const sandbox = testSandbox('2026-11-23T09:00:00Z', { emptyServiceLists: 1, meters: [meter] });
	const autorisationId = await sandbox.share(meter);
	await list(sandbox, { autorisationId, comptage: false });
	expect((await list(sandbox, { autorisationId, comptage: false })).nbTotalServices).toBe(3);

	const period = { pointId: meter.pointId, dateDebut: '2026-11-20', dateFin: '2026-11-21' };
	const response = await sandbox.measure('consommation_quotidienne', period);
	expect(response.status).toBe(403);
	expect(await response.json()).toMatchObject({ error: 'ADAM-DC-0008' });
	expect((await list(sandbox, { autorisationId, comptage: false })).nbTotalServices).toBe(0);
});
