/** A consent's own tokens: sealed, refreshed by one at a time, and gone when they open nothing any more. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { finishWaiting } from '../../extensions/kilowatch/src/consent/finish-waiting.ts';
import { connectMeter } from '../../extensions/kilowatch/src/consent/connect-meter.ts';
import { startConsent } from '../../extensions/kilowatch/src/consent/start-consent.ts';
import type { AccessOutcome } from '../../extensions/kilowatch/src/providers/provider.ts';
import { readConsent } from '../../extensions/kilowatch/src/storage/consents.ts';
import { endLateTransactions } from '../../extensions/kilowatch/src/storage/oauth-transactions.ts';
import { rotateKeys } from '../../extensions/kilowatch/src/storage/vault/rotate-keys.ts';
import { createVault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import { createOpenAccess } from '../../extensions/kilowatch/src/sync/consent-access.ts';
import { runDevice } from '../../extensions/kilowatch/src/sync/run-device.ts';
import { startAccessProcess } from '../support/access-process/start.ts';
import { parseConnectionUrl } from '../../scripts/database/connection.ts';
import { askAndClaim } from '../support/claimed-run.ts';
import { readEveryRow } from '../support/dump.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';
import { connectAtOres, newKey, startSimulatedOres, type SimulatedOres } from '../support/simulated-ores.ts';

const { key, text: keyText, vault } = newKey();
const never = new AbortController().signal;

let schema: SchemaForTest;
let ores: SimulatedOres;
let logged: string[];

beforeAll(async () => {
	schema = await createSchema();
	ores = await startSimulatedOres();
});
afterAll(async () => {
	await ores.stop();
	await schema.drop();
});
beforeEach(async () => {
	logged = [];
	await ores.control('calls', 'DELETE');
});
afterEach(async () => {
	await ores.control('faults', 'DELETE');
	await schema.database.query(`
		DELETE FROM iot_sync_runs;
		UPDATE iot_consents SET status = 'revoked' WHERE status IN ('active', 'pending');
		UPDATE iot_devices SET status = 'stopped';
		DELETE FROM kilowatch_internal.vault;
		DELETE FROM iot_readings;
		DELETE FROM iot_daily;
	`);
});

const ean = (index = 0) => ores.eans[index] ?? '';
const connect = (options?: Parameters<typeof connectAtOres>[4]) =>
	connectAtOres(schema, vault, ores, ean(), options);
const accessOf = (
	{ device, consent }: { device: string; consent: string },
	from: SimulatedOres = ores,
	withVault = vault,
) => {
	const { tokens } = from.provider;
	if (!tokens) throw new Error('ORES has tokens');
	const log = (message: string) => logged.push(message);

	return createOpenAccess({ database: schema.database, vault: withVault, now: () => new Date(), log })({
		consent,
		device,
		provider: 'ores',
		tokens,
	});
};

const tokenOf = (outcome: AccessOutcome) => (outcome.kind === 'token' ? outcome.token : outcome.failure.code);

/** What is stored of a consent's tokens, changed as if time or somebody else had. */
async function reseal(consent: string, change: Readonly<Record<string, string>>): Promise<void> {
	const place = { owner: `consent:${consent}`, field: 'credentials' };
	const stored = JSON.parse((await vault.get(schema.database, place)) ?? '') as object;
	await vault.put(schema.database, place, JSON.stringify({ ...stored, ...change }));
}

const expire = (consent: string) => reseal(consent, { use_until: '2020-01-01T00:00:00.000Z' });

async function owners(): Promise<string[]> {
	const { rows } = await schema.database.query<{ owner: string }>(
		'SELECT owner FROM kilowatch_internal.vault ORDER BY owner',
	);

	return rows.map(({ owner }) => owner);
}

async function stateOf({ device, consent }: { device: string; consent: string }) {
	const { rows } = await schema.database.query<{ status: string; reason: string | null; device: string }>(
		`SELECT consent.status, consent.end_reason AS reason, device.status AS device
		 FROM iot_consents consent JOIN iot_devices device ON device.id = $2 WHERE consent.id = $1`,
		[consent, device],
	);

	return only(rows);
}

async function auditOf(action: string): Promise<unknown[]> {
	const { rows } = await schema.database.query<{ details: unknown }>(
		'SELECT details FROM iot_audit WHERE action = $1 ORDER BY at, number',
		[action],
	);

	return rows.map(({ details }) => details);
}

