/** ORES through Directus' own routes: configured or not, connected, synced, taken back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../scripts/process/wait-until.ts';
import { agreeAtOres } from '../../scripts/demo/holder.ts';
import type { BuildingDetail } from '../../extensions/kilowatch/src/shared/http-contract/buildings.ts';
import type { ConfigureAnswer } from '../../extensions/kilowatch/src/shared/http-contract/consents.ts';
import type { DayReading, RawReading } from '../../extensions/kilowatch/src/shared/http-contract/readings.ts';
import type { StatusDetail } from '../../extensions/kilowatch/src/shared/http-contract/status.ts';
import type { SyncAnswer } from '../../extensions/kilowatch/src/shared/http-contract/sync-runs.ts';
import { parseKey } from '../../extensions/kilowatch/src/storage/vault/encryption-key.ts';
import { unseal } from '../../extensions/kilowatch/src/storage/vault/seal.ts';
import { withClient } from '../../scripts/database/connection.ts';
import { ask, must, post } from '../support/ask.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';
import { readEveryRow } from '../support/dump.ts';
import { comeBack, configure, depart, waitForSync } from '../support/holder.ts';

let server: TestServer;
let building: string;
let device: string;
let consent: string;
let points: string[];

beforeAll(async () => {
	server = await startTestServer({
		environment: {
			KILOWATCH_ORES_TOKEN_URL: '',
			KILOWATCH_READINGS_MONTHS: '2',
			KILOWATCH_DAILY_MONTHS: '3',
		},
	});
	({ id: building } = await post(server, '/items/buildings', {
		name: 'Résidence de la Citadelle',
		country: 'BE',
		timezone: 'Europe/Brussels',
	}));
	points = (await control<{ ean: string }[]>('meters')).map(({ ean }) => ean);
});

afterAll(() => server.stop());

async function control<Answer>(resource: string, method = 'GET'): Promise<Answer> {
	return (await (
		await fetch(`${server.sandbox?.url}/sandbox/ores/${resource}`, { method })
	).json()) as Answer;
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

const ean = (index = 0) => points[index] ?? '';

const configureOres = (point: string) => ({
	method: 'POST',
	body: { provider: 'ores', point_id: point, scopes: ['daily', 'load_curve'] },
});

test('is off until everything is set, and says what is missing', async () => {
	const detail = await must<StatusDetail>(server, '/kilowatch/status');
	expect(detail.providers.find(({ name }) => name === 'ores')).toEqual({
		name: 'ores',
		configured: false,
		missing: ['KILOWATCH_ORES_TOKEN_URL'],
		note: 'no_public_api',
	});
	const refused = await ask(server, `/kilowatch/buildings/${building}/linky/configure`, configureOres(ean()));
	expect(refused).toMatchObject({ status: 503, code: 'KILOWATCH_PROVIDER_OFF' });
	expect(refused.message).toContain('set KILOWATCH_ORES_TOKEN_URL');
});

test('a token endpoint without TLS elsewhere is refused', async () => {
	await server.restart({ KILOWATCH_ORES_TOKEN_URL: 'http://ores.example.org/token' });
	expect(server.directus.log()).toContain('KILOWATCH_ORES_TOKEN_URL must be an absolute https URL');
	const { providers } = await must<StatusDetail>(server, '/kilowatch/status');
	expect(providers[1]).toMatchObject({ name: 'ores', configured: false });
});

test('a meter is connected by its EAN, whose check digit is looked at', async () => {
	await server.restart({ KILOWATCH_ORES_TOKEN_URL: `${server.sandbox?.url}/ores/oauth/token` });
	const wrong = ean().slice(0, -1) + String((Number(ean().at(-1)) + 1) % 10);
	for (const point of [wrong, '09775542606818'])
		expect(
			await ask(server, `/kilowatch/buildings/${building}/linky/configure`, configureOres(point)),
		).toMatchObject({ status: 400, code: 'KILOWATCH_POINT_ID' });

	const asked = await configure(server, building, { provider: 'ores', point_id: ean() });
	({ device, consent } = asked);
	const { consentPage, cookie } = await depart(server, asked.authorize_path);
	expect(Object.fromEntries(consentPage.searchParams)).toEqual({
		client_id: 'kilowatch-sandbox',
		redirect_uri: `${server.url}/kilowatch/oauth/ores/callback`,
		response_type: 'code',
		scope: 'consumption',
		state: expect.stringMatching(/^[\w-]{43}$/) as string,
		code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
		code_challenge_method: 'S256',
	});
	const callback = new URL(await agreeAtOres(consentPage.href, ean()));
	// Another browser has no cookie of this way.
	expect((await comeBack(server, callback)).searchParams.get('code')).toBe('unknown_state');
	const studio = await comeBack(server, callback, cookie);
	expect(studio.pathname).toBe(`/admin/kilowatch/buildings/${building}`);
	expect(Object.fromEntries(studio.searchParams)).toEqual({ consent: 'granted', meters: '1' });
	expect((await comeBack(server, callback, cookie)).searchParams.get('code')).toBe('unknown_state');
});

test('its days and quarter-hours arrive', async () => {
	expect(await waitForSync(server, device)).toMatchObject({ status: 'succeeded', error_code: null });
	const { devices } = await must<BuildingDetail>(server, `/kilowatch/buildings/${building}`);
	expect(devices).toHaveLength(1);
	const days = await must<DayReading[]>(
		server,
		`/kilowatch/buildings/${building}/readings?resolution=day&metric=consumption&device=${device}`,
	);
	expect(days.length).toBeGreaterThan(28);
	for (const day of days.slice(1, 20)) expect(day.value).toBeGreaterThan(5_000);
	const newest =
		days
			.map(({ date }) => date)
			.sort()
			.at(-1) ?? '';
	const readings = await must<RawReading[]>(
		server,
		`/items/iot_readings?limit=-1&filter[channel][device][_eq]=${device}&filter[channel][metric][_eq]=consumption&filter[timestamp][_gte]=${newest}T00:00:00Z`,
	);
	expect(readings.length).toBeGreaterThanOrEqual(90);
	for (const reading of readings) expect(reading).toMatchObject({ duration: 900, source: 'operator' });
});

test('no token is anywhere but sealed', async () => {
	const key = parseKey(server.project.environment?.IOT_ENCRYPTION_KEY ?? '');
	const rows = await withClient(server.project.database, async (client) => {
		const result = await client.query<{ owner: string; field: string; sealed: string }>(
			'SELECT owner, field, sealed FROM kilowatch_internal.vault',
		);

		return result.rows;
	});
	const mine = rows.filter(({ owner }) => !/^(audit|erased)/.test(owner));
	expect(mine.map(({ owner }) => owner)).toEqual([`consent:${consent}`]);
	const [{ sealed, ...place } = { owner: '', field: '', sealed: '' }] = mine;
	const tokens = JSON.parse(unseal(sealed, place, key ? [key] : [])) as Record<string, string>;
	const secrets = [tokens.access_token ?? '', tokens.refresh_token ?? ''];
	const dump = (await readEveryRow(server.project.database)) + server.directus.log();
	for (const secret of secrets) {
		expect(secret).toMatch(/^\S{20,}$/);
		expect(dump).not.toContain(secret);
	}
});

test('what the holder takes back at ORES ends here, with the next sync', async () => {
	await control(`consents/${ean()}`, 'DELETE');
	await must<SyncAnswer['data']>(server, `/kilowatch/buildings/${building}/linky/sync`, {
		method: 'POST',
		// Days that are there already: without them there is nothing to ask for.
		body: { devices: [device], from: daysAgo(9), to: daysAgo(5) },
	});
	const ended = await waitUntil(
		async () => {
			const found = await must<{ status: string; end_reason: string | null }>(
				server,
				`/items/iot_consents/${consent}?fields=status,end_reason`,
			);

			return found.status === 'active' ? undefined : found;
		},
		{ timeoutMs: 60_000, intervalMs: 200, onTimeout: () => new Error('The consent goes on') },
	);
	expect(ended).toEqual({ status: 'revoked', end_reason: 'revoked' });
	const again = await must<ConfigureAnswer['data']>(
		server,
		`/kilowatch/buildings/${building}/linky/configure`,
		configureOres(ean()),
	);
	expect(again.device).toBe(device);
});
