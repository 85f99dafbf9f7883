import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectMeter } from '../../extensions/kilowatch/src/consent/connect-meter.ts';
import { CONSENT_TEXT_VERSION } from '../../extensions/kilowatch/src/consent/consent-text.ts';
import { finishConsent } from '../../extensions/kilowatch/src/consent/finish-consent.ts';
import type { ConsentedPoint, ConsentOutcome } from '../../extensions/kilowatch/src/providers/provider.ts';
import type { ConsentScope } from '../../extensions/kilowatch/src/shared/names.ts';
import { readChannels, setChannelState } from '../../extensions/kilowatch/src/storage/channels.ts';
import { endConsent } from '../../extensions/kilowatch/src/storage/consents.ts';
import type { OauthTransaction } from '../../extensions/kilowatch/src/storage/oauth-transactions.ts';
import { createVault, type Vault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import { parseKey } from '../../extensions/kilowatch/src/storage/vault/encryption-key.ts';
import { createOperator } from '../support/operator.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

let schema: SchemaForTest;
const key = parseKey(randomBytes(32).toString('hex'));
const now = () => new Date('2026-11-23T12:00:00Z');

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());

const operator = (outcome: ConsentOutcome) => createOperator({ completeConsent: outcome });

/** A consent to points; nothing is said of their directions unless it is here. */
function grantedTo(points: readonly (Partial<ConsentedPoint> & { pointId: string })[]): ConsentOutcome {
	return {
		kind: 'granted',
		externalId: '42',
		points: points.map((point) => ({
			validUntil: '2029-11-23',
			consumption: undefined,
			production: undefined,
			...point,
		})),
	};
}

const granted = (pointId: string) => grantedTo([{ pointId, consumption: true, production: false }]);

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

/** What came back from the operator, as it left. */
function transactionOf(consent: string, scopes: ConsentScope[] = ['daily', 'load_curve']): OauthTransaction {
	return { consent, provider: 'enedis', startedBy: null, scopes, textVersion: CONSENT_TEXT_VERSION };
}