async function sync(device: string, from: SimulatedOres = ores) {
	// The consent's own run would fetch years.
	await schema.database.query('DELETE FROM iot_sync_runs');
	const run = await askAndClaim(schema.database, {
		device,
		trigger: 'manual',
		period: { from: '2026-10-20', to: '2026-11-10' },
	});
	const log = (message: string) => logged.push(message);
	const outcome = await runDevice(
		{
			database: schema.database,
			providers: new Map([['ores', from.provider]]),
			vault,
			openAccess: createOpenAccess({ database: schema.database, vault, now: () => new Date(), log }),
			retentionMonths: { totals: 36, curve: 24 },
			slice: undefined,
			now: () => new Date(),
			log,
		},
		run,
	);
	await schema.database.query(`UPDATE iot_sync_runs SET status = 'failed' WHERE id = $1`, [run.id]);

	return outcome;
}

describe('on the way to ORES and back', () => {
	test('the tokens are sealed, and nothing of the way is left', async () => {
		const { finished, device, consent } = await connect();

		expect(finished).toMatchObject({ kind: 'granted', device, meters: 1 });
		expect(await owners()).toEqual([`consent:${consent}`]);
		const token = tokenOf(await accessOf({ device, consent }).token(never));
		expect(token).toMatch(/^\S{20,}$/);
		expect(await readEveryRow(parseConnectionUrl(schema.url))).not.toContain(token);
		expect(await ores.calls()).toMatchObject({ tokens: { authorization_code: 1 } });
	});

	test('the verifier is sealed while the holder is away, covered by a change of keys, and gone when time is up', async () => {
		const { database, building } = schema;
		const asked = await connectMeter(database, ores.provider, {
			building,
			pointId: ean(),
			scopes: ['daily'],
			label: undefined,
			personal: false,
			requestedBy: null,
		});
		const consent = await readConsent(database, asked.consent);
		if (!consent) throw new Error('There is no consent');
		await startConsent({ database, vault }, ores.provider, consent, null);

		expect(await owners()).toEqual([expect.stringMatching(/^way:[0-9a-f]{64}$/)]);
		expect(await rotateKeys(database, [newKey().key, key])).toEqual({ rotated: 1, unopened: 0 });
		await database.query(
			`UPDATE kilowatch_internal.oauth_transactions SET expires_at = now() - interval '1 second'`,
		);
		await endLateTransactions(database);
		expect(await owners()).toEqual([]);
	});

	test('a consent to another meter opens nothing here, and is given back', async () => {
		const { finished, consent } = await connect({ agreed: ean(1) });

		expect(finished).toMatchObject({ kind: 'failed', code: 'other_point' });
		expect(
			(await stateOf({ device: (await readConsent(schema.database, consent))?.device ?? '', consent }))
				.status,
		).toBe('pending');
		expect(await owners()).toEqual([]);
		expect(await ores.calls()).toMatchObject({ revocations: 1 });
		expect(await ores.control('consents', 'GET')).toBeDefined();
	});

	test('a holder who refuses leaves nothing', async () => {
		const { finished } = await connect({ decision: 'refuse' });

		expect(finished).toMatchObject({ kind: 'refused', code: 'access_denied' });
		expect(await owners()).toEqual([]);
	});

	test('a meter that ORES cannot name yet waits with its tokens, sealed: the code is good once', async () => {
		await ores.control('faults', 'PUT', { nextData: { calls: 1, kind: 'unavailable_503' } });
		const { finished, consent } = await connect();

		expect(finished).toEqual({ kind: 'waiting', building: schema.building, code: 'http_503' });
		expect(await owners()).toEqual([`waiting:${consent}`]);
		const { rows } = await schema.database.query('SELECT callback FROM kilowatch_internal.waiting_consents');
		expect(rows).toEqual([{ callback: null }]);

		await schema.database.query('UPDATE kilowatch_internal.waiting_consents SET next_try_at = now()');
		const granted = await finishWaiting({
			database: schema.database,
			vault,
			now: () => new Date(),
			providers: new Map([['ores', ores.provider]]),
			log: (message) => logged.push(message),
		});
		expect({ granted, logged }).toEqual({ granted: 1, logged: [] });
		expect(await owners()).toEqual([`consent:${consent}`]);
		expect((await ores.calls()).tokens).toEqual({ authorization_code: 1 });
	});

	test('needs the meter’s number', async () => {
		const { database, building } = schema;
		const meter = {
			building,
			scopes: ['daily' as const],
			label: undefined,
			personal: false,
			requestedBy: null,
		};
		for (const pointId of [undefined, '541456003702524724', '09775542606818'])
			await expect(connectMeter(database, ores.provider, { ...meter, pointId })).rejects.toMatchObject({
				code: 'KILOWATCH_POINT_ID',
			});
	});
});

