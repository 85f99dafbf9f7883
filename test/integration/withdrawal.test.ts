import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { allowScopes } from '../../extensions/kilowatch/src/consent/allow-scopes.ts';
import type { ConsentContext } from '../../extensions/kilowatch/src/consent/consent-context.ts';
import { finishConsent } from '../../extensions/kilowatch/src/consent/finish-consent.ts';
import { renewConsent } from '../../extensions/kilowatch/src/consent/renew-consent.ts';
import { withdrawConsent } from '../../extensions/kilowatch/src/consent/withdraw-consent.ts';
import { datesBetween, localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Provider } from '../../extensions/kilowatch/src/providers/provider.ts';
import type { ConsentScope } from '../../extensions/kilowatch/src/shared/names.ts';
import { ensureChannel } from '../../extensions/kilowatch/src/storage/channels.ts';
import { findProofs } from '../../extensions/kilowatch/src/storage/erasure/proof.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { queueRun } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { parseKey } from '../../extensions/kilowatch/src/storage/vault/encryption-key.ts';
import { createVault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import { createOperator } from '../support/operator.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const zone = 'Europe/Paris';
const at = new Date('2026-11-23T12:00:00Z');
const key = parseKey(randomBytes(32).toString('hex'));
const vault = createVault(key ? [key] : []);
const holder = { kind: 'holder' } as const;

let schema: SchemaForTest;
let meter: Awaited<ReturnType<SchemaForTest['addMeter']>>;
let pointId: string;
let removedFiles: string[];

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(async () => {
	removedFiles = [];
	pointId = String(Math.random()).slice(2, 16).padEnd(14, '0');
	meter = await schema.addMeter(pointId);
	await schema.database.query(
		`UPDATE iot_consents SET granted_at = $2, proof = '{"text_version":"test"}' WHERE id = $1`,
		[meter.consent, at],
	);
	await vault.put(schema.database, place(), 'the tokens');
});

const place = () => ({ owner: `consent:${meter.consent}`, field: 'credentials' });

function context(provider: Provider = createOperator({})): ConsentContext {
	return {
		database: schema.database,
		vault,
		providers: new Map([['enedis', provider]]),
		now: () => at,
		removeFiles: (files) => {
			removedFiles.push(...files);

			return Promise.resolve();
		},
	};
}

const withdraw = (request: { scopes?: ConsentScope[]; erase?: boolean } = {}, provider?: Provider) =>
	withdrawConsent(context(provider), meter.consent, { ...request, actor: holder });

/** Three days of both, one with its curve alone and one with its total alone. */
async function fill(channel = meter.channel): Promise<void> {
	const days = localDays('2026-11-01', '2026-11-04', zone);
	await storeWindow(schema.database, {
		channel,
		metric: 'consumption',
		source: 'operator',
		days,
		readings: days.slice(0, 2).flatMap(({ startSeconds }) =>
			Array.from({ length: 48 }, (_, index) => ({
				startSeconds: startSeconds + index * 1800,
				durationSeconds: 1800,
				value: 100,
				quality: 'raw' as const,
			})),
		),
		dayTotals: days.slice(1).map(({ date }) => ({ date, value: 4810 })),
		usualStepSeconds: 1800,
		asked: { totals: false, curve: true, at },
	});
}

async function days(channel = meter.channel) {
	const { rows } = await schema.database.query(
		`SELECT date, value, curve_value, min, points_expected AS expected, points_received AS received, status,
			curve_attempts
		 FROM iot_daily WHERE channel = $1 ORDER BY date`,
		[channel],
	);

	return rows;
}

async function count(table: string, where = 'true', values: unknown[] = []): Promise<number> {
	const { rows } = await schema.database.query<{ rows: number }>(
		`SELECT count(*)::int AS rows FROM ${table} WHERE ${where}`,
		values,
	);

	return only(rows).rows;
}

async function consent() {
	const { rows } = await schema.database.query<{
		status: string;
		end_reason: string | null;
		scopes: string[];
		proof: { changes?: unknown[] };
	}>('SELECT status, end_reason, scopes, proof FROM iot_consents WHERE id = $1', [meter.consent]);

	return only(rows);
}

async function actions() {
	const { rows } = await schema.database.query<{ action: string }>(
		`SELECT action FROM iot_audit JOIN kilowatch_internal.audit_keys USING (chain) WHERE device = $1 ORDER BY number`,
		[meter.device],
	);

	return rows.map(({ action }) => action);
}

describe('all of it', () => {
	test('ends the consent, its meter, its runs, ways and credentials, and keeps the proof', async () => {
		const run = await queueRun(schema.database, { device: meter.device, trigger: 'schedule' });
		await schema.database.query(
			`WITH renewal AS (
				INSERT INTO iot_consents (device, provider, scopes, text_version) VALUES ($1, 'enedis', '["daily"]', 'test')
				RETURNING id
			)
			INSERT INTO kilowatch_internal.oauth_transactions (state_hash, browser_hash, consent, provider, scopes,
				text_version, expires_at)
			SELECT $2, 'hash', id, 'enedis', '[]', 'test', now() + interval '1 hour' FROM renewal`,
			[meter.device, meter.consent],
		);
		await fill();

		expect(await withdraw()).toEqual({
			scopes: [],
			operator: 'by_holder',
			removed: { readings: 0, days: 0 },
			erased: false,
		});

		expect(await consent()).toEqual({
			status: 'revoked',
			end_reason: 'withdrawn',
			scopes: ['daily', 'load_curve'],
			proof: {
				text_version: 'test',
				changes: [{ at: at.toISOString(), by: { kind: 'holder' }, removed: ['daily', 'load_curve'] }],
			},
		});
		expect(await count('iot_devices', `id = $1 AND status = 'stopped'`, [meter.device])).toBe(1);
		expect(await count('iot_consents', `device = $1 AND status = 'pending'`, [meter.device])).toBe(0);
		expect(await count('kilowatch_internal.oauth_transactions', 'state_hash = $1', [meter.consent])).toBe(0);
		expect(await count('kilowatch_internal.vault', 'owner = $1', [place().owner])).toBe(0);
		expect(
			await count('iot_sync_runs', `id = $1 AND status = 'failed' AND error_code = 'consent_withdrawn'`, [
				run,
			]),
		).toBe(1);
		expect(await count('kilowatch_internal.run_queue', 'run = $1', [run])).toBe(0);
		expect(await count('iot_readings', 'channel = $1', [meter.channel])).toBe(96);
		expect(await actions()).toEqual(['sync.finished', 'consent.ended']);
	});

	test('twice is once', async () => {
		await withdraw();
		const first = await consent();

		expect(await withdraw()).toMatchObject({ scopes: [], operator: 'not_needed' });
		expect(await consent()).toEqual(first);
		expect(await actions()).toEqual(['consent.ended']);
	});

	test('one that has expired is not taken back', async () => {
		await schema.database.query(`UPDATE iot_consents SET status = 'expired' WHERE id = $1`, [meter.consent]);

		await expect(withdraw()).rejects.toMatchObject({ code: 'KILOWATCH_CONSENT_STATE' });
	});

	test('an operator that can be told is left to be told, under nobody’s name', async () => {
		const provider: Provider = {
			...createOperator({}),
			revokeCredentials: () => Promise.resolve({ kind: 'revoked' }),
		};

		expect(await withdraw({}, provider)).toMatchObject({ operator: 'queued' });

		const { rows } = await schema.database.query<{ id: string }>(
			'SELECT id FROM kilowatch_internal.revocations',
		);
		const { id } = only(rows);
		expect(await vault.get(schema.database, { owner: `revocation:${id}`, field: 'credentials' })).toBe(
			'the tokens',
		);
		expect(await count('kilowatch_internal.vault', 'owner = $1', [place().owner])).toBe(0);
	});
});

describe('what was only asked for', () => {
	const ask = () =>
		schema.database.query(`UPDATE iot_consents SET status = 'pending' WHERE id = $1`, [meter.consent]);

	test('is taken back whole, and nothing is left to do at the operator', async () => {
		await ask();

		expect(await withdraw()).toMatchObject({ scopes: [], operator: 'not_needed' });
		expect(await consent()).toMatchObject({ status: 'revoked', end_reason: 'withdrawn' });
	});

	test('is not taken back by halves', async () => {
		await ask();

		await expect(withdraw({ scopes: ['daily'] })).rejects.toMatchObject({ code: 'KILOWATCH_CONSENT_STATE' });
	});
});

describe('renewal', () => {
	const renew = () =>
		renewConsent(schema.database, createOperator({}), { consent: meter.consent, requestedBy: null });

	test('asks for the same while the consent lives, once; the old one is over when the new one is given', async () => {
		const renewal = await renew();
		expect(await renew()).toEqual(renewal);
		expect(await consent()).toMatchObject({ status: 'active' });

		const outcome = {
			kind: 'granted' as const,
			externalId: '42',
			points: [{ pointId, validUntil: '2029-11-23', consumption: true, production: false }],
		};
		await finishConsent(
			context(),
			createOperator({ completeConsent: outcome }),
			{
				consent: renewal.consent,
				provider: 'enedis',
				startedBy: null,
				scopes: ['daily', 'load_curve'],
				textVersion: 'test',
			},
			{},
		);

		expect(await consent()).toMatchObject({ status: 'expired', end_reason: 'renewed' });
		expect(await count('iot_consents', `id = $1 AND status = 'active'`, [renewal.consent])).toBe(1);
	});

	test('is good after the end, too, but not for an archived meter', async () => {
		await withdraw();
		expect((await renew()).device).toBe(meter.device);
		await schema.database.query(`UPDATE iot_devices SET status = 'archived' WHERE id = $1`, [meter.device]);

		await expect(renew()).rejects.toMatchObject({ code: 'KILOWATCH_CONFLICT' });
	});
});

describe('less than all', () => {
	test('without the curve its readings go, and of the days what was of it', async () => {
		await fill();
		await schema.database.query('UPDATE iot_devices SET last_reading_at = $2 WHERE id = $1', [
			meter.device,
			at,
		]);

		expect(await withdraw({ scopes: ['load_curve'] })).toEqual({
			scopes: ['daily'],
			operator: 'not_needed',
			removed: { readings: 96, days: 3 },
			erased: false,
		});

		expect(await count('iot_readings', 'channel = $1', [meter.channel])).toBe(0);
		const rest = { curve_value: null, min: null, expected: 0, received: 0, curve_attempts: 0 };
		expect(await days()).toEqual([
			{ date: '2026-11-02', value: 4810, status: 'complete', ...rest },
			{ date: '2026-11-03', value: 4810, status: 'complete', ...rest },
		]);
		expect(await consent()).toMatchObject({
			status: 'active',
			scopes: ['daily'],
			proof: { changes: [{ removed: ['load_curve'] }] },
		});
		expect(await count('iot_devices', 'id = $1 AND last_reading_at IS NULL', [meter.device])).toBe(1);
		expect(await actions()).toEqual(['consent.changed', 'data.purged']);
	});

	test('without the daily data the operator’s totals and maxima go', async () => {
		await fill();
		const peaks = await ensureChannel(schema.database, meter.device, 'max_power', 'total');
		await storeWindow(schema.database, {
			channel: peaks,
			metric: 'max_power',
			source: 'operator',
			days: localDays('2026-11-01', '2026-11-04', zone),
			readings: [],
			dayTotals: datesBetween('2026-11-01', '2026-11-04').map((date) => ({ date, value: 5000 })),
			usualStepSeconds: undefined,
			asked: undefined,
		});

		expect(await withdraw({ scopes: ['daily'] })).toMatchObject({
			scopes: ['load_curve'],
			removed: { readings: 0, days: 5 },
		});

		expect(await days(peaks)).toEqual([]);
		expect(await days()).toMatchObject([
			{ date: '2026-11-01', value: null, curve_value: 4800, status: 'complete' },
			{ date: '2026-11-02', value: null, curve_value: 4800, status: 'complete' },
			{ date: '2026-11-03', value: null, curve_value: null, status: 'missing', curve_attempts: 1 },
		]);
	});

	test('all scopes by name are all of it', async () => {
		expect(await withdraw({ scopes: ['daily', 'load_curve'] })).toMatchObject({ scopes: [] });
		expect(await consent()).toMatchObject({ status: 'revoked' });
	});

	test('what was never given changes nothing', async () => {
		expect(await withdraw({ scopes: ['advice'] })).toMatchObject({ scopes: ['daily', 'load_curve'] });
		expect(await actions()).toEqual([]);
	});

	test('a holder allows more again, and what was not allowed is fetched', async () => {
		await withdraw({ scopes: ['load_curve'] });

		expect(
			await allowScopes(context(), meter.consent, { scopes: ['load_curve', 'advice'], actor: holder }),
		).toEqual({ scopes: ['daily', 'load_curve', 'advice'] });

		expect((await consent()).proof.changes).toEqual([
			expect.objectContaining({ removed: ['load_curve'] }),
			{
				at: at.toISOString(),
				by: { kind: 'holder' },
				added: ['load_curve', 'advice'],
				text_version: expect.any(String) as unknown,
			},
		]);
		expect(await count('iot_sync_runs', `device = $1 AND status = 'queued'`, [meter.device])).toBe(1);
	});

	test('only a living consent is widened', async () => {
		await withdraw();
		await expect(
			allowScopes(context(), meter.consent, { scopes: ['advice'], actor: holder }),
		).rejects.toMatchObject({ code: 'KILOWATCH_CONSENT_STATE' });
	});
});

describe('erasure', () => {
	test('takes the meter with everything, and leaves the keyed proof', async () => {
		await fill();
		await queueRun(schema.database, { device: meter.device, trigger: 'schedule' });
		const file = await schema.database.query<{ id: string }>(
			'INSERT INTO directus_files (id) VALUES (gen_random_uuid()) RETURNING id',
		);
		await schema.database.query(
			`WITH report AS (
				INSERT INTO iot_reports (building, period_from, period_to, locale, file, fingerprint)
				VALUES ($1, '2026-10-01', '2026-11-01', 'fr', $2, 'f') RETURNING id
			)
			INSERT INTO kilowatch_internal.report_devices (report, device) SELECT id, $3 FROM report`,
			[schema.building, only(file.rows).id, meter.device],
		);
		const other = await schema.addMeter();
		await fill(other.channel);

		expect(await withdraw({ erase: true })).toEqual({
			scopes: [],
			operator: 'by_holder',
			removed: { readings: 96, days: 3 },
			erased: true,
		});

		expect(await count('iot_devices', 'id = $1', [meter.device])).toBe(0);
		expect(await count('iot_readings', 'channel = $1', [meter.channel])).toBe(0);
		expect(await count('iot_readings', 'channel = $1', [other.channel])).toBe(96);
		expect(await count('kilowatch_internal.audit_keys', 'device = $1', [meter.device])).toBe(0);
		expect(await count('kilowatch_internal.erasures')).toBe(0);
		expect(await count('iot_reports')).toBe(0);
		expect(removedFiles).toEqual([only(file.rows).id]);
		expect(await findProofs(schema.database, vault, pointId)).toMatchObject([
			{ provider: 'enedis', scopes: ['daily', 'load_curve'], grantedAt: at, endReason: 'withdrawn' },
		]);
		expect(await findProofs(schema.database, vault, '10000000000000')).toEqual([]);
	});

	test('only together with all scopes, and not while another consent to the meter lives', async () => {
		await expect(withdraw({ scopes: ['daily'], erase: true })).rejects.toMatchObject({
			code: 'KILOWATCH_INVALID_REQUEST',
		});
		await schema.database.query(`UPDATE iot_consents SET status = 'expired' WHERE id = $1`, [meter.consent]);
		await schema.database.query(
			`INSERT INTO iot_consents (device, provider, scopes, text_version, status)
			 VALUES ($1, 'enedis', '["daily"]', 'test', 'active')`,
			[meter.device],
		);
		await expect(withdraw({ erase: true })).rejects.toMatchObject({ code: 'KILOWATCH_CONSENT_STATE' });
		expect(await count('kilowatch_internal.erasures')).toBe(0);
	});

	test('is not begun without a key that the proof could be kept with', async () => {
		await expect(
			withdrawConsent({ ...context(), vault: createVault([]) }, meter.consent, {
				erase: true,
				actor: holder,
			}),
		).rejects.toMatchObject({ code: 'KILOWATCH_PROVIDER_OFF' });
		expect(await consent()).toMatchObject({ status: 'active' });
	});
});
