import { describe, expect, it } from 'vitest';
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
				id: `${autorisationId}-CDC`,
				injection: false,
				soutirage: true,
				serviceCode: 'ACCES',
				dateDebut: '2026-11-23',
				dateFin: '2029-11-23',
				etatCode: 'ACTIF',
				etatLibelle: 'Actif',
				pointId: '09775542606818',
				sirenTitulaire: null,
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