describe('a token', () => {
	test('that is good still is used again, and opened with an entry each time', async () => {
		const meter = await connect();
		const before = (await auditOf('secret.used')).length;
		const access = accessOf(meter);
		const tokens = [await access.token(never), await access.token(never), await accessOf(meter).token(never)];

		expect(new Set(tokens.map(tokenOf)).size).toBe(1);
		expect((await ores.calls()).tokens).toEqual({ authorization_code: 1 });
		expect((await auditOf('secret.used')).slice(before)).toEqual([
			{ provider: 'ores', field: 'credentials', use: 'opened' },
			{ provider: 'ores', field: 'credentials', use: 'opened' },
		]);
	});

	test('is refreshed once by four processes in a race of 200', async () => {
		const meter = await connect();
		await expire(meter.consent);
		const processes = await Promise.all(
			Array.from({ length: 4 }, () =>
				startAccessProcess(
					{ databaseUrl: schema.url, device: meter.device, consent: meter.consent, asks: 50 },
					{ ...ores.environment, IOT_ENCRYPTION_KEY: keyText },
				),
			),
		);
		try {
			const got = (await Promise.all(processes.map((process) => process.ask()))).flat();

			expect(got).toHaveLength(200);
			expect(new Set(got).size).toBe(1);
			expect(got[0]).toMatch(/^\S{20,}$/);
			expect((await ores.calls()).tokens).toEqual({ authorization_code: 1, refresh_token: 1 });
		} finally {
			for (const process of processes) process.kill();
		}
	});

	test('that the operator refuses is replaced, and never by itself', async () => {
		const meter = await connect();
		const access = accessOf(meter);
		const first = tokenOf(await access.token(never));
		access.discard(first);
		const second = tokenOf(await access.token(never));

		expect(second).not.toBe(first);
		expect(tokenOf(await accessOf(meter).token(never))).toBe(second);
		expect((await ores.calls()).tokens).toEqual({ authorization_code: 1, refresh_token: 1 });
	});

	test('survives a change of keys', async () => {
		const meter = await connect();
		const fresh = newKey();
		await rotateKeys(schema.database, [fresh.key, key]);
		await expect(accessOf(meter).token(never)).resolves.toMatchObject({
			failure: { class: 'application', code: 'credentials_unreadable' },
		});
		expect((await accessOf(meter, ores, createVault([fresh.key])).token(never)).kind).toBe('token');
	});
});

describe('in the middle of a sync', () => {
	let shortLived: SimulatedOres;
	beforeAll(async () => {
		// Two seconds of life, half of which are used, and a call every 700 ms.
		shortLived = await startSimulatedOres({
			tokenSeconds: 2,
			tools: {
				gate: {
					enter: () => new Promise((resolve) => setTimeout(resolve, 700, undefined)),
					shut: () => Promise.resolve(),
				},
			},
		});
	});
	afterAll(() => shortLived.stop());

	test('a token that expires is refreshed, and every day arrives', async () => {
		const meter = await connectAtOres(schema, vault, shortLived, ean());
		expect(await sync(meter.device, shortLived)).toMatchObject({ status: 'succeeded', error_code: null });

		const { tokens } = await shortLived.calls();
		expect(tokens.refresh_token).toBeGreaterThanOrEqual(2);
		expect(tokens.refused).toBeUndefined();
		const { rows } = await schema.database.query<{ days: number; points: number }>(
			`SELECT count(*)::int AS days, sum(points_received)::int AS points FROM iot_daily day
			 JOIN iot_channels channel ON channel.id = day.channel
			 WHERE channel.device = $1 AND channel.metric = 'consumption' AND day.status = 'complete'
			 AND day.date >= '2026-10-20' AND day.date < '2026-11-10'`,
			[meter.device],
		);
		// The day of 25 hours is among them.
		expect(rows).toEqual([{ days: 21, points: 21 * 96 + 4 }]);
	});

	test('a token that the operator holds for expired earlier than we do is refused, and replaced', async () => {
		const meter = await connectAtOres(schema, vault, shortLived, ean(1));
		await reseal(meter.consent, { use_until: '2099-01-01T00:00:00.000Z' });
		await new Promise((resolve) => setTimeout(resolve, 2_500));
		await shortLived.control('calls', 'DELETE');

		expect(await sync(meter.device, shortLived)).toMatchObject({ status: 'succeeded' });
		const { tokens, last } = await shortLived.calls();
		expect(tokens.refresh_token).toBeGreaterThanOrEqual(1);
		expect(last.filter(({ status }) => status === 401)).toHaveLength(1);
	});
});

