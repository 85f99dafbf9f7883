import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { purge } from '../../extensions/kilowatch/src/api/purge.ts';
import { readEnvironment } from '../../extensions/kilowatch/src/api/environment.ts';
import { advanceStates } from '../../extensions/kilowatch/src/consent/advance-states.ts';
import { revokeAtOperators } from '../../extensions/kilowatch/src/consent/revoke-at-operators.ts';
import { tellManagers } from '../../extensions/kilowatch/src/consent/tell-managers.ts';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { Provider } from '../../extensions/kilowatch/src/providers/provider.ts';
import { forgetMessages } from '../../extensions/kilowatch/src/storage/erasure/messages.ts';
import { queueRevocation } from '../../extensions/kilowatch/src/storage/revocations.ts';
import { parseKey } from '../../extensions/kilowatch/src/storage/vault/encryption-key.ts';
import { createVault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import { createOperator, failure } from '../support/operator.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const today = '2026-11-23';
const now = () => new Date('2026-11-23T12:00:00Z');
const key = parseKey(randomBytes(32).toString('hex'));
const vault = createVault(key ? [key] : []);

let schema: SchemaForTest;
let manager: string;
let admin: string;

beforeAll(async () => {
	schema = await createSchema();
	// As much of Directus' own tables as tells who is to be told, and in which language.
	await schema.database.query(`
		ALTER TABLE directus_users ADD COLUMN status text DEFAULT 'active', ADD COLUMN language text, ADD COLUMN role uuid;
		CREATE TABLE directus_settings (default_language text);
		INSERT INTO directus_settings VALUES ('fr-FR');
		CREATE TABLE directus_roles (id uuid PRIMARY KEY, parent uuid);
		CREATE TABLE directus_policies (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), admin_access boolean, app_access boolean);
		CREATE TABLE directus_access ("user" uuid, role uuid, policy uuid);
		CREATE TABLE directus_notifications (id integer GENERATED ALWAYS AS IDENTITY, message text);
	`);
	manager = await addUser('nl-NL');
	admin = await addUser(null);
	await schema.database.query(
		`WITH parent AS (INSERT INTO directus_roles VALUES (gen_random_uuid(), NULL) RETURNING id),
			role AS (INSERT INTO directus_roles SELECT gen_random_uuid(), id FROM parent RETURNING id),
			policy AS (INSERT INTO directus_policies (admin_access, app_access) VALUES (true, true) RETURNING id),
			access AS (INSERT INTO directus_access (role, policy) SELECT parent.id, policy.id FROM parent, policy)
		UPDATE directus_users SET role = role.id FROM role WHERE directus_users.id = $1`,
		[admin],
	);
});
afterAll(() => schema.drop());
beforeEach(async () => {
	await schema.database.query('DELETE FROM iot_consents');
	await schema.database.query('UPDATE buildings SET manager = $1', [manager]);
});

async function addUser(language: string | null): Promise<string> {
	const { rows } = await schema.database.query<{ id: string }>(
		'INSERT INTO directus_users (id, language) VALUES (gen_random_uuid(), $1) RETURNING id',
		[language],
	);

	return only(rows).id;
}

/** A meter whose consent ends so many days from today. */
async function addMeter(daysLeft: number | null, change = ''): Promise<{ device: string; consent: string }> {
	const meter = await schema.addMeter(String(Math.random()).slice(2, 16).padEnd(14, '0'));
	await schema.database.query(
		`UPDATE iot_consents SET valid_until = $2, granted_at = now() ${change} WHERE id = $1`,
		[meter.consent, daysLeft === null ? null : addDays(today, daysLeft)],
	);

	return meter;
}

async function stateOf(consent: string): Promise<string> {
	const { rows } = await schema.database.query<{ state: string }>(
		`SELECT concat_ws(' ', consent.status, end_reason, device.status) AS state
		 FROM iot_consents consent JOIN iot_devices device ON device.id = consent.device WHERE consent.id = $1`,
		[consent],
	);

	return only(rows).state;
}

const advance = (provider: Provider = createOperator({})) =>
	advanceStates(
		{ database: schema.database, vault, providers: new Map([['enedis', provider]]), now },
		'Europe/Paris',
	);

describe('states', () => {
	test('sixty days before its end a consent is expiring, after its last day it is over; again changes nothing', async () => {
		const [far, near, last, past, open] = [
			await addMeter(61),
			await addMeter(60),
			await addMeter(0),
			await addMeter(-1),
			await addMeter(null),
		];

		expect(await advance()).toEqual({ expiring: 2, expired: 1, unanswered: 0 });
		expect(await advance()).toEqual({ expiring: 0, expired: 0, unanswered: 0 });

		expect(await stateOf(far.consent)).toBe('active active');
		expect(await stateOf(near.consent)).toBe('expiring active');
		expect(await stateOf(last.consent)).toBe('expiring active');
		expect(await stateOf(past.consent)).toBe('expired expired stopped');
		expect(await stateOf(open.consent)).toBe('active active');
	});

	test('what nobody answers is given up after fourteen days, with a link after thirty and not before it ends', async () => {
		const asked = async (daysAgo: number, linkDays?: number) => {
			const meter = await schema.addMeter();
			await schema.database.query(
				`UPDATE iot_consents SET status = 'pending', created_at = $2::timestamptz - make_interval(days => $3) WHERE id = $1`,
				[meter.consent, now(), daysAgo],
			);
			await schema.database.query(`UPDATE iot_devices SET status = 'pending' WHERE id = $1`, [meter.device]);
			if (linkDays !== undefined) {
				await schema.database.query(
					`INSERT INTO kilowatch_internal.invitations (device, token_hash, expires_at)
					 VALUES ($1, $2, $3::timestamptz + make_interval(days => $4))`,
					[meter.device, meter.device, now(), linkDays],
				);
			}

			return meter.consent;
		};
		const [fresh, old, invited, oldInvited, longLink, waiting] = [
			await asked(13),
			await asked(14),
			await asked(29, 1),
			await asked(30, 0),
			await asked(40, 20),
			await asked(20),
		];
		await schema.database.query(
			`INSERT INTO kilowatch_internal.waiting_consents (consent, provider, scopes, text_version, next_try_at)
			 VALUES ($1, 'enedis', '[]', 'test', now())`,
			[waiting],
		);

		expect(await advance()).toMatchObject({ unanswered: 2 });

		for (const consent of [fresh, invited, longLink, waiting]) {
			expect(await stateOf(consent)).toBe('pending pending');
		}
		for (const consent of [old, oldInvited]) {
			expect(await stateOf(consent)).toBe('expired unanswered pending');
		}
	});

	test('credentials of what is over go, to the operator first where it can be told', async () => {
		const meter = await addMeter(-1);
		await vault.put(schema.database, { owner: `consent:${meter.consent}`, field: 'credentials' }, 'tokens');

		await advance({ ...createOperator({}), revokeCredentials: () => Promise.resolve({ kind: 'revoked' }) });

		const { rows } = await schema.database.query<{ owner: string }>(
			'SELECT owner FROM kilowatch_internal.vault',
		);
		expect(only(rows).owner).toMatch(/^revocation:/);
		await schema.database.query('DELETE FROM kilowatch_internal.revocations');
		await schema.database.query('DELETE FROM kilowatch_internal.vault');
	});
});

describe('telling', () => {
	let sent: { recipient: string; subject: string; message: string }[];
	let failing = false;
	beforeEach(() => {
		sent = [];
		failing = false;
	});

	const tell = (part?: 'stale', day = today) =>
		tellManagers(
			{
				database: schema.database,
				async notify(recipient, { subject, message }) {
					if (failing) throw new Error('The mail is away');
					sent.push({ recipient, subject, message });
					const { rows } = await schema.database.query<{ id: number }>(
						'INSERT INTO directus_notifications (message) VALUES ($1) RETURNING id',
						[message],
					);

					return only(rows).id;
				},
				buildingUrl: (building) => `https://example.org/${building}`,
				log: () => undefined,
			},
			day,
			part,
		);

	test('thirty meters that end are one message, in the manager’s language, once in any number of processes', async () => {
		for (let number = 0; number < 30; number++) await addMeter(number);

		const counts = await Promise.all([tell(), tell(), tell()]);

		expect(counts.reduce((sum, one) => sum + one, 0)).toBe(sent.length);
		const lines = sent.flatMap(({ message }) => message.split('\n').filter((line) => line.startsWith('- ')));
		expect(lines).toHaveLength(30);
		expect(sent.every(({ recipient }) => recipient === manager)).toBe(true);
		expect(sent[0]?.message).toContain('Toestemmingen die binnenkort aflopen');
		expect(await tell()).toBe(0);
	});

	test('reminders come at sixty, thirty and seven days, the nearest one alone where a consent is seen late', async () => {
		const { consent } = await addMeter(60);
		const kinds: string[] = [];
		for (const daysLater of [0, 1, 29, 30, 45, 53, 60]) {
			await tell(undefined, addDays(today, daysLater));
			const { rows } = await schema.database.query<{ kind: string }>(
				'SELECT kind FROM kilowatch_internal.consent_notices WHERE consent = $1 ORDER BY claimed_at',
				[consent],
			);
			kinds.push(rows.map(({ kind }) => kind).join());
		}

		expect(kinds).toEqual([
			'ends_60',
			'ends_60',
			'ends_60',
			'ends_60,ends_30',
			'ends_60,ends_30',
			'ends_60,ends_30,ends_7',
			'ends_60,ends_30,ends_7',
		]);
		expect(sent).toHaveLength(3);
		const late = await addMeter(5);
		await tell();
		const { rows } = await schema.database.query(
			'SELECT kind FROM kilowatch_internal.consent_notices WHERE consent = $1',
			[late.consent],
		);
		expect(rows).toEqual([{ kind: 'ends_7' }]);
	});

	test('an end is told once, but not to whoever did it, nor where a newer consent is there', async () => {
		const ended = (reason: string, by?: string) =>
			addMeter(
				100,
				`, status = 'revoked', end_reason = '${reason}', proof = '${JSON.stringify({ changes: [{ by: { id: by } }] })}'`,
			);
		await ended('revoked');
		await ended('withdrawn', manager);
		await ended('withdrawn', admin);
		await ended('credentials_lost');
		await ended('renewed');
		const again = await ended('revoked');
		await schema.database.query(
			`INSERT INTO iot_consents (device, provider, scopes, text_version, status)
			 VALUES ($1, 'enedis', '["daily"]', 'test', 'active')`,
			[again.device],
		);

		expect(await tell()).toBe(1);

		expect(only(sent).subject).toBe('De toestemmingen van 3 meters vragen uw aandacht');
		expect(await tell()).toBe(0);
	});

	test('without a manager who asked is told, and without that the admins, in the project’s language', async () => {
		await schema.database.query('UPDATE buildings SET manager = NULL');
		const { consent } = await addMeter(100, `, status = 'expired', end_reason = 'unanswered'`);
		const asker = await addUser('de-DE');
		const other = await addMeter(100, `, status = 'expired', end_reason = 'unanswered'`);
		await schema.database.query('UPDATE iot_consents SET granted_by = $2 WHERE id = $1', [consent, asker]);

		expect(await tell()).toBe(2);

		const said = Object.fromEntries(sent.map(({ recipient, message }) => [recipient, message]));
		expect(Object.keys(said).sort()).toEqual([asker, admin].sort());
		expect(said[asker]).toContain('Freigabe');
		expect(said[admin]).toContain('Enedis refuse de partager de nouveau');
		expect(other.consent).not.toBe(consent);
	});

	test('names the building and the label, never the point id, and no Markdown of theirs', async () => {
		const { device } = await addMeter(10);
		await schema.database.query(`UPDATE iot_devices SET label = 'Flat *3* ' || point_id WHERE id = $1`, [
			device,
		]);
		const { rows } = await schema.database.query<{ point_id: string }>(
			'SELECT point_id FROM iot_devices WHERE id = $1',
			[device],
		);

		await tell();

		const { message } = only(sent);
		expect(message).toContain('- **Les Tilleuls\\, Flat \\*3\\* ••••••••••');
		expect(message).not.toContain(only(rows).point_id);
	});

	test('what could not be told is told again, after ten minutes and not before', async () => {
		await addMeter(10);
		failing = true;
		expect(await tell()).toBe(0);
		failing = false;

		expect(await tell('stale')).toBe(0);
		await schema.database.query(
			`UPDATE kilowatch_internal.consent_notices SET claimed_at = now() - interval '11 minutes'`,
		);
		await addMeter(11);
		expect(await tell('stale')).toBe(1);
		expect(only(sent).subject).toBe('De toestemming van een meter vraagt uw aandacht');
	});

	test('an erased meter is taken out of the messages that named it; an empty one goes', async () => {
		const [one, other] = [await addMeter(10), await addMeter(11)];
		await schema.database.query(`UPDATE iot_devices SET label = 'Flat ' || id WHERE id = ANY ($1::uuid[])`, [
			[one.device, other.device],
		]);
		await tell();
		const messages = async () => {
			const { rows } = await schema.database.query<{ message: string }>(
				'SELECT message FROM directus_notifications WHERE id = (SELECT max(id) FROM directus_notifications)',
			);

			return rows.map(({ message }) => message).join();
		};
		const before = await messages();
		const name = (device: string) => device.replaceAll('-', '\\-');

		await forgetMessages(schema.database, one.device);
		const between = await messages();
		await forgetMessages(schema.database, other.device);

		expect(before).toContain(name(one.device));
		expect(between).not.toContain(name(one.device));
		expect(between).toContain(name(other.device));
		expect(await messages()).not.toContain(name(other.device));
	});
});

describe('revoking at the operator', () => {
	const revoke = (answers: ('revoked' | 'failure')[], at = now()) => {
		const asked: string[] = [];
		const provider: Provider = {
			...createOperator({}),
			revokeCredentials: (credentials) => {
				asked.push(credentials);

				return Promise.resolve(
					answers.shift() === 'revoked' ? { kind: 'revoked' } : failure('outage', 'http_503'),
				);
			},
		};
		const context = {
			database: schema.database,
			vault,
			providers: new Map([['enedis', provider]]),
			now: () => at,
			log: () => undefined,
		};

		return { asked, run: () => revokeAtOperators(context) };
	};
	const left = async () => {
		const { rows } = await schema.database.query<{ tries: number; pause: number }>(
			`SELECT tries, round(extract(epoch FROM next_try_at - now()))::int AS pause FROM kilowatch_internal.revocations`,
		);

		return rows;
	};

	test('is tried again with rising pauses until it is done, by one process', async () => {
		await queueRevocation(schema.database, vault, 'enedis', 'tokens');
		const { asked, run } = revoke(['failure', 'failure', 'revoked']);

		expect(await Promise.all([run(), run()])).toEqual([0, 0]);
		expect(await left()).toEqual([{ tries: 1, pause: 60 }]);
		await schema.database.query('UPDATE kilowatch_internal.revocations SET next_try_at = now()');
		await run();
		expect(await left()).toEqual([{ tries: 2, pause: 120 }]);
		await schema.database.query('UPDATE kilowatch_internal.revocations SET next_try_at = now()');
		expect(await run()).toBe(1);

		expect(await left()).toEqual([]);
		expect(asked).toEqual(['tokens', 'tokens', 'tokens']);
		const { rows } = await schema.database.query('SELECT FROM kilowatch_internal.vault');
		expect(rows).toHaveLength(0);
	});

	test('is given up after a day, and the credentials are destroyed', async () => {
		await queueRevocation(schema.database, vault, 'enedis', 'tokens');
		const { asked, run } = revoke([], new Date(Date.now() + 86_400_001));

		expect(await run()).toBe(0);

		expect(await left()).toEqual([]);
		expect(asked).toEqual([]);
		const { rows } = await schema.database.query('SELECT FROM kilowatch_internal.vault');
		expect(rows).toHaveLength(0);
	});
});

test('a night’s purge is one entry, on the chain of no device; old links go', async () => {
	const meter = await addMeter(100);
	const { rows: channels } = await schema.database.query<{ id: number }>(
		'SELECT id FROM iot_channels WHERE device = $1',
		[meter.device],
	);
	await schema.database.query(`UPDATE iot_devices SET personal = true WHERE id = $1`, [meter.device]);
	await schema.database.query(
		`INSERT INTO iot_daily (id, channel, date, value)
		 SELECT $1::bigint * 1048576 + (date - DATE '1970-01-01'), $1, date, 1
		 FROM unnest(ARRAY['2023-11-22', '2023-11-23']::date[]) AS date`,
		[only(channels).id],
	);
	await schema.database.query(
		`INSERT INTO kilowatch_internal.invitations (device, token_hash, expires_at, revoked_at)
		 VALUES ($1, 'old', now(), '2026-08-01'), ($1, 'recent', now(), '2026-11-01')`,
		[meter.device],
	);
	const { environment } = readEnvironment({ KILOWATCH_DAILY_MONTHS: 120 });

	expect(await purge(schema.database, environment, now())).toEqual({ readings: 0, days: 1, chunks: 0 });
	expect(await purge(schema.database, environment, now())).toEqual({ readings: 0, days: 0, chunks: 0 });

	const { rows } = await schema.database.query(
		`SELECT action, details FROM iot_audit JOIN kilowatch_internal.audit_keys USING (chain)
		 WHERE device IS NULL AND action = 'data.purged'`,
	);
	expect(rows).toEqual([
		{ action: 'data.purged', details: { reason: 'retention', readings: 0, days: 1, chunks: 0 } },
	]);
	const links = await schema.database.query(
		'SELECT token_hash FROM kilowatch_internal.invitations WHERE device = $1',
		[meter.device],
	);
	expect(links.rows).toEqual([{ token_hash: 'recent' }]);
});
