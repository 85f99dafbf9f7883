/** The provider of `docs/adding-a-provider.md`, from its holder's consent to the stored days: nothing but its folder is new. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectMeter } from '../../extensions/kilowatch/src/consent/connect-meter.ts';
import { finishConsent } from '../../extensions/kilowatch/src/consent/finish-consent.ts';
import { startConsent } from '../../extensions/kilowatch/src/consent/start-consent.ts';
import { datesBetween, localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { readConsent } from '../../extensions/kilowatch/src/storage/consents.ts';
import { takeOauthTransaction } from '../../extensions/kilowatch/src/storage/oauth-transactions.ts';
import { createVault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import { parseKey } from '../../extensions/kilowatch/src/storage/vault/encryption-key.ts';
import { runDevice } from '../../extensions/kilowatch/src/sync/run-device.ts';
import { createFixtureProvider } from '../providers/fixture-provider.ts';
import { askAndClaim } from '../support/claimed-run.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';
import { openGate } from '../../extensions/kilowatch/src/providers/http/call-gate.ts';
import { noBreakers } from '../../extensions/kilowatch/src/providers/http/circuit-breaker.ts';
import { noTokens } from '../support/no-tokens.ts';

const EAN = '541456700000000014';
const ZONE = 'Europe/Brussels';
const CONNECTED_ON = '2026-10-05';
const now = () => new Date('2026-11-23T09:00:00Z');

let schema: SchemaForTest;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());

/** Its operator: quarter-hours of 0.125 kWh and days of 12 kWh since the meter was connected, nine days of curve a call. */
function operator() {
	let mandateEnded = false;
	const asked: string[] = [];
	const refuse = (status: number, error: string) => Response.json({ error }, { status });

	const answer = ({ pathname, searchParams }: URL, apiKey: string | null): Response => {
		const [, , , ean, measure] = pathname.split('/');
		const [from, to] = [searchParams.get('from') ?? '', searchParams.get('to') ?? ''];
		asked.push(`${measure} ${from} ${to}`);
		if (apiKey !== 'secret') return refuse(403, 'key_revoked');
		if (mandateEnded) return refuse(403, 'mandate_ended');
		if (from < CONNECTED_ON) return refuse(400, 'before_connection');
		if (measure === 'daily') {
			return Response.json({ ean, totals: datesBetween(from, to).map((date) => ({ date, kwh: '12' })) });
		}
		if (datesBetween(from, to).length > 9) return refuse(400, 'window_too_long');
		const intervals = localDays(from, to, ZONE).flatMap(({ startSeconds, endSeconds }) =>
			Array.from({ length: (endSeconds - startSeconds) / 900 }, (_, quarter) => ({
				start: new Date((startSeconds + quarter * 900) * 1000).toISOString(),
				minutes: 15,
				kwh: '0.125',
				validated: true,
			})),
		);

		return Response.json({ ean, intervals });
	};

	return {
		asked,
		endMandate: () => (mandateEnded = true),
		provider: createFixtureProvider(
			{ apiUrl: new URL('https://grid.example.org/api/'), apiKey: 'secret' },
			{
				fetch: (input, init) =>
					Promise.resolve(
						answer(
							new URL(input instanceof Request ? input.url : input),
							new Headers(init?.headers).get('x-api-key'),
						),
					),
				now,
				sleep: () => Promise.resolve(),
				gate: openGate,
				breakers: noBreakers,
			},
		),
	};
}

test('a meter of a new operator is connected, fetched and stopped without a line of its own elsewhere', async () => {
	const { provider, asked, endMandate } = operator();
	const key = parseKey(randomBytes(32).toString('hex'));
	const { device, consent } = await connectMeter(schema.database, provider, {
		building: schema.building,
		pointId: undefined,
		scopes: ['daily', 'load_curve'],
		label: 'Machine room',
		personal: false,
		requestedBy: null,
	});
	const pending = await readConsent(schema.database, consent);
	if (!pending) throw new Error('There is no consent');
	const context = { database: schema.database, vault: createVault(key ? [key] : []), now };
	const way = await startConsent(context, provider, pending, null);
	expect(Object.fromEntries(way.url.searchParams)).toEqual({ state: way.state, months: '24' });
	const transaction = await takeOauthTransaction(schema.database, context.vault, {
		...way,
		provider: 'fluvius',
	});
	if (!transaction) throw new Error('The way back is lost');
	expect(await finishConsent(context, provider, transaction, { mandate: 'M-1', ean: EAN })).toMatchObject({
		kind: 'granted',
		device,
		meters: 1,
	});

	const sync = async () => {
		const run = await askAndClaim(schema.database, { device, trigger: 'manual' });
		const outcome = await runDevice(
			{
				database: schema.database,
				providers: new Map([['fluvius', provider]]),
				retentionMonths: { totals: 36, curve: 24 },
				slice: undefined,
				...noTokens,
				now,
				log: () => undefined,
			},
			run,
		);
		await schema.database.query('UPDATE iot_sync_runs SET status = $2 WHERE id = $1', [
			run.id,
			outcome.status,
		]);

		return outcome;
	};

	expect(await sync()).toMatchObject({ status: 'succeeded' });
	const { rows: days } = await schema.database.query<{ date: string; curve_value: number }>(
		`SELECT date, value, curve_value, points_expected, points_received, status FROM iot_daily
		 JOIN iot_channels channel ON channel.id = iot_daily.channel WHERE channel.device = $1 ORDER BY date`,
		[device],
	);
	expect(days.map(({ date }) => date)).toEqual(datesBetween(CONNECTED_ON, '2026-11-23'));
	for (const { date, ...day } of days) {
		const points = date === '2026-10-25' ? 100 : 96;
		expect(day, date).toEqual({
			value: 12_000,
			curve_value: points * 125,
			points_expected: points,
			points_received: points,
			status: 'complete',
		});
	}
	const { rows } = await schema.database.query(
		`SELECT point_id, status, totals_floor, curve_floor
		 FROM iot_devices JOIN iot_channels ON device = iot_devices.id WHERE device = $1`,
		[device],
	);
	expect(only(rows)).toEqual({
		point_id: EAN,
		status: 'active',
		totals_floor: CONNECTED_ON,
		curve_floor: CONNECTED_ON,
	});
	expect(asked.slice(0, 3)).toEqual([
		'daily 2026-10-23 2026-11-23',
		'load_curve 2026-11-13 2026-11-23',
		'load_curve 2026-11-14 2026-11-23',
	]);

	const callsBefore = asked.length;
	expect(await sync()).toMatchObject({ status: 'succeeded' });
	expect(asked).toHaveLength(callsBefore);

	endMandate();
	await schema.database.query(`DELETE FROM iot_daily WHERE date = '2026-11-22'`);
	expect(await sync()).toMatchObject({ status: 'failed', error_code: 'mandate_ended' });
	expect(await readConsent(schema.database, consent)).toMatchObject({ status: 'revoked' });
});