describe('a refresh whose answer is lost', () => {
	test('after the operator has rotated leads to one end, said clearly, and to no loop', async () => {
		const meter = await connect();
		const ended = (await auditOf('consent.ended')).length;
		await expire(meter.consent);
		await ores.control('faults', 'PUT', { nextTokens: { calls: 1, kind: 'lost_answer' } });

		expect(tokenOf(await accessOf(meter).token(never))).toBe('unreachable');
		expect(await stateOf(meter)).toEqual({ status: 'active', reason: null, device: 'active' });

		expect(await sync(meter.device)).toMatchObject({ status: 'failed', error_code: 'credentials_lost' });
		expect(await stateOf(meter)).toEqual({
			status: 'revoked',
			reason: 'credentials_lost',
			device: 'stopped',
		});
		expect((await auditOf('consent.ended')).slice(ended)).toEqual([
			{ provider: 'ores', reason: 'credentials_lost' },
		]);
		expect(await owners()).toEqual([]);

		const { tokens } = await ores.calls();
		for (let index = 0; index < 3; index++)
			expect(tokenOf(await accessOf(meter).token(never))).toBe('no_credentials');
		expect((await ores.calls()).tokens).toEqual(tokens);
		expect((await connect()).finished.kind).toBe('granted');
	});

	test('before the operator has done anything is made up for', async () => {
		const meter = await connect();
		await expire(meter.consent);
		await ores.control('faults', 'PUT', { nextTokens: { calls: 2, kind: 'unavailable_503' } });

		expect(tokenOf(await accessOf(meter).token(never))).toBe('http_503');
		expect(tokenOf(await accessOf(meter).token(never))).toBe('http_503');
		expect(tokenOf(await accessOf(meter).token(never))).toMatch(/^\S{20,}$/);
		const { rows } = await schema.database.query('SELECT refreshing_since FROM kilowatch_internal.vault');
		expect(rows).toEqual([{ refreshing_since: null }]);
		expect(await stateOf(meter)).toMatchObject({ status: 'active' });
	});

	test('is told from a refusal of our own credentials, which spends nothing', async () => {
		const meter = await connect();
		await expire(meter.consent);
		await ores.control('faults', 'PUT', { nextTokens: { calls: 1, kind: 'invalid_client' } });
		const refused = await accessOf(meter).token(never);

		expect(refused).toMatchObject({ failure: { class: 'application', code: 'invalid_client' } });
		const { rows } = await schema.database.query('SELECT refreshing_since FROM kilowatch_internal.vault');
		expect(rows).toEqual([{ refreshing_since: null }]);
		await ores.control(`consents/${ean()}`, 'DELETE');
		await accessOf(meter).token(never);
		expect(await stateOf(meter)).toMatchObject({ reason: 'revoked' });
	});

	test('of a job is not asked for again and again by it', async () => {
		const meter = await connect();
		await expire(meter.consent);
		await ores.control('faults', 'PUT', { nextTokens: { calls: 9, kind: 'garbage' } });
		const access = accessOf(meter);
		for (let index = 0; index < 3; index++)
			expect(await access.token(never)).toMatchObject({ failure: { code: 'unexpected_token_answer' } });

		expect((await ores.calls()).tokens.faulty).toBe(1);
	});
});

test('a consent that the holder has taken back at the operator is revoked, at the next call', async () => {
	const meter = await connect();
	const ended = (await auditOf('consent.ended')).length;
	await ores.control(`consents/${ean()}`, 'DELETE');

	expect(await sync(meter.device)).toMatchObject({ status: 'failed', error_code: 'invalid_grant' });
	expect(await stateOf(meter)).toEqual({ status: 'revoked', reason: 'revoked', device: 'stopped' });
	expect((await auditOf('consent.ended')).slice(ended)).toEqual([{ provider: 'ores', reason: 'revoked' }]);
	expect(await owners()).toEqual([]);
});

test('what ends a consent meanwhile waits for the refresh, and has the newest tokens', async () => {
	const meter = await connect();
	await expire(meter.consent);
	const place = { owner: `consent:${meter.consent}`, field: 'credentials' };
	const refreshing = accessOf(meter).token(never);
	const given = await schema.database.transaction(async (connection) => {
		const held = await vault.lock(connection, place);
		await vault.destroy(connection, place.owner);

		return held?.secret;
	});
	await refreshing;
	await ores.provider.revokeCredentials?.(given ?? '', never);

	expect(await owners()).toEqual([]);
	expect(await ores.calls()).toMatchObject({ revocations: 1 });
});
