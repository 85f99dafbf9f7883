/** A holder takes back what is allowed while it is being fetched, erased or read. */
import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { eraseDevice, finishErasures } from '../../extensions/kilowatch/src/consent/erase-device.ts';
import { personalDataJson } from '../../extensions/kilowatch/src/consent/personal-data.ts';
import { withdrawConsent } from '../../extensions/kilowatch/src/consent/withdraw-consent.ts';
import type { ConsentContext } from '../../extensions/kilowatch/src/consent/consent-context.ts';
import type { ConsentScope } from '../../extensions/kilowatch/src/shared/names.ts';
import { readSnapshot } from '../../extensions/kilowatch/src/storage/snapshot.ts';
import { parseKey } from '../../extensions/kilowatch/src/storage/vault/encryption-key.ts';
import { createVault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import { closeRun } from '../../extensions/kilowatch/src/sync/close-run.ts';
import { workRun } from '../../extensions/kilowatch/src/sync/work-run.ts';
import { queueRun } from '../../extensions/kilowatch/src/storage/sync-runs.ts';
import { only } from '../support/schema.ts';
import {
	context as runContext,
	device,
	noon,
	operator,
	schema,
	useSyncedMeter,
} from '../support/synced-meter.ts';

useSyncedMeter();

const key = parseKey(randomBytes(32).toString('hex'));
let consent: string;

beforeEach(async () => {
	const { rows } = await schema.database.query<{ id: string }>(
		`UPDATE iot_consents SET granted_at = now() WHERE device = $1 RETURNING id`,
		[device],
	);
	consent = only(rows).id;
});

function context(change: Partial<ConsentContext> = {}): ConsentContext {
	return {
		database: schema.database,
		vault: createVault(key ? [key] : []),
		providers: new Map(),
		now: () => noon,
		removeFiles: () => Promise.resolve(),
		...change,
	};
}

const withdraw = (request: { scopes?: ConsentScope[]; erase?: boolean } = {}) =>
	withdrawConsent(context(), consent, { ...request, actor: { kind: 'holder' } });

/** A run, worked off by one job as a process does it; `meanwhile` happens during its first call of that measure. */
async function syncWhile(measure: string, meanwhile: () => Promise<unknown>): Promise<string[]> {
	let isDone = false;
	const asked = operator();
	const provider = {
		...asked,
		fetchWindow: async (...given: Parameters<typeof asked.fetchWindow>) => {
			const answer = await asked.fetchWindow(...given);
			if (given[0].measure === measure && !isDone) {
				isDone = true;
				await meanwhile();
			}

			return answer;
		},
	};
	const run = await queueRun(schema.database, { device, trigger: 'schedule' });
	await workRun({ ...runContext(provider), finish: () => Promise.resolve() }, run);
	await closeRun(schema.database, run);

	return asked.asked;
}

async function count(table: string, where = 'true'): Promise<number> {
	const { rows } = await schema.database.query<{ rows: number }>(
		`SELECT count(*)::int AS rows FROM ${table} WHERE ${where} AND
			${table === 'iot_sync_runs' || table === 'iot_channels' ? 'device' : 'channel IN (SELECT id FROM iot_channels WHERE device'} = $1
			${table === 'iot_sync_runs' || table === 'iot_channels' ? '' : ')'}`,
		[device],
	);

	return only(rows).rows;
}

test('taken back in the middle of a call, nothing of its answer is stored, and no other call is made', async () => {
	const asked = await syncWhile('load_curve', () => withdraw());

	expect(asked.filter((call) => call.startsWith('load_curve'))).toHaveLength(1);
	expect(await count('iot_readings')).toBe(0);
	expect(await count('iot_sync_runs', `status = 'failed' AND error_code = 'consent_withdrawn'`)).toBe(1);
});

test('the curve taken back in the middle of its call does not come back, and the days still come', async () => {
	const asked = await syncWhile('load_curve', () => withdraw({ scopes: ['load_curve'] }));

	expect(asked.filter((call) => call.startsWith('load_curve'))).toHaveLength(1);
	expect(asked.some((call) => call.startsWith('daily '))).toBe(true);
	expect(await count('iot_readings')).toBe(0);
	expect(await count('iot_daily', 'value = 4810')).toBeGreaterThan(0);
	expect(await count('iot_daily', 'points_received > 0 OR curve_value IS NOT NULL')).toBe(0);
});

test('an erasure in the middle of a call leaves nothing behind', async () => {
	await syncWhile('load_curve', () => withdraw({ erase: true }));

	for (const table of ['iot_devices', 'iot_consents', 'iot_channels', 'iot_sync_runs']) {
		const { rows } = await schema.database.query(
			`SELECT FROM ${table} WHERE ${table === 'iot_devices' ? 'id' : 'device'} = $1`,
			[device],
		);
		expect([table, rows]).toEqual([table, []]);
	}
	const keys = await schema.database.query('SELECT FROM kilowatch_internal.audit_keys WHERE device = $1', [
		device,
	]);
	expect(keys.rows).toEqual([]);
});

test('an erasure whose process died goes on where it stopped, by one of several, and is told once', async () => {
	await syncWhile('none', () => Promise.resolve());
	const readings = await count('iot_readings');
	const file = await schema.database.query<{ id: string }>(
		'INSERT INTO directus_files (id) VALUES (gen_random_uuid()) RETURNING id',
	);
	await schema.database.query(
		`WITH report AS (
			INSERT INTO iot_reports (building, period_from, period_to, locale, file, fingerprint)
			VALUES ($1, '2026-10-01', '2026-11-01', 'fr', $2, 'f') RETURNING id
		)
		INSERT INTO kilowatch_internal.report_devices (report, device) SELECT id, $3 FROM report`,
		[schema.building, only(file.rows).id, device],
	);
	const dying = context({ removeFiles: () => Promise.reject(new Error('The process died')) });

	await expect(withdrawConsent(dying, consent, { erase: true, actor: { kind: 'holder' } })).rejects.toThrow(
		'The process died',
	);
	expect(await count('iot_readings')).toBe(0);
	expect(await finishErasures({ ...context(), log: () => undefined })).toBe(0);
	await schema.database.query('UPDATE kilowatch_internal.erasures SET next_try_at = now()');
	const finished = await Promise.all([
		finishErasures({ ...context(), log: () => undefined }),
		finishErasures({ ...context(), log: () => undefined }),
		eraseDevice(context(), device),
	]);

	expect(finished.slice(0, 2)).toEqual(expect.arrayContaining([1, 0]));
	const { rows } = await schema.database.query<{ details: unknown }>(
		`SELECT details FROM iot_audit WHERE action = 'data.erased' AND (details ->> 'readings')::int = $1`,
		[readings],
	);
	expect(rows).toHaveLength(1);
	expect(await count('iot_channels')).toBe(0);
});

test('an export is one moment of the database, whatever is stored while it is read', async () => {
	await syncWhile('none', () => Promise.resolve());
	const readings = await count('iot_readings');
	let text = '';
	for await (const piece of personalDataJson(context(), device)) {
		if (text === '') await withdraw({ scopes: ['load_curve'] });
		text += piece;
	}
	const parts = JSON.parse(text) as { readings: unknown[]; consents: { scopes: string[] }[] };

	expect(parts.readings).toHaveLength(readings);
	expect(only(parts.consents).scopes).toEqual(['daily', 'load_curve']);
	expect(await count('iot_readings')).toBe(0);
});

test('who stops taking an export lets go of its connection, and so does who takes nothing', async () => {
	const endless = async function* (): AsyncGenerator<number> {
		for (let number = 0; ; number++) yield await Promise.resolve(number);
	};
	for (let times = 0; times < 20; times++) {
		for await (const piece of readSnapshot(schema.database, endless)) if (piece === 5) break;
	}
	const slow = readSnapshot(schema.database, endless, 50);
	await slow.next();
	await new Promise((resolve) => setTimeout(resolve, 200));
	await expect(
		(async () => {
			for await (const piece of slow) if (piece > 100) break;
		})(),
	).rejects.toThrow('Nobody takes');

	const { rows } = await schema.database.query<{ open: number }>(
		`SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'`,
	);
	expect(only(rows).open).toBe(0);
});
