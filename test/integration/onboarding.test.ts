import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
	judgeMeters,
	onboardMeters,
	type OnboardedLine,
	type OnboardingContext,
} from '../../extensions/kilowatch/src/consent/onboard-meters.ts';
import { parseOnboardingFile } from '../../extensions/kilowatch/src/consent/onboarding-file.ts';
import { createOperator } from '../support/operator.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

let schema: SchemaForTest;
let context: OnboardingContext;

beforeAll(async () => {
	schema = await createSchema();
	const { rows } = await schema.database.query<{ id: string }>(
		`INSERT INTO buildings (name) VALUES ('Bellevue') RETURNING id`,
	);
	context = {
		database: schema.database,
		providers: new Map([['enedis', createOperator({})]]),
		buildings: new Map([
			['Les Tilleuls', [{ id: schema.building, name: 'Les Tilleuls' }]],
			[schema.building, [{ id: schema.building, name: 'Les Tilleuls' }]],
			['Bellevue', [{ id: only(rows).id, name: 'Bellevue' }]],
			['Twins', ['1', '2'].map((id) => ({ id, name: 'Twins' }))],
		]),
		requestedBy: null,
		at: new Date('2026-11-25T12:00:00Z'),
	};
});
beforeEach(async () => {
	await schema.database.query('DELETE FROM iot_consents');
	await schema.database.query('DELETE FROM iot_channels');
	await schema.database.query('DELETE FROM iot_devices');
});
afterAll(() => schema.drop());

const drafts = (...lines: string[]) =>
	parseOnboardingFile(Buffer.from(['building;provider;point_id;label;scopes;personal', ...lines].join('\n')));

const point = (number: number) => String(number).padStart(14, '0');

/** Each meter in one building, as a manager's list has them. */
const fleet = (count: number) =>
	drafts(
		...Array.from(
			{ length: count },
			(_, index) => `Les Tilleuls;enedis;${point(index)};Flat ${index};daily;no`,
		),
	);

const verdicts = (lines: readonly OnboardedLine[]) =>
	lines.map(({ verdict, refusal }) => refusal?.code ?? verdict);

async function stored() {
	const { rows } = await schema.database.query(
		`SELECT device.point_id, device.label, device.personal, device.building, consent.scopes, consent.status,
			count(invitation) FILTER (WHERE invitation.revoked_at IS NULL)::int AS links
		 FROM iot_devices device
		 LEFT JOIN iot_consents consent ON consent.device = device.id
		 LEFT JOIN kilowatch_internal.invitations invitation ON invitation.device = device.id
		 GROUP BY device.id, consent.id ORDER BY device.point_id, device.label`,
	);

	return rows;
}

async function auditCount(): Promise<number> {
	const { rows } = await schema.database.query<{ count: number }>(
		'SELECT count(*)::int AS count FROM iot_audit',
	);

	return only(rows).count;
}

