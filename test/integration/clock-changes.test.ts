/**
 * From the simulated operator over HTTP into the tables: on each day of a clock change and in each step, the points stored are
 * the points sent, none lost and none merged, and the energy is what was sent.
 */
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runDevice } from '../../extensions/kilowatch/src/sync/run-device.ts';
import { askAndClaim } from '../support/claimed-run.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';
import { startSimulatedOperator, type SimulatedOperator } from '../support/simulated-operator.ts';
import { noTokens } from '../support/no-tokens.ts';

const NOW = '2027-11-03T09:00:00Z';
const steps = [5, 10, 15, 30, 60] as const;
/** `dso-apis`' table: hours of the day, and so points of each step */
const days = [
	['2026-03-29', 23],
	['2027-03-28', 23],
	['2026-10-25', 25],
	['2027-10-31', 25],
	['2027-06-15', 24],
] as const;

interface SandboxMeter {
	pointId: string;
	consumption: boolean;
	isCurveCollected: boolean;
	activatedOn: string;
	persona: number | null;
}

let schema: SchemaForTest;
let operator: SimulatedOperator;
/** a shared meter and its device for each step */
const meters = new Map<number, { pointId: string; device: string; channel: number }>();

beforeAll(async () => {
	schema = await createSchema();
	operator = await startSimulatedOperator(NOW);
	const known = await operator.control<SandboxMeter[]>('meters', 'GET');
	const usable = known.filter(
		({ consumption, isCurveCollected, activatedOn, persona }) =>
			consumption && isCurveCollected && activatedOn < '2026-01-01' && persona === null,
	);
	for (const [index, step] of steps.entries()) {
		const meter = only(usable.slice(index, index + 1));
		await operator.share(meter.pointId);
		await operator.control(`meters/${meter.pointId}`, 'PUT', { curveStepMinutes: step });
		meters.set(step, { pointId: meter.pointId, ...(await schema.addMeter(meter.pointId)) });
	}
});

afterAll(async () => {
	await operator.stop();
	await schema.drop();
});

/** What the operator sends for a day, as it sends it. */
async function sentOn(pointId: string, date: string): Promise<{ v: string; d: string; p: string }[]> {
	const token = await fetch(`${operator.url}/oauth2/v3/token`, {
		method: 'POST',
		body: new URLSearchParams({
			grant_type: 'client_credentials',
			client_id: 'kilowatch-sandbox',
			client_secret: 'kilowatch-sandbox-secret',
		}),
	});
	const { access_token } = (await token.json()) as { access_token: string };
	const next = DateTime.fromISO(date, { zone: 'utc' }).plus({ days: 1 }).toISODate() ?? '';
	const query = new URLSearchParams({ pointId, dateDebut: date, dateFin: next });
	const answer = await fetch(
		`${operator.url}/mesure_synchrone_auto/v2/courbe_de_charge_consommation?${query.toString()}`,
		{ headers: { authorization: `Bearer ${access_token}` } },
	);
	const body = (await answer.json()) as { grandeur: { points: { v: string; d: string; p: string }[] }[] };

	return body.grandeur[0]?.points ?? [];
}

async function sync(device: string, from: string): Promise<void> {
	const to = DateTime.fromISO(from, { zone: 'utc' }).plus({ days: 1 }).toISODate() ?? '';
	const run = await askAndClaim(schema.database, { device, trigger: 'manual', period: { from, to } });
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
	await schema.database.query('UPDATE iot_sync_runs SET status = $2 WHERE id = $1', [run.id, outcome.status]);
	expect(outcome).toEqual({
		status: 'succeeded',
		error_code: null,
		error_message: null,
		error_excerpt: null,
	});
}

interface Stored {
	start: number;
	duration: number;
	value: number;
	quality: string;
}

async function storedOn(channel: number, date: string): Promise<Stored[]> {
	const midnight = DateTime.fromISO(date, { zone: 'Europe/Paris' });
	const { rows } = await schema.database.query<Stored>(
		`SELECT extract(epoch FROM "timestamp")::float8 AS start, duration, value, quality FROM iot_readings
		 WHERE channel = $1 AND "timestamp" >= to_timestamp($2) AND "timestamp" < to_timestamp($3) ORDER BY id`,
		[channel, midnight.toSeconds(), midnight.plus({ days: 1 }).toSeconds()],
	);

	return rows;
}

describe.each(days)('%s, a day of %i hours', (date, hours) => {
	test.each(steps)('in steps of %i minutes', async (step) => {
		const { pointId, device, channel } = meters.get(step) ?? { pointId: '', device: '', channel: 0 };
		const sent = await sentOn(pointId, date);
		expect(sent).toHaveLength((hours * 60) / step);
		await sync(device, date);

		const stored = await storedOn(channel, date);
		const midnight = DateTime.fromISO(date, { zone: 'Europe/Paris' }).toSeconds();
		expect(stored.map(({ start }) => start)).toEqual(sent.map((_, index) => midnight + index * step * 60));
		expect(new Set(stored.map(({ duration, quality }) => `${duration} ${quality}`))).toEqual(
			new Set([`${step * 60} raw`]),
		);
		// W × minutes are whole numbers, so what was sent and what is stored can be compared as such.
		expect(stored.map(({ value }) => Math.round(value * 60 * 1e6) / 1e6)).toEqual(
			sent.map(({ v }) => Number(v) * step),
		);
		const { rows } = await schema.database.query<{
			curve_value: number;
			points_expected: number;
			status: string;
		}>(
			'SELECT curve_value, points_expected, points_received, status FROM iot_daily WHERE channel = $1 AND date = $2',
			[channel, date],
		);
		const sentWh = sent.reduce((sum, { v }) => sum + Number(v) * step, 0) / 60;
		const day = only(rows);
		expect(Math.abs(day.curve_value - sentWh)).toBeLessThan(1e-6);
		expect(day).toMatchObject({
			points_expected: sent.length,
			points_received: sent.length,
			status: 'complete',
		});

		await sync(device, date);
		expect(await storedOn(channel, date)).toEqual(stored);
	});
});
