import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectMeter } from '../../extensions/kilowatch/src/consent/connect-meter.ts';
import { finishConsent } from '../../extensions/kilowatch/src/consent/finish-consent.ts';
import type { ConsentOutcome, Provider } from '../../extensions/kilowatch/src/providers/provider.ts';
import { endConsent } from '../../extensions/kilowatch/src/storage/consents.ts';
import { createVault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import { parseKey } from '../../extensions/kilowatch/src/storage/vault/encryption-key.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

let schema: SchemaForTest;
const key = parseKey(randomBytes(32).toString('hex'));
const now = () => new Date('2026-11-23T12:00:00Z');

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());

/** An operator that opens the points it is told to. */
function operator(outcome: ConsentOutcome): Provider {
	const measure = { windowDays: 7, history: { months: 1, days: 0 }, usualStepSeconds: 1800 };

	return {
		rules: {
			name: 'enedis',
			timeZone: 'Europe/Paris',
			publicationHour: 8,
			isPointId: (text) => /^\d{14}$/.test(text),
			historyFloorCodes: {},
			maxConsentMonths: 36,
			measures: {
				daily: { ...measure, scope: 'daily' },
				load_curve: { ...measure, scope: 'load_curve' },
			},
		},
		authorizationUrl: () => new URL('https://operator.example'),
		completeConsent: () => Promise.resolve(outcome),
		fetchWindow: () => Promise.reject(new Error('not asked here')),
	};
}

const granted = (pointId: string): ConsentOutcome => ({
	kind: 'granted',
	externalId: '42',
	points: [{ pointId, validUntil: '2029-11-23', consumption: true, production: false }],
});

const refused: ConsentOutcome = {
	kind: 'refused',
	failure: { class: 'consent', code: 'access_denied', message: 'no' },
};

async function connect(
	change: { pointId?: string; label?: string; personal?: boolean; building?: string } = {},
) {
	return connectMeter(schema.database, operator(refused), {
		building: change.building ?? schema.building,
		pointId: change.pointId,
		scopes: ['daily', 'load_curve'],
		label: change.label,
		personal: change.personal ?? false,
		requestedBy: null,
	});
}

function finish(consent: string, outcome: ConsentOutcome) {
	const context = { database: schema.database, vault: createVault(key ? [key] : []), now };

	return finishConsent(context, operator(outcome), { consent, provider: 'enedis', startedBy: null }, {});
}

async function readDevice(device: string) {
	const { rows } = await schema.database.query<{ point_id: string; status: string; personal: boolean }>(
		'SELECT point_id, status, personal FROM iot_devices WHERE id = $1',
		[device],
	);

	return rows[0];
}

test('a consent opens its meter: named, active, sealed, queued', async () => {
	const { device, consent } = await connect({ label: 'Lift' });
	const finished = await finish(consent, granted('10000000000001'));

	expect(finished).toMatchObject({ kind: 'granted', device, building: schema.building });
	expect(await readDevice(device)).toMatchObject({ point_id: '10000000000001', status: 'active' });
	const vault = await schema.database.query<{ sealed: string }>(
		'SELECT sealed FROM kilowatch_internal.vault WHERE owner = $1',
		[`consent:${consent}`],
	);
	expect(only(vault.rows).sealed).toMatch(/^k1\./);
	const runs = await schema.database.query('SELECT trigger FROM iot_sync_runs WHERE device = $1', [device]);
	expect(runs.rows).toEqual([{ trigger: 'consent' }]);
});

test('asked twice at once, it is one device and one consent', async () => {
	const answers = await Promise.all(Array.from({ length: 8 }, () => connect({ label: 'Twice' })));

	expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test('that the holder is a natural person is kept when asked again, and never lost', async () => {
	const { device } = await connect({ label: 'Flat 3' });
	await connect({ label: 'Flat 3', personal: true });
	await connect({ label: 'Flat 3' });

	expect(await readDevice(device)).toMatchObject({ personal: true });
});

test('a callback that comes twice counts once', async () => {
	const { consent } = await connect({ label: 'Double' });
	const answers = await Promise.allSettled([
		finish(consent, granted('10000000000002')),
		finish(consent, granted('10000000000002')),
	]);

	expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a meter whose consent has ended is connected anew, with its history', async () => {
	const first = await connect({ pointId: '10000000000003' });
	await finish(first.consent, granted('10000000000003'));
	await expect(connect({ pointId: '10000000000003' })).rejects.toMatchObject({ code: 'KILOWATCH_CONFLICT' });
	await endConsent(schema.database, first.consent, 'revoked', now());
	expect(await readDevice(first.device)).toMatchObject({ status: 'stopped' });

	const again = await connect({ pointId: '10000000000003' });
	expect(again.device).toBe(first.device);
	expect(await finish(again.consent, granted('10000000000003'))).toMatchObject({ kind: 'granted' });
	expect(await readDevice(first.device)).toMatchObject({ status: 'active' });
});

test('an unnamed device that turns out to be a known one, after a refusal, goes on as that one', async () => {
	const known = await connect({ pointId: '10000000000004' });
	await finish(known.consent, granted('10000000000004'));
	await endConsent(schema.database, known.consent, 'expired', now());
	const unnamed = await connect({ label: 'Somebody', personal: true });
	expect(await finish(unnamed.consent, refused)).toMatchObject({ kind: 'refused', code: 'access_denied' });
	const again = await connect({ label: 'Somebody', personal: true });
	expect(again.device).toBe(unnamed.device);

	expect(await finish(again.consent, granted('10000000000004'))).toMatchObject({
		kind: 'granted',
		device: known.device,
	});
	expect(await readDevice(unnamed.device)).toBeUndefined();
	expect(await readDevice(known.device)).toMatchObject({ status: 'active', personal: true });
});

test('another point than the one named is not taken', async () => {
	const { device, consent } = await connect({ pointId: '10000000000005' });

	expect(await finish(consent, granted('10000000000006'))).toMatchObject({
		kind: 'failed',
		code: 'other_point',
	});
	expect(await readDevice(device)).toMatchObject({ status: 'pending' });
});

test('the same point asked for from two buildings at once is a conflict, not a fault', async () => {
	const other = await schema.database.query<{ id: string }>(
		`INSERT INTO buildings (name) VALUES ('Les Ormes') RETURNING id`,
	);
	const answers = await Promise.allSettled([
		connect({ pointId: '10000000000007' }),
		connect({ pointId: '10000000000007', building: only(other.rows).id }),
	]);

	expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
		reason: { code: 'KILOWATCH_CONFLICT' },
	});
});
