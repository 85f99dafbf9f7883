/** Every refusal that the operator documents, from the simulated operator over HTTP to what is left of the run and the consent. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConsent } from '../../extensions/kilowatch/src/storage/consents.ts';
import { runDevice } from '../../extensions/kilowatch/src/sync/run-device.ts';
import { askAndClaim } from '../support/claimed-run.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';
import { startSimulatedOperator, type SimulatedOperator } from '../support/simulated-operator.ts';
import { noTokens } from '../support/no-tokens.ts';

const NOW = '2026-11-23T09:00:00Z';
const period = { from: '2026-11-10', to: '2026-11-12' };

let schema: SchemaForTest;
let operator: SimulatedOperator;
let pointId: string;
let device: string;
let consent: string;

beforeAll(async () => {
	schema = await createSchema();
	operator = await startSimulatedOperator(NOW);
	const [meter] = await operator.control<{ pointId: string }[]>('meters', 'GET');
	pointId = meter?.pointId ?? '';
	await operator.share(pointId);
	({ device, consent } = await schema.addMeter(pointId));
});

afterAll(async () => {
	await operator.stop();
	await schema.drop();
});

beforeEach(async () => {
	await operator.control(`meters/${pointId}/faults`, 'DELETE');
	await operator.control('gateway', 'DELETE');
	await schema.database.query(`UPDATE iot_consents SET status = 'active', revoked_at = NULL`);
	await schema.database.query(`UPDATE iot_devices SET status = 'active', history_floor = NULL`);
	await schema.database.query(
		`UPDATE iot_channels SET state = 'active', totals_floor = NULL, curve_floor = NULL`,
	);
	await schema.database.query('DELETE FROM iot_readings');
	await schema.database.query('DELETE FROM iot_daily');
});

async function sync() {
	const run = await askAndClaim(schema.database, { device, trigger: 'manual', period });
	const outcome = await runDevice(
		{
			database: schema.database,
			providers: new Map([['enedis', operator.provider]]),
			retentionMonths: { totals: 36, curve: 24 },
			slice: undefined,
			...noTokens,
			now: () => new Date(NOW),
			log: () => undefined,
		},
		run,
	);
	// A run that was put off would wait for the operator's moment; here it is over, and the next one begins anew.
	const status = outcome.status === 'unfinished' ? 'failed' : outcome.status;
	await schema.database.query('UPDATE iot_sync_runs SET status = $2 WHERE id = $1', [run.id, status]);

	return outcome;
}

async function count(table: 'iot_readings' | 'iot_daily'): Promise<number> {
	const { rows } = await schema.database.query<{ count: number }>(
		`SELECT count(*)::int AS count FROM ${table}`,
	);

	return only(rows).count;
}

/** The refusal of every call, what the run comes to, and whether the consent lives on. */
describe.each<[string, string, string | null | undefined, 'active' | 'revoked']>([
	['ADAM-ERR0061', 'failed', 'ADAM-ERR0061', 'revoked'],
	['ADAM-DC-0007', 'failed', 'ADAM-DC-0007', 'revoked'],
	['ADAM-DC-0008', 'failed', 'ADAM-DC-0008', 'revoked'],
	['ADAM_DC_0008', 'failed', 'ADAM-DC-0008', 'revoked'],
	['ADAM-ERR0069', 'succeeded', null, 'active'],
	['ADAM-ERR0075', 'succeeded', null, 'active'],
	['ADAM-ERR0123', 'succeeded', null, 'active'],
	['ADAM-ERR0125', 'succeeded', null, 'active'],
	['ADAM-DC-0016', 'succeeded', null, 'active'],
	['ADAM-DC-0009', 'succeeded', null, 'active'],
	['ADAM-ERR0126', 'failed', 'ADAM-ERR0126', 'active'],
	['ADAM-DC-0015', 'failed', 'ADAM-DC-0015', 'active'],
	['unauthorized_user', 'failed', 'unauthorized_user', 'active'],
	['no_data_found', 'succeeded', null, 'active'],
	['STM-ERR-0000014', 'succeeded', null, 'active'],
	['STM-ERR-0000019', 'succeeded', null, 'active'],
	['STM-ERR-0000020', 'succeeded', null, 'active'],
	['Quota Q3 reached', 'unfinished', undefined, 'active'],
	['Quota Q4 reached', 'unfinished', undefined, 'active'],
	['ADAM-DC-0500', 'partial', 'ADAM-DC-0500', 'active'],
	['STM-ERR-0000001', 'partial', 'STM-ERR-0000001', 'active'],
	['technical_error', 'partial', 'technical_error', 'active'],
	['internal_error_as_text', 'partial', 'http_500', 'active'],
	['unavailable_as_text', 'partial', 'http_503', 'active'],
])('%s', (error, status, code, consentStatus) => {
	test(`the run ${status}, the consent is ${consentStatus}, and recovery needs no hand`, async () => {
		await operator.control(`meters/${pointId}/faults`, 'PUT', { nextCalls: { calls: 1000, error } });
		const outcome = await sync();
		expect(outcome).toMatchObject({ status, ...(code === undefined ? {} : { error_code: code }) });
		if (outcome.status === 'unfinished')
			expect(outcome.notBefore?.getTime()).toBeGreaterThan(Date.parse(NOW));
		expect(await count('iot_readings')).toBe(0);
		expect(await readConsent(schema.database, consent)).toMatchObject({ status: consentStatus });
		if (consentStatus === 'revoked' || error === 'ADAM-ERR0069') return;

		await operator.control(`meters/${pointId}/faults`, 'DELETE');
		expect(await sync()).toMatchObject({ status: 'succeeded', error_code: null });
		expect(await count('iot_readings')).toBe(2 * 48);
	});
});

