import { expect, test } from 'vitest';
import { pointsOf, readServicesPage } from './subscribed-services.ts';

const parseServices = (text: string, consentId: number) =>
	pointsOf(readServicesPage(text).services, consentId);

const service = (changes: Record<string, unknown> = {}) => ({
	id: '1',
	injection: false,
	soutirage: true,
	serviceCode: 'ACCES',
	dateDebut: '2026-10-05',
	dateFin: '2029-10-05',
	etatCode: 'ACTIF',
	etatLibelle: 'Actif',
	pointId: '09775542606818',
	sirenTitulaire: null,
	sirenBeneficiaire: '123456789',
	mesuresTypeCode: 'CDC',
	mesuresPas: 'PT30M',
	autorisation: { autorisationId: 987654321, autorisationLibelle: '', autorisationType: 'EXPLICITE' },
	...changes,
});
const read = (...services: unknown[]) =>
	parseServices(JSON.stringify({ nbTotalServices: services.length, serviceSouscrit: services }), 987654321);

test('one point of several services: all its directions, its earliest end', () => {
	expect(
		read(
			service(),
			service({ mesuresTypeCode: 'ENERGIE', dateFin: '2028-01-01' }),
			service({ mesuresTypeCode: 'IDX', dateFin: null, soutirage: false, injection: true }),
		),
	).toEqual([{ pointId: '09775542606818', validUntil: '2028-01-01', consumption: true, production: true }]);
});

test('several points stay apart', () => {
	expect(read(service(), service({ pointId: '22516914714270', soutirage: false, injection: true }))).toEqual([
		{ pointId: '09775542606818', validUntil: '2029-10-05', consumption: true, production: false },
		{ pointId: '22516914714270', validUntil: '2029-10-05', consumption: false, production: true },
	]);
});

test('an end nobody tells is not made up', () => {
	expect(read(service({ dateFin: undefined }))[0]?.validUntil).toBeUndefined();
});

test('services that are over open nothing, requested ones do', () => {
	expect(read(service({ etatCode: 'TERMINE' }), service({ etatCode: 'SUPPRIME' }))).toEqual([]);
	expect(read(service({ etatCode: 'DEMANDE' }))).toHaveLength(1);
});

test.each([
	'{"nbTotalServices":0,"serviceSouscrit":null}',
	'{"serviceSouscrit":[]}',
	'{"nbTotalServices":0}',
])('%s lists nothing yet', (text) => {
	expect(parseServices(text, 987654321)).toEqual([]);
});

test('another consent’s points are not taken', () => {
	expect(() => read(service(), service({ autorisation: { autorisationId: 1 } }))).toThrow(
		expect.objectContaining({ code: 'other_consent' }) as Error,
	);
});

test.each([
	['no PRM', service({ pointId: '123' })],
	['a number as PRM', service({ pointId: 9775542606818 })],
	['no date', service({ dateFin: '05/10/2029' })],
	['a text as direction', service({ soutirage: 'oui' })],
])('%s is not understood', (_, row) => {
	expect(() => read(row)).toThrow(expect.objectContaining({ code: 'unexpected_body' }) as Error);
});