function finish(consent: string, outcome: ConsentOutcome) {
	const context = { database: schema.database, vault: createVault(key ? [key] : []), now };

	return finishConsent(context, operator(outcome), transactionOf(consent), {});
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

	expect(finished).toEqual({
		kind: 'granted',
		device,
		building: schema.building,
		meters: 1,
		run: expect.any(String) as unknown,
	});
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

describe('the channels of a point', () => {
	async function channelsOf(point: Partial<ConsentedPoint>, pointId: string) {
		const { consent } = await connect({ pointId });
		const finished = await finish(consent, grantedTo([{ pointId, ...point }]));
		if (finished.kind !== 'granted') throw new Error(finished.code);
		const channels = await readChannels(schema.database, finished.device);

		return { device: finished.device, channels: channels.map(({ metric, state }) => `${metric} ${state}`) };
	}

	test.each<[string, Partial<ConsentedPoint>, string[]]>([
		['10000000000020', { consumption: true, production: false }, ['consumption active', 'max_power active']],
		['10000000000021', { consumption: false, production: true }, ['production active']],
		['10000000000022', {}, ['consumption active', 'max_power active', 'production active']],
	])('%s with %j', async (pointId, point, channels) => {
		expect((await channelsOf(point, pointId)).channels).toEqual(channels);
	});

	test('what was found not to be measured stays so, unless the operator says otherwise', async () => {
		const pointId = '10000000000023';
		const { device } = await channelsOf({}, pointId);
		const again = async (point: Partial<ConsentedPoint>) => {
			await schema.database.query(`UPDATE iot_consents SET status = 'expired' WHERE device = $1`, [device]);

			return (await channelsOf(point, pointId)).channels;
		};
		const production = (await readChannels(schema.database, device)).find(
			({ metric }) => metric === 'production',
		);
		await setChannelState(schema.database, production?.id ?? 0, 'not_measured');

		expect(await again({})).toContain('production not_measured');
		expect(await again({ production: true })).toContain('production active');
	});
});

describe('a consent to several points', () => {
	const points = (...pointIds: string[]) => grantedTo(pointIds.map((pointId) => ({ pointId })));

	async function metersOf(pointIds: readonly string[]) {
		const { rows } = await schema.database.query(
			`SELECT device.point_id, device.building, device.status, device.personal, device.label, consent.scopes,
				consent.status AS consent, consent.text_version, consent.external_id, consent.proof, vault.sealed,
				(SELECT array_agg(trigger || ' ' || status) FROM iot_sync_runs WHERE device = device.id) AS runs,
				(SELECT count(*) FROM iot_channels WHERE device = device.id) AS channels
			 FROM iot_devices device
			 JOIN iot_consents consent ON consent.device = device.id
			 LEFT JOIN kilowatch_internal.vault ON vault.owner = 'consent:' || consent.id
			 WHERE device.point_id = ANY ($1) ORDER BY device.point_id`,
			[pointIds],
		);

		return rows;
	}

	test('makes a meter of each, with a consent, credentials, channels and a run of its own', async () => {
		const ids = ['10000000000033', '10000000000031', '10000000000032'];
		const { device, consent } = await connect({ label: 'All of them', personal: true });

		expect(await finish(consent, points(...ids))).toMatchObject({ kind: 'granted', device, meters: 3 });
		const meters = await metersOf(ids);
		expect(meters.map(({ label }) => label)).toEqual(['All of them', null, null]);
		expect(new Set(meters.map(({ sealed }) => sealed)).size).toBe(3);
		for (const [index, meter] of meters.entries()) {
			expect(meter).toMatchObject({
				point_id: `1000000000003${index + 1}`,
				building: schema.building,
				status: 'active',
				personal: true,
				scopes: ['daily', 'load_curve'],
				consent: 'active',
				text_version: CONSENT_TEXT_VERSION,
				external_id: '42',
				proof: meters[0]?.proof,
				sealed: expect.stringMatching(/^k1\./) as unknown,
				runs: ['consent queued'],
				channels: 3,
			});
		}
	});

	test('gives the named meter its consent, and the others theirs', async () => {
		const { device, consent } = await connect({ pointId: '10000000000042' });

		expect(await finish(consent, points('10000000000041', '10000000000042'))).toMatchObject({
			kind: 'granted',
			device,
			meters: 2,
		});
		expect(await readDevice(device)).toMatchObject({ point_id: '10000000000042' });
	});

	test('leaves a meter that is connected as it is, says so, and connects the others', async () => {
		const other = await schema.database.query<{ id: string }>(
			`INSERT INTO buildings (name) VALUES ('Les Saules') RETURNING id`,
		);
		const elsewhere = await connect({ pointId: '10000000000051', building: only(other.rows).id });
		await finish(elsewhere.consent, points('10000000000051'));
		const before = await metersOf(['10000000000051']);
		const { device, consent } = await connect({ label: 'Half' });

		expect(await finish(consent, points('10000000000051', '10000000000052', '10000000000053'))).toMatchObject(
			{ kind: 'granted', device, meters: 2, code: 'some_connected' },
		);
		expect(await readDevice(device)).toMatchObject({ point_id: '10000000000052' });
		expect(await metersOf(['10000000000051'])).toEqual(before);
	});

	test('all of which are connected elsewhere opens nothing', async () => {
		const { consent } = await connect({ pointId: '10000000000061' });
		await finish(consent, points('10000000000061', '10000000000062'));
		const late = await connect({ label: 'Late' });

		expect(await finish(late.consent, points('10000000000061', '10000000000062'))).toMatchObject({
			kind: 'failed',
			code: 'already_connected',
		});
		expect(await readDevice(late.device)).toMatchObject({ status: 'pending', point_id: null });
	});

	test('takes up again a meter of this building whose consent has ended', async () => {
		const ended = await connect({ pointId: '10000000000072', label: 'Garage' });
		await finish(ended.consent, points('10000000000072'));
		await endConsent(schema.database, ended.consent, 'expired', now());
		const asked = await connect({ pointId: '10000000000071' });

		expect(await finish(asked.consent, points('10000000000071', '10000000000072'))).toMatchObject({
			meters: 2,
		});
		expect(await readDevice(ended.device)).toMatchObject({ status: 'active', point_id: '10000000000072' });
	});

	test('gives what its holder was asked for on leaving, whatever was asked meanwhile', async () => {
		const { consent } = await connect({ label: 'Narrow' });
		const context = { database: schema.database, vault: createVault(key ? [key] : []), now };
		await finishConsent(context, operator(points('10000000000075')), transactionOf(consent, ['daily']), {});
		const { rows } = await schema.database.query(
			`SELECT scopes, proof -> 'scopes' AS proven FROM iot_consents WHERE id = $1`,
			[consent],
		);

		expect(only(rows)).toEqual({ scopes: ['daily'], proven: ['daily'] });
	});

	test('believes nothing of what was found out under an earlier one', async () => {
		const first = await connect({ pointId: '10000000000076' });
		await finish(first.consent, granted('10000000000076'));
		await schema.database.query(
			`UPDATE iot_devices SET history_floor = '2026-01-01', contract_read_at = now() WHERE id = $1`,
			[first.device],
		);
		await schema.database.query(
			`UPDATE iot_channels SET totals_floor = '2026-01-01', curve_floor = '2026-01-01' WHERE device = $1`,
			[first.device],
		);
		await endConsent(schema.database, first.consent, 'revoked', now());
		const second = await connect({ pointId: '10000000000076' });
		await finish(second.consent, granted('10000000000076'));
		const { rows } = await schema.database.query(
			`SELECT DISTINCT history_floor, contract_read_at, totals_floor, curve_floor
			 FROM iot_devices JOIN iot_channels ON device = iot_devices.id WHERE device = $1`,
			[second.device],
		);

		expect(second.device).toBe(first.device);
		expect(only(rows)).toEqual({
			history_floor: null,
			contract_read_at: null,
			totals_floor: null,
			curve_floor: null,
		});
	});

	test('leaves nothing when one of them fails', async () => {
		const { device, consent } = await connect({ label: 'Broken' });
		const open = createVault(key ? [key] : []);
		let sealed = 0;
		const vault: Vault = {
			...open,
			put: (...place) => (++sealed === 3 ? Promise.reject(new Error('full')) : open.put(...place)),
		};
		const outcome = points('10000000000081', '10000000000082', '10000000000083');

		await expect(
			finishConsent({ database: schema.database, vault, now }, operator(outcome), transactionOf(consent), {}),
		).rejects.toThrow('full');
		expect(await metersOf(['10000000000081', '10000000000082', '10000000000083'])).toEqual([]);
		expect(await readDevice(device)).toMatchObject({ status: 'pending', point_id: null });
	});

	test('that overlap and come back at once connect each point once', async () => {
		const ids = Array.from({ length: 6 }, (_, index) => `1000000000009${index}`);
		const asked = await Promise.all(['A', 'B', 'C', 'D'].map((label) => connect({ label })));
		const finished = await Promise.all(
			asked.map(({ consent }, index) =>
				finish(consent, points(...(index % 2 === 0 ? ids : ids.toReversed()))),
			),
		);

		expect(finished.map(({ kind }) => kind).toSorted()).toEqual(['failed', 'failed', 'failed', 'granted']);
		expect(await metersOf(ids)).toHaveLength(6);
	});
});
