import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { addAuditVerifyCommand } from '../../extensions/kilowatch/src/api/hook/commands/audit-verify.ts';
import type { Program } from '../../extensions/kilowatch/src/api/hook/commands/command.ts';
import { connectMeter } from '../../extensions/kilowatch/src/consent/connect-meter.ts';
import { finishConsent } from '../../extensions/kilowatch/src/consent/finish-consent.ts';
import { startConsent } from '../../extensions/kilowatch/src/consent/start-consent.ts';
import type { ChainFault } from '../../extensions/kilowatch/src/domain/audit-chain.ts';
import { entryHash, type AuditEntry } from '../../extensions/kilowatch/src/domain/audit-entry.ts';
import { importFile } from '../../extensions/kilowatch/src/importing/import-file.ts';
import type { ConsentOutcome } from '../../extensions/kilowatch/src/providers/provider.ts';
import { appendAudit, appendAudits } from '../../extensions/kilowatch/src/storage/audit/append-audit.ts';
import { destroyAuditKey, ensureAuditKey } from '../../extensions/kilowatch/src/storage/audit/audit-key.ts';
import { openSecret } from '../../extensions/kilowatch/src/storage/audit/open-secret.ts';
import { purgeAuditMonths } from '../../extensions/kilowatch/src/storage/audit/purge-audit.ts';
import { verifyAudit, type AuditVerdict } from '../../extensions/kilowatch/src/storage/audit/verify-audit.ts';
import { readConsent } from '../../extensions/kilowatch/src/storage/consents.ts';
import { parseKey } from '../../extensions/kilowatch/src/storage/vault/encryption-key.ts';
import { rotateKeys } from '../../extensions/kilowatch/src/storage/vault/rotate-keys.ts';
import { createVault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import { createOperator, failure } from '../support/operator.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

let schema: SchemaForTest;
const account = '11111111-2222-4333-8444-555555555555';
const now = () => new Date('2026-11-23T12:00:00Z');

beforeAll(async () => {
	schema = await createSchema();
	await schema.database.query('INSERT INTO directus_users (id) VALUES ($1)', [account]);
});
afterAll(() => schema.drop());

const [firstKey, secondKey] = [keyOf('first'), keyOf('second')];

function keyOf(name: string) {
	const key = parseKey(createHash('sha256').update(name).digest('hex'));
	if (!key) throw new Error('not a key');

	return key;
}

/** Something that happened to a device's data. */
function deed(device: string | undefined, readings = 1): AuditEntry {
	return {
		device,
		actor: { kind: 'user', id: account },
		action: 'data.erased',
		purpose: 'rights',
		details: { readings, days: null, reason: 'asked' },
	};
}

const append = (device: string | undefined, readings?: number) =>
	schema.database.transaction((connection) => appendAudit(connection, deed(device, readings)));

const chainOf = async (device: string | null) => (await ensureAuditKey(schema.database, device)).chain;

interface Row {
	number: number;
	actor: string;
	action: string;
	purpose: string;
	details: Record<string, unknown>;
}

async function entriesOf(device: string | null): Promise<Row[]> {
	const { rows } = await schema.database.query<Row>(
		'SELECT number, actor, action, purpose, details FROM iot_audit WHERE chain = $1 ORDER BY number',
		[await chainOf(device)],
	);

	return rows;
}

/** The faults of one chain, or of all. */
async function verify(chain?: string): Promise<{ faults: ChainFault[]; verdict: AuditVerdict }> {
	const faults: ChainFault[] = [];
	const verdict = await verifyAudit(schema.database, (faulty, fault) => {
		if (chain === undefined || chain === faulty) faults.push(fault);
	});

	return { faults, verdict };
}

/** A device with so many entries. */
async function addChain(count: number): Promise<{ device: string; chain: string }> {
	const { device } = await schema.addMeter();
	for (let number = 1; number <= count; number += 1) await append(device, number);

	return { device, chain: await chainOf(device) };
}

/** As somebody does who may do everything in the database. */
async function tamper(statement: string, values: readonly unknown[]): Promise<void> {
	await schema.database.transaction(async (connection) => {
		await connection.query('ALTER TABLE iot_audit DISABLE TRIGGER iot_audit_append_only');
		await connection.query(statement, values);
		await connection.query('ALTER TABLE iot_audit ENABLE TRIGGER iot_audit_append_only');
	});
}

describe('appendAudit', () => {
	test('from many connections at once leaves no gap, no double and no broken link', async () => {
		const devices = await Promise.all(['a', 'b'].map(async () => (await schema.addMeter()).device));
		const before = (await entriesOf(null)).length;
		await Promise.all(
			Array.from({ length: 90 }, (_, index) => append([...devices, undefined][index % 3], index)),
		);

		for (const device of devices) {
			const entries = await entriesOf(device);
			expect(entries.map(({ number }) => number)).toEqual(
				Array.from({ length: 30 }, (_, index) => index + 1),
			);
		}
		expect(await entriesOf(null)).toHaveLength(before + 30);
		expect((await verify()).faults).toEqual([]);
	});

	test('what is rolled back was never there, and takes no number', async () => {
		const { device, chain } = await addChain(1);
		const undone = schema.database.transaction(async (connection) => {
			await appendAudit(connection, deed(device));
			throw new Error('undone');
		});
		await expect(undone).rejects.toThrow('undone');
		await append(device);

		expect((await entriesOf(device)).map(({ number }) => number)).toEqual([1, 2]);
		expect((await verify(chain)).faults).toEqual([]);
	});

	test('nobody waits for another device’s entry, and for the same device’s they do', async () => {
		const [held, other] = [await addChain(1), await addChain(1)];
		const order: string[] = [];
		let sameDevice: Promise<unknown> | undefined;
		await schema.database.transaction(async (connection) => {
			await appendAudit(connection, deed(held.device));
			sameDevice = append(held.device).then(() => order.push('same device'));
			await append(other.device);
			order.push('other device');
			await sleep(200);
			order.push('commit');
		});
		await sameDevice;

		expect(order).toEqual(['other device', 'commit', 'same device']);
	});

	test('transactions that write to the same chains in different orders do not block each other for ever', async () => {
		const devices = [(await addChain(1)).device, (await addChain(1)).device];
		await Promise.all(
			Array.from({ length: 40 }, (_, index) =>
				schema.database.transaction((connection) =>
					appendAudits(
						connection,
						(index % 2 ? devices : devices.toReversed()).map((device) => deed(device)),
					),
				),
			),
		);

		for (const device of devices) expect(await entriesOf(device)).toHaveLength(41);
	});

	test('a detail that has no place in the log is refused before anything is written', async () => {
		const { device } = await addChain(0);
		const entry = deed(device);
		const leaking = { ...entry, details: { ...entry.details, value_kwh: 12.5 } } as unknown as AuditEntry;

		await expect(appendAudit(schema.database, leaking)).rejects.toThrow('"value_kwh" of data.erased');
		expect(await entriesOf(device)).toEqual([]);
	});

	test('people and devices are keyed hashes, the same within a chain and different between chains', async () => {
		const [one, other] = [await addChain(2), await addChain(1)];
		const [first, second] = await entriesOf(one.device);
		const [third] = await entriesOf(other.device);

		expect(first?.actor).toMatch(/^user:[0-9a-f]{64}$/);
		expect(second?.actor).toBe(first?.actor);
		expect(third?.actor).not.toBe(first?.actor);
	});
});

describe('verifyAudit finds', () => {
	test('nothing in a log that was only written, more than a page of it', async () => {
		const { device, chain } = await addChain(0);
		await schema.database.transaction((connection) =>
			appendAudits(
				connection,
				Array.from({ length: 1_100 }, (_, index) => deed(device, index)),
			),
		);

		expect((await verify(chain)).faults).toEqual([]);
		expect((await verify()).verdict.entries).toBe(
			only((await schema.database.query<{ count: number }>('SELECT count(*) AS count FROM iot_audit')).rows)
				.count,
		);
	});

	test.each([
		['details', `details = '{"readings": 3, "days": null, "reason": "other"}'`],
		['moment', `at = at + interval '1 microsecond'`],
		['actor', `actor = 'system'`],
		['action', `action = 'data.exported'`],
		['purpose', 'purpose = NULL'],
	])('a changed %s', async (_, change) => {
		const { chain } = await addChain(5);
		await tamper(`UPDATE iot_audit SET ${change} WHERE chain = $1 AND number = 3`, [chain]);

		expect((await verify(chain)).faults).toEqual([{ kind: 'changed', number: 3 }]);
	});

	test('missing entries', async () => {
		const { chain } = await addChain(6);
		await tamper('DELETE FROM iot_audit WHERE chain = $1 AND number IN (1, 3, 4)', [chain]);

		expect((await verify(chain)).faults).toEqual([
			{ kind: 'missing', number: 1, until: 1 },
			{ kind: 'missing', number: 3, until: 4 },
		]);
	});

	test('a missing entry whose followers were given other numbers', async () => {
		const { chain } = await addChain(4);
		await tamper('DELETE FROM iot_audit WHERE chain = $1 AND number = 2', [chain]);
		await tamper('UPDATE iot_audit SET number = 2 WHERE chain = $1 AND number = 3', [chain]);
		await tamper('UPDATE iot_audit SET number = 3 WHERE chain = $1 AND number = 4', [chain]);

		const { faults } = await verify(chain);
		expect(faults).toContainEqual({ kind: 'misplaced', number: 2 });
		expect(faults).toContainEqual({ kind: 'cut', number: 4, until: 4 });
	});

	test('a cut tail, and a chain that is gone as a whole', async () => {
		const [cut, gone] = [await addChain(5), await addChain(2)];
		await tamper('DELETE FROM iot_audit WHERE chain = $1 AND number > 3', [cut.chain]);
		await tamper('DELETE FROM iot_audit WHERE chain = $1', [gone.chain]);

		expect((await verify(cut.chain)).faults).toEqual([{ kind: 'cut', number: 4, until: 5 }]);
		expect((await verify(gone.chain)).faults).toEqual([{ kind: 'cut', number: 1, until: 2 }]);
	});

	test('entries that changed places', async () => {
		const { chain } = await addChain(4);
		await tamper('UPDATE iot_audit SET number = 99 WHERE chain = $1 AND number = 2', [chain]);
		await tamper('UPDATE iot_audit SET number = 2 WHERE chain = $1 AND number = 3', [chain]);
		await tamper('UPDATE iot_audit SET number = 3 WHERE chain = $1 AND number = 99', [chain]);

		const { faults } = await verify(chain);
		expect(faults).toContainEqual({ kind: 'misplaced', number: 2 });
		expect(faults).toContainEqual({ kind: 'misplaced', number: 3 });
	});

	test('entries that Kilowatch has not written', async () => {
		const { chain } = await addChain(1);
		const insert = `INSERT INTO iot_audit (chain, number, actor, action, previous_hash, hash) VALUES ($1, $2, 'system', 'data.erased', '', '')`;
		await schema.database.query(insert, [chain, 2]);
		await schema.database.query(insert, ['foreign', 1]);

		expect((await verify(chain)).faults).toEqual([{ kind: 'added', number: 2 }]);
		expect((await verify('foreign')).faults).toEqual([{ kind: 'added', number: 1 }]);
	});

	test('nothing in what is being written meanwhile', async () => {
		const { device, chain } = await addChain(20);
		const [{ faults }] = await Promise.all([
			verify(chain),
			...Array.from({ length: 20 }, () => append(device)),
		]);

		expect(faults).toEqual([]);
	});
});

describe('erasure of the key', () => {
	test('leaves a chain that verifies and is nobody’s, and the device begins a new one', async () => {
		const { device, chain } = await addChain(2);
		await schema.database.transaction(async (connection) => {
			await appendAudit(connection, deed(device));
			await destroyAuditKey(connection, device);
		});

		const { rows } = await schema.database.query(
			'SELECT FROM kilowatch_internal.audit_keys WHERE device = $1 OR chain = $2',
			[device, chain],
		);
		expect(rows).toEqual([]);
		expect((await verify(chain)).faults).toEqual([]);

		await append(device);
		expect(await chainOf(device)).not.toBe(chain);
		expect(await entriesOf(device)).toHaveLength(1);
	});
});

describe('purgeAuditMonths', () => {
	/** A chain with entries of other days, written as the database writes them. */
	async function addOldChain(device: string, days: readonly string[]): Promise<string> {
		const { chain } = await ensureAuditKey(schema.database, device);
		let previousHash = '';
		for (const [index, day] of days.entries()) {
			const entry = {
				chain,
				number: index + 1,
				at: `${day}T10:00:00.123456Z`,
				actor: 'system',
				action: 'data.erased',
				purpose: 'rights',
				details: { days: 1, readings: 2, reason: 'asked' },
				previousHash,
			};
			const hash = entryHash(entry);
			await schema.database.query(
				`INSERT INTO iot_audit (chain, number, at, actor, action, purpose, details, previous_hash, hash)
				 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
				[
					chain,
					entry.number,
					entry.at,
					entry.actor,
					entry.action,
					entry.purpose,
					entry.details,
					previousHash,
					hash,
				],
			);
			previousHash = hash;
		}
		await schema.database.query(
			'UPDATE kilowatch_internal.audit_chains SET last_number = $2, last_hash = $3 WHERE chain = $1',
			[chain, days.length, previousHash],
		);

		return chain;
	}

	const knows = async (chain: string) =>
		(
			await schema.database.query<{ chains: number; keys: number }>(
				`SELECT (SELECT count(*) FROM kilowatch_internal.audit_chains WHERE chain = $1) AS chains,
					(SELECT count(*) FROM kilowatch_internal.audit_keys WHERE chain = $1) AS keys`,
				[chain],
			)
		).rows[0];

	test('takes whole months, and what is left verifies and goes on', async () => {
		const { device } = await schema.addMeter();
		const chain = await addOldChain(device, [
			'2020-01-31',
			'2020-02-01',
			'2020-02-29',
			'2020-03-01',
			'2020-03-31',
		]);

		expect(await purgeAuditMonths(schema.database, '2020-03-17')).toBe(3);
		expect((await entriesOf(device)).map(({ number }) => number)).toEqual([4, 5]);
		expect(await purgeAuditMonths(schema.database, '2020-03-31')).toBe(0);
		await append(device);
		expect((await verify(chain)).faults).toEqual([]);

		await tamper('DELETE FROM iot_audit WHERE chain = $1 AND number = 4', [chain]);
		expect((await verify(chain)).faults).toEqual([{ kind: 'missing', number: 4, until: 4 }]);
	});

	test('a chain that is emptied goes on with its number, as long as its device is there', async () => {
		const { device } = await schema.addMeter();
		const chain = await addOldChain(device, ['2019-01-31', '2019-02-01']);

		expect(await purgeAuditMonths(schema.database, '2019-03-01')).toBe(2);
		expect((await verify(chain)).faults).toEqual([]);
		await append(device);
		expect((await entriesOf(device)).map(({ number }) => number)).toEqual([3]);
		expect((await verify(chain)).faults).toEqual([]);
	});

	test('of a device that is gone or was erased, nothing stays', async () => {
		const { device } = await schema.addMeter();
		const erased = await addOldChain(device, ['2018-01-31']);
		await destroyAuditKey(schema.database, device);
		const gone = await addOldChain('99999999-9999-4999-8999-999999999999', ['2018-01-31']);
		expect(await knows(gone)).toEqual({ chains: 1, keys: 1 });

		expect(await purgeAuditMonths(schema.database, '2018-02-01')).toBe(2);
		expect(await knows(gone)).toEqual({ chains: 0, keys: 0 });
		expect(await knows(erased)).toEqual({ chains: 0, keys: 0 });
	});

	test('is the only one that may delete, and changes stay refused', async () => {
		await addChain(1);
		const refused = 'The audit log is append-only';
		await expect(schema.database.query('DELETE FROM iot_audit')).rejects.toThrow(refused);
		await schema.database.transaction(async (connection) => {
			await purgeAuditMonths(connection, '2018-02-01');
			await expect(connection.query('DELETE FROM iot_audit')).rejects.toThrow(refused);
		});
		for (const change of [`UPDATE iot_audit SET actor = 'x'`, 'TRUNCATE iot_audit']) {
			const attempt = schema.database.transaction(async (connection) => {
				await connection.query(`SET LOCAL kilowatch.audit_purge = 'on'`);
				await connection.query(change);
			});
			await expect(attempt).rejects.toThrow(refused);
		}
	});
});

describe('what leaves entries', () => {
	const pointId = '10000000000001';
	const vault = createVault([firstKey]);

	async function ask(point: string, outcome: ConsentOutcome) {
		const provider = createOperator({ completeConsent: outcome });
		const asked = await connectMeter(schema.database, provider, {
			building: schema.building,
			pointId: point,
			scopes: ['daily', 'load_curve'],
			label: undefined,
			personal: true,
			requestedBy: account,
		});
		const consent = await readConsent(schema.database, asked.consent);
		if (!consent) throw new Error('There is no consent');
		await startConsent({ database: schema.database, vault }, provider, consent, account);
		await finishConsent(
			{ database: schema.database, vault, now },
			provider,
			{ ...consent, consent: consent.id, startedBy: account },
			{},
		);

		return asked;
	}

	const granted = (...points: string[]): ConsentOutcome => ({
		kind: 'granted',
		externalId: 'external-4711',
		points: points.map((point) => ({
			pointId: point,
			validUntil: '2029-11-23',
			consumption: true,
			production: false,
		})),
	});

	test('a consent from being asked for to being granted', async () => {
		const { device } = await ask(pointId, granted(pointId));
		const request = {
			provider: 'enedis',
			scopes: 'daily,load_curve',
			text_version: expect.any(String) as string,
		};

		expect(await entriesOf(device)).toMatchObject([
			{ action: 'consent.requested', details: { ...request, step: 'recorded' } },
			{ action: 'consent.requested', details: { ...request, step: 'sent' } },
			{ action: 'consent.granted', details: { ...request, valid_until: '2029-11-23' } },
			{ action: 'secret.used', actor: 'system', details: { field: 'credentials', use: 'sealed' } },
		]);
		const actors = (await entriesOf(device)).map(({ actor }) => actor.split(':')[0]);
		expect(actors).toEqual(['user', 'holder', 'holder', 'system']);
	});

	test('each meter of a consent to several', async () => {
		const [one, other] = ['10000000000002', '10000000000003'];
		const { device } = await ask(one, granted(one, other));
		const { rows } = await schema.database.query<{ id: string }>(
			'SELECT id FROM iot_devices WHERE point_id = $1',
			[other],
		);

		expect((await entriesOf(device)).map(({ action }) => action)).toContain('consent.granted');
		expect((await entriesOf(only(rows).id)).map(({ action }) => action)).toEqual([
			'consent.granted',
			'secret.used',
		]);
	});

	test('a refusal, told once and without what a browser may have put in', async () => {
		const outcome: ConsentOutcome = {
			kind: 'refused',
			failure: failure('consent', '<script>12345678901234</script>').failure,
		};
		const { device } = await ask('10000000000004', outcome);

		expect((await entriesOf(device)).at(-1)).toMatchObject({
			action: 'consent.refused',
			details: { provider: 'enedis', code: 'other' },
		});
	});

	test('the opening of credentials, and not the search for some that are not there', async () => {
		const { device, consent } = await ask('10000000000005', granted('10000000000005'));
		const before = (await entriesOf(device)).length;
		const use = { device, provider: 'enedis', actor: { kind: 'system' } } as const;

		expect(await openSecret(schema.database, vault, { ...use, consent })).toContain('external-4711');
		expect(await openSecret(schema.database, vault, { ...use, consent: 'none' })).toBeUndefined();
		expect((await entriesOf(device)).slice(before)).toMatchObject([
			{ action: 'secret.used', details: { use: 'opened' } },
		]);
	});

	test('a rotation of keys that did something', async () => {
		await createVault([firstKey]).put(
			schema.database,
			{ owner: 'consent:x', field: 'credentials' },
			'secret',
		);
		const before = (await entriesOf(null)).length;
		const { rotated } = await rotateKeys(schema.database, [secondKey, firstKey]);
		await rotateKeys(schema.database, [secondKey, firstKey]);

		expect((await entriesOf(null)).slice(before)).toMatchObject([
			{
				actor: 'command',
				action: 'secret.rotated',
				details: { key: secondKey.id, rotated, unopened: 0 },
			},
		]);
	});

	test('the import of a file, also one that broke off, and no dry run', async () => {
		const { device } = await schema.addMeter('10000000000009');
		const load = (isDryRun: boolean, signal = new AbortController().signal) =>
			importFile(
				{
					database: schema.database,
					now: now(),
					zone: 'Europe/Paris',
					retentionMonths: { curve: 24, totals: 36 },
					finish: async (run, { status }) => {
						await schema.database.query('UPDATE iot_sync_runs SET status = $2 WHERE id = $1', [run, status]);
						if (isBroken && status === 'succeeded') throw new Error('broken');
					},
					signal,
				},
				{
					device,
					facts: {
						deviceType: 'electricity_meter',
						pointId: null,
						personal: false,
						subscribedPowerKva: null,
					},
					actor: { kind: 'user', id: account },
					source: Readable.from([Buffer.from('Date;Valeur (en kWh)\n01/06/2026;10,5\n02/06/2026;11,25\n')]),
					isDryRun,
				},
			);
		let isBroken = false;
		await load(true);
		expect(await entriesOf(device)).toEqual([]);
		await load(false);
		expect(await entriesOf(device)).toMatchObject([
			{
				action: 'file.imported',
				details: { status: 'succeeded', rows: 2, readings_written: 0, days_written: 2 },
			},
		]);
		isBroken = true;
		await expect(load(false)).rejects.toThrow('broken');
		expect((await entriesOf(device)).slice(1)).toMatchObject([
			{
				action: 'file.imported',
				details: { status: 'failed', rows: 2, readings_written: null, days_written: null },
			},
		]);
	});

	test('nothing in them names a person, a meter or a secret, and none holds a value', async () => {
		const { rows } = await schema.database.query<{ text: string }>(
			`SELECT row_to_json(iot_audit)::text AS text FROM iot_audit
			 UNION ALL SELECT row_to_json(audit_chains)::text FROM kilowatch_internal.audit_chains`,
		);
		const devices = await schema.database.query<{ id: string; point_id: string | null }>(
			'SELECT id, point_id FROM iot_devices',
		);
		const secrets = [
			account,
			'external-4711',
			'12345678901234',
			...devices.rows.flatMap(({ id, point_id }) => [id, point_id ?? id]),
		];
		const log = rows.map(({ text }) => text).join('\n');

		expect(rows.length).toBeGreaterThan(100);
		for (const secret of secrets) expect(log).not.toContain(secret);
		// In hashes and moments any digits may come by chance.
		const told = log.replace(/[0-9a-f]{16,}/g, '').replace(/\d{4}-\d{2}-\d{2}T[\d:.]+/g, '');
		for (const value of ['10.5', '10,5', '11.25', '10500', '11250']) expect(told).not.toContain(value);
	});
});

test('kilowatch:audit-verify prints what it found, and ends with 1 where that is something', async () => {
	let run: (...given: never[]) => Promise<void> = () => Promise.resolve();
	const program: Program = {
		command: () => program,
		argument: () => program,
		description: () => program,
		option: () => program,
		action: (action) => {
			run = action;

			return program;
		},
	};
	addAuditVerifyCommand(program, { database: { ...schema.database, close: () => Promise.resolve() } });
	const written: string[] = [];
	const spies = [
		vi.spyOn(process, 'exit').mockImplementation((code) => {
			written.push(`exit ${code}`);

			return undefined as never;
		}),
		...(['stdout', 'stderr'] as const).map((stream) =>
			vi.spyOn(process[stream], 'write').mockImplementation((text) => {
				written.push(String(text).trim());

				return true;
			}),
		),
	];
	try {
		const { chain } = await addChain(3);
		await tamper('DELETE FROM iot_audit WHERE chain = $1 AND number = 2', [chain]);
		await run({} as never);
		expect(written).toContain(`Chain ${chain}: missing: entry 2`);
		expect(written.at(-1)).toBe('exit 1');

		await tamper('DELETE FROM iot_audit', []);
		await schema.database.query('TRUNCATE kilowatch_internal.audit_keys, kilowatch_internal.audit_chains');
		await addChain(2);
		written.length = 0;
		await run({} as never);
		expect(written).toEqual([
			'1 chains with 2 entries were checked.',
			'The audit log is as it was written.',
			'exit 0',
		]);
	} finally {
		for (const spy of spies) spy.mockRestore();
	}
});