describe('many meters from a file', () => {
	test('a dry run tells what would be, and nothing is', async () => {
		const lines = await judgeMeters(
			context,
			drafts(
				`Les Tilleuls;enedis;${point(1)};Lift;daily load_curve;yes`,
				`${schema.building};enedis;;Hall;daily;no`,
				`Nowhere;enedis;${point(2)};;daily;no`,
				`Twins;enedis;${point(2)};;daily;no`,
				`Bellevue;ores;${point(2)};;daily;no`,
				'Bellevue;enedis;123;;daily;no',
				'Les Tilleuls;enedis;;Hall;daily;no',
				`Bellevue;enedis;${point(1)};;daily;no`,
				`Bellevue;enedis;${point(3)};;;no`,
			),
		);

		expect(verdicts(lines)).toEqual([
			'new',
			'new',
			'building',
			'building_ambiguous',
			'provider_off',
			'point_id',
			'twice',
			'twice',
			'scopes',
		]);
		expect(await stored()).toEqual([]);
	});

	test('each line is a meter, a pending consent and a link', async () => {
		const lines = await onboardMeters(
			context,
			drafts(`Les Tilleuls;enedis;${point(1)};Lift;daily load_curve;yes`, 'Bellevue;enedis;;Hall;daily;no'),
		);

		expect(verdicts(lines)).toEqual(['new', 'new']);
		expect(new Set(lines.map(({ invitation }) => invitation?.token)).size).toBe(2);
		expect(lines[0]?.invitation?.expiresAt).toEqual(new Date('2026-12-25T12:00:00Z'));
		expect(await stored()).toMatchObject([
			{
				point_id: point(1),
				label: 'Lift',
				personal: true,
				building: schema.building,
				scopes: ['daily', 'load_curve'],
				status: 'pending',
				links: 1,
			},
			{ point_id: null, label: 'Hall', personal: false, scopes: ['daily'], status: 'pending', links: 1 },
		]);
	});

	test('the same file again makes new links and nothing else', async () => {
		const file = drafts(
			`Les Tilleuls;enedis;${point(1)};Lift;daily;no`,
			'Les Tilleuls;enedis;;Hall;daily;no',
		);
		const first = await onboardMeters(context, file);
		const before = await stored();
		const again = await onboardMeters(context, file);

		expect(verdicts(await judgeMeters(context, file))).toEqual(['known', 'known']);
		expect(verdicts(again)).toEqual(['known', 'known']);
		expect(again.map(({ device }) => device)).toEqual(first.map(({ device }) => device));
		expect(again[0]?.invitation?.token).not.toBe(first[0]?.invitation?.token);
		expect(await stored()).toEqual(before);
	});

	test('a meter that is connected stays as it is, and one of another building is refused', async () => {
		const { device, consent } = await schema.addMeter(point(1));
		const here = await onboardMeters(context, drafts(`Les Tilleuls;enedis;${point(1)};New;advice daily;yes`));

		expect(here).toMatchObject([{ verdict: 'connected', device, invitation: undefined }]);
		expect(await stored()).toMatchObject([{ label: null, personal: false, status: 'active', links: 0 }]);

		const there = drafts(`Bellevue;enedis;${point(1)};;daily;no`);
		expect(verdicts(await judgeMeters(context, there))).toEqual(['connected_elsewhere']);

		await schema.database.query(
			`UPDATE iot_consents SET status = 'expired', end_reason = 'expired' WHERE id = $1`,
			[consent],
		);
		const anew = await onboardMeters(context, drafts(`Les Tilleuls;enedis;${point(1)};;daily;no`));
		expect(anew).toMatchObject([{ verdict: 'new', device }]);
	});

	test('one refused line keeps all others out', async () => {
		const audits = await auditCount();
		const file = drafts(`Les Tilleuls;enedis;${point(1)};;daily;no`, `Nowhere;enedis;${point(2)};;daily;no`);

		await expect(onboardMeters(context, file)).rejects.toMatchObject({
			code: 'KILOWATCH_LINES_REFUSED',
			message: expect.stringMatching(
				/^1 of 2 lines are refused, so nothing was stored; line 3: There is no/,
			) as string,
		});
		expect(await stored()).toEqual([]);
		expect(await auditCount()).toBe(audits);
	});

	test('a hundred take no time to speak of, even twice at once', async () => {
		const file = fleet(100);
		const startedAt = performance.now();
		await onboardMeters(context, file);
		const tookMs = performance.now() - startedAt;
		await Promise.all([
			onboardMeters(context, file.toReversed()),
			onboardMeters(context, file),
			onboardMeters(context, [...file.slice(50), ...file.slice(0, 50)]),
		]);
		const rows = await stored();

		expect(rows).toHaveLength(100);
		expect(rows.every(({ links }) => links === 1)).toBe(true);
		expect(tookMs).toBeLessThan(5_000);
	});
});
