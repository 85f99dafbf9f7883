import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseScopes } from '../../extensions/kilowatch/src/consent/choose-scopes.ts';
import { connectMeter } from '../../extensions/kilowatch/src/consent/connect-meter.ts';
import { finishConsent } from '../../extensions/kilowatch/src/consent/finish-consent.ts';
import { inviteHolder } from '../../extensions/kilowatch/src/consent/invite-holder.ts';
import { openLink } from '../../extensions/kilowatch/src/consent/open-link.ts';
import { endConsent, readConsent, readPending } from '../../extensions/kilowatch/src/storage/consents.ts';
import { createVault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import { parseKey } from '../../extensions/kilowatch/src/storage/vault/encryption-key.ts';
import { createOperator } from '../support/operator.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

let schema: SchemaForTest;
const key = parseKey(randomBytes(32).toString('hex'));
let clock = Date.parse('2026-11-25T12:00:00Z');
/** each a minute after the one before */
const now = () => new Date((clock += 60_000));
let points = 30_000_000_000_000;

beforeAll(async () => {
	schema = await createSchema();
	// What the page reads of Directus' own.
	await schema.database.query(`
		CREATE TABLE directus_settings (project_name text);
		INSERT INTO directus_settings VALUES ('Régie des Tilleuls');
	`);
});
afterAll(() => schema.drop());

const operator = (pointId: string) =>
	createOperator({
		completeConsent: {
			kind: 'granted',
			externalId: '42',
			points: [{ pointId, validUntil: '2029-11-25', consumption: true, production: false }],
		},
	});

async function connect(pointId: string | undefined, label?: string): Promise<string> {
	const { device } = await connectMeter(schema.database, operator(''), {
		building: schema.building,
		pointId,
		scopes: ['daily'],
		label,
		personal: true,
		requestedBy: null,
	});

	return device;
}

async function invite(device: string): Promise<string> {
	const at = now();
	const request = { device, days: 30, invitedBy: null, at };

	return (await inviteHolder(schema.database, operator(''), request)).token;
}

const open = (token: string) => openLink(schema.database, token, now());

/** A consent is given on a device, by a link or from the Studio; answers the device it ended on. */
async function give(device: string, pointId: string, token?: string): Promise<string> {
	const link = token === undefined ? undefined : await open(token);
	const consent = (await readPending(schema.database, device)) ?? '';
	const finished = await finishConsent(
		{ database: schema.database, vault: createVault(key ? [key] : []), now },
		operator(pointId),
		{
			consent,
			provider: 'enedis',
			startedBy: null,
			scopes: ['daily'],
			textVersion: 'test',
			invitation: link?.invitation.id ?? null,
		},
		{},
	);
	if (finished.kind !== 'granted') throw new Error(`The consent is ${finished.kind}`);

	return finished.device;
}

async function endLiving(device: string, reason: 'withdrawn' | 'expired'): Promise<void> {
	const { rows } = await schema.database.query<{ id: string }>(
		`SELECT id FROM iot_consents WHERE device = $1 AND status = 'active'`,
		[device],
	);
	await endConsent(schema.database, rows[0]?.id ?? '', reason, now());
}

const newPoint = () => String((points += 1));

test('a consent that is given by the link is the link’s own', async () => {
	const point = newPoint();
	const device = await connect(point);
	const token = await invite(device);
	expect((await open(token))?.state).toMatchObject({ kind: 'asked', mayDownload: false });
	await give(device, point, token);

	expect(await open(token)).toMatchObject({
		meter: { organisation: 'Régie des Tilleuls' },
		state: { kind: 'living', mayDownload: true, living: { isOwn: true } },
	});
	clock += 31 * 86_400_000;
	expect((await open(token))?.state.kind).toBe('living');
});

describe('a link must not show another holder’s consent', () => {
	test('one that is given from the Studio takes the link away', async () => {
		const point = newPoint();
		const device = await connect(point);
		const token = await invite(device);
		await give(device, point, token);
		await endLiving(device, 'withdrawn');
		await connect(point);
		expect((await open(token))?.state.ended).toMatchObject({ endReason: 'withdrawn' });
		await give(device, point);

		expect(await open(token)).toBeUndefined();
	});

	test('nor what one before left', async () => {
		const point = newPoint();
		const device = await connect(point);
		await give(device, point);
		await endLiving(device, 'withdrawn');
		const token = await invite(device);
		expect((await open(token))?.state).toMatchObject({ kind: 'asked', mayDownload: false, mayErase: false });
		await give(device, point, token);

		expect((await open(token))?.state).toMatchObject({ kind: 'living', mayDownload: false, mayErase: true });
	});
});

test('a link that is made while a consent lives is its holder’s', async () => {
	const point = newPoint();
	const device = await connect(point);
	await give(device, point);
	const token = await invite(device);

	expect((await open(token))?.state).toMatchObject({ kind: 'living', mayDownload: true });
	clock += 31 * 86_400_000;
	expect((await open(token))?.state.kind).toBe('living');
});

test('the link goes on where an unnamed device turns out to be a known one', async () => {
	const point = newPoint();
	const known = await connect(point);
	await give(known, point);
	await endLiving(known, 'expired');
	const old = await invite(known);
	const unnamed = await connect(undefined, 'Somebody');
	const token = await invite(unnamed);

	expect(await give(unnamed, point, token)).toBe(known);
	expect((await open(token))?.meter.device).toBe(known);
	expect(await open(old)).toBeUndefined();
});

test('what is ticked is kept on the pending consent until the operator has confirmed it', async () => {
	const device = await connect(newPoint());
	const choice = {
		device,
		provider: 'enedis',
		scopes: ['load_curve'],
		shown: { language: 'en' },
		at: now(),
	} as const;
	await chooseScopes(schema.database, choice);
	const pending = (await readPending(schema.database, device)) ?? '';
	expect(await readConsent(schema.database, pending)).toMatchObject({
		status: 'pending',
		scopes: ['load_curve'],
		textVersion: '2026-11-h',
	});

	await schema.database.query(
		`INSERT INTO kilowatch_internal.waiting_consents (consent, provider, scopes, text_version, next_try_at)
		 VALUES ($1, 'enedis', '["load_curve"]', 'test', now())`,
		[pending],
	);
	// It was given a moment ago: nothing is changed behind the operator's back.
	await expect(chooseScopes(schema.database, { ...choice, scopes: ['daily'] })).rejects.toMatchObject({
		code: 'KILOWATCH_CONSENT_STATE',
	});
	expect(await readConsent(schema.database, pending)).toMatchObject({ scopes: ['load_curve'] });
});

test('nothing can be ticked beside a consent that lives, unless another is asked for', async () => {
	const point = newPoint();
	const device = await connect(point);
	await give(device, point);

	await expect(
		chooseScopes(schema.database, { device, provider: 'enedis', scopes: ['daily'], shown: {}, at: now() }),
	).rejects.toMatchObject({ code: 'KILOWATCH_CONSENT_STATE' });
});

test('an archived meter has no holder to invite', async () => {
	const device = await connect(newPoint());
	await schema.database.query(`UPDATE iot_devices SET status = 'archived' WHERE id = $1`, [device]);

	await expect(invite(device)).rejects.toMatchObject({ code: 'KILOWATCH_CONFLICT' });
});