describe.each<[string, object, string, string]>([
	['no subscription', { notSubscribed: ['mesure_synchrone_auto'] }, 'failed', '900908'],
	['plain text', { next: { kind: 'plain_500', calls: 1000 } }, 'partial', 'http_500'],
	['a gateway that is shut', { next: { kind: 'unavailable_503', calls: 1000 } }, 'partial', '303001'],
	['a page of a proxy', { next: { kind: 'html_504', calls: 1000 } }, 'partial', 'http_504'],
	['tokens that are refused', { next: { kind: 'unauthorized', calls: 1000 } }, 'failed', '900901'],
	['garbage', { next: { kind: 'garbage', calls: 1000 } }, 'failed', 'unreadable_body'],
	['a closed connection', { next: { kind: 'close', calls: 1000 } }, 'partial', 'unreachable'],
	['half a body', { next: { kind: 'half_body', calls: 1000 } }, 'partial', 'unreachable'],
])('the gateway: %s', (_, faults, status, code) => {
	test(`the run ${status} with ${code}, the consent stays, and recovery needs no hand`, async () => {
		await operator.control('gateway', 'PUT', faults);
		expect(await sync()).toMatchObject({ status, error_code: code });
		expect(await count('iot_readings')).toBe(0);
		expect(await readConsent(schema.database, consent)).toMatchObject({ status: 'active' });

		await operator.control('gateway', 'DELETE');
		expect(await sync()).toMatchObject({ status: 'succeeded', error_code: null });
		expect(await count('iot_readings')).toBe(2 * 48);
	});
});

test('one refused token is replaced, and nobody notices', async () => {
	await operator.control('gateway', 'PUT', { next: { kind: 'unauthorized', calls: 1 } });
	expect(await sync()).toMatchObject({ status: 'succeeded' });
	expect(await count('iot_readings')).toBe(2 * 48);
});

test('seven days refused once come in shorter windows, none is lost', async () => {
	await operator.control(`meters/${pointId}/faults`, 'PUT', {
		nextCalls: { calls: 1, error: 'ADAM-ERR0126' },
	});
	expect(await sync()).toMatchObject({ status: 'succeeded' });
	expect(await count('iot_readings')).toBe(2 * 48);
});
