import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PortfolioBuilding } from '../../extensions/kilowatch/src/shared/http-contract/buildings.ts';
import type { ManagersAnswer } from '../../extensions/kilowatch/src/shared/http-contract/managers.ts';
import type { OnboardingLine } from '../../extensions/kilowatch/src/shared/http-contract/onboarding.ts';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import { providerEnvironment } from '../../scripts/sandbox.ts';
import { ask, must, post, type Answer } from '../support/ask.ts';
import { adminToken, startTestServer, type TestServer } from '../support/directus.ts';
import { addPerson, type Person } from '../support/people.ts';

let server: TestServer;
let tilleuls: string;
let bellevue: string;
const people: Record<string, Person> = {};

beforeAll(async () => {
	// Nobody is asked: what is tried here ends before the operator's page.
	server = await startTestServer({ sandbox: false, environment: providerEnvironment('http://127.0.0.1:9') });
	({ id: tilleuls } = await post(server, '/items/buildings', { name: 'Les Tilleuls' }));
	({ id: bellevue } = await post(server, '/items/buildings', { name: 'Bellevue' }));
	people.foreign = await addPerson(server, 'foreign');
	people.reader = await addPerson(server, 'reader', [policyIds.reader]);
	people.manager = await addPerson(server, 'manager', [policyIds.manager]);
});

afterAll(() => server.stop());

function person(name: string): Person {
	const found = people[name];
	if (!found) throw new Error(`There is no ${name}`);

	return found;
}

const HEADER = 'building;provider;point_id;label;scopes;personal;email;language';

/** Sends lines below the header as a file. */
async function onboard(
	lines: readonly string[],
	{ isDryRun = false, token = adminToken }: { isDryRun?: boolean; token?: string | null } = {},
): Promise<Answer<OnboardingLine[]>> {
	const response = await fetch(`${server.url}/kilowatch/onboarding?dry_run=${isDryRun}`, {
		method: 'POST',
		body: [HEADER, ...lines].join('\n'),
		headers: {
			Connection: 'close',
			'Content-Type': 'text/csv',
			...(token === null ? {} : { Authorization: `Bearer ${token}` }),
		},
	});
	const body = (await response.json()) as {
		data: OnboardingLine[];
		meta?: Record<string, unknown>;
		errors?: { message: string; extensions: { code: string } }[];
	};

	return {
		status: response.status,
		data: body.data,
		meta: body.meta ?? {},
		code: body.errors?.[0]?.extensions.code,
		message: body.errors?.[0]?.message,
	};
}

const point = (number: number) => String(number).padStart(14, '0');
const codes = ({ data }: Answer<OnboardingLine[]>) => data.map(({ verdict, code }) => code ?? verdict);
const countDevices = async () => (await must<unknown[]>(server, '/items/iot_devices?limit=-1')).length;

describe('many meters from a file', () => {
	test('a hundred in a second or two, and again', async () => {
		const lines = Array.from(
			{ length: 100 },
			(_, index) => `Les Tilleuls;enedis;${point(index)};Flat ${index};daily load_curve;yes;;`,
		);
		const dry = await onboard(lines, { isDryRun: true });
		expect(dry).toMatchObject({ status: 200, meta: { dry_run: true, ready: 100, refused: 0 } });
		expect(await countDevices()).toBe(0);

		const startedAt = performance.now();
		const first = await onboard(lines, { token: person('manager').token });
		const tookMs = performance.now() - startedAt;
		const again = await onboard(lines);

		expect(tookMs).toBeLessThan(8_000);
		expect(new Set(codes(first))).toEqual(new Set(['new']));
		expect(new Set(codes(again))).toEqual(new Set(['known']));
		expect(again.data.map(({ device }) => device)).toEqual(first.data.map(({ device }) => device));
		expect(new Set(first.data.map(({ invitation_url: url }) => url)).size).toBe(100);
		expect(await countDevices()).toBe(100);
	});

	test('the newest link opens the holder’s page, the one before does not', async () => {
		const line = `Les Tilleuls;enedis;${point(0)};;daily;yes;;`;
		const [before] = (await onboard([line])).data;
		const [newest] = (await onboard([line])).data;
		const open = async (url: string | null | undefined) =>
			(await fetch(url ?? '', { headers: { Connection: 'close' } })).status;

		expect(newest?.invitation_url).toMatch(new RegExp(`^${server.url}/kilowatch/holder/[\\w-]{43}$`));
		expect(await open(newest?.invitation_url)).toBe(200);
		expect(await open(before?.invitation_url)).not.toBe(200);
	});

	test('one refused line keeps all others out, and the dry run says why', async () => {
		const before = await countDevices();
		const lines = [
			`${bellevue};enedis;${point(900)};;daily;no;;`,
			`Nowhere;enedis;${point(901)};;daily;no;;`,
			`Bellevue;enedis;${point(0)};;daily;no;;`,
			`Bellevue;ores;${point(902)};;daily;no;;`,
		];

		expect(codes(await onboard(lines, { isDryRun: true }))).toEqual([
			'new',
			'building',
			'connected_elsewhere',
			// A PRM is no EAN.
			'point_id',
		]);
		expect(await onboard(lines)).toMatchObject({
			status: 400,
			code: 'KILOWATCH_LINES_REFUSED',
			message: expect.stringMatching(/^3 of 4 lines are refused, so nothing was stored; line 3: /) as string,
		});
		expect(await countDevices()).toBe(before);
	});

	test('a file that is none is a clear error', async () => {
		expect(await onboard([])).toMatchObject({ status: 400, code: 'KILOWATCH_FILE_LAYOUT' });
		const large = await onboard([`Bellevue;enedis;;${'x'.repeat(1_048_577)};daily;no;;`]);
		expect(large).toMatchObject({ status: 413, code: 'KILOWATCH_FILE_TOO_LARGE' });
	});

	test('a mail that cannot be sent is told, and the link is there all the same', async () => {
		const [line] = (await onboard([`Bellevue;enedis;${point(910)};;daily;yes;holder@example.com;fr`])).data;

		expect(line).toMatchObject({ verdict: 'new', sent: false });
		expect(line?.invitation_url).not.toBeNull();
	});

	test.each(['foreign', 'reader'])('%s learns of no building', async (name) => {
		const lines = ['Les Tilleuls', 'Nowhere', tilleuls, '00000000-0000-4000-8000-000000000000'].map(
			(building, index) => `${building};enedis;${point(920 + index)};;daily;no;;`,
		);
		const { data } = await onboard(lines, { isDryRun: true, token: person(name).token });
		const told = data.map(({ building, verdict, code, message }) => ({ building, verdict, code, message }));

		expect(told[0]).toMatchObject({ building: null, verdict: 'refused', code: 'building' });
		expect(new Set(told.map((line) => JSON.stringify(line))).size).toBe(1);
	});

	test('nobody is told to sign in', async () => {
		expect(await onboard([], { token: null })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
	});
});

describe('handing buildings over', () => {
	const handOver = (buildings: readonly string[], manager: string | null, token = adminToken) =>
		ask<{ changed: number }>(server, '/kilowatch/buildings/manager', {
			method: 'POST',
			body: { buildings, manager },
			token,
		});
	const managerOf = async (building: string) =>
		(await must<{ manager: string | null }>(server, `/items/buildings/${building}?fields=manager`)).manager;

	test('all at once, with a revision each and an entry in the audit log', async () => {
		const { token, id } = person('manager');
		const first = await handOver([tilleuls, bellevue, bellevue], id, token);
		const again = await handOver([tilleuls, bellevue], id, token);

		expect(first).toMatchObject({ status: 200, data: { changed: 2 } });
		expect(again).toMatchObject({ status: 200, data: { changed: 0 } });
		expect(await Promise.all([tilleuls, bellevue].map(managerOf))).toEqual([id, id]);
		const revisions = await must<{ activity: { user: string } }[]>(
			server,
			`/revisions?filter[collection][_eq]=buildings&filter[item][_eq]=${bellevue}&sort=-id&limit=1&fields=delta,activity.user`,
		);
		expect(revisions).toMatchObject([{ delta: { manager: id }, activity: { user: id } }]);
		const entries = await must<unknown[]>(
			server,
			'/items/iot_audit?filter[action][_eq]=building.handed_over',
		);
		expect(entries).toMatchObject([{ details: { buildings: 2 } }]);
	});

	test('the portfolio says whose they are, to who may change that', async () => {
		const read = async (name: string) =>
			(await must<PortfolioBuilding[]>(server, '/kilowatch/portfolio', { token: person(name).token })).map(
				({ manager, may_update }) => ({ manager: manager?.id ?? null, may_update }),
			);

		expect(await read('manager')).toEqual(
			[1, 2].map(() => ({ manager: person('manager').id, may_update: true })),
		);
		expect(await read('reader')).toEqual([1, 2].map(() => ({ manager: null, may_update: false })));
	});

	test('to somebody who may see buildings, and to nobody else', async () => {
		const list = await must<ManagersAnswer['data']>(server, `/kilowatch/buildings/${tilleuls}/managers`);
		const ids = list.map(({ id }) => id);
		expect(ids).toEqual(expect.arrayContaining([person('manager').id, person('reader').id]));
		expect(ids).not.toContain(person('foreign').id);
		const refused = { status: 400, code: 'KILOWATCH_NO_MANAGER' };
		for (const manager of [person('foreign').id, '00000000-0000-4000-8000-000000000000']) {
			expect(await handOver([tilleuls], manager)).toMatchObject(refused);
		}
		const reader = person('reader').id;
		await must(server, `/users/${reader}`, { method: 'PATCH', body: { status: 'suspended' } });
		expect(await handOver([tilleuls], reader)).toMatchObject(refused);
		await must(server, `/users/${reader}`, { method: 'PATCH', body: { status: 'active' } });
		expect(await managerOf(tilleuls)).toBe(person('manager').id);
	});

	test('all or none', async () => {
		for (const other of ['00000000-0000-4000-8000-000000000000', "'", 'x']) {
			expect(await handOver([bellevue, other], person('reader').id)).toMatchObject({ status: 403 });
		}
		expect(await handOver([bellevue], null, person('reader').token)).toMatchObject({ status: 403 });
		expect(await managerOf(bellevue)).toBe(person('manager').id);
		expect(await handOver([], null)).toMatchObject({ status: 400, code: 'KILOWATCH_INVALID_REQUEST' });
		expect(await handOver([bellevue], 'x')).toMatchObject({ status: 400, code: 'KILOWATCH_INVALID_REQUEST' });
	});
});

describe('where people see the buildings assigned to them', () => {
	beforeAll(async () => {
		await server.restart({ KILOWATCH_SCOPE: 'assigned' });
		for (const policy of [policyIds.manager, policyIds.reader]) {
			await must(server, `/policies/${policy}`, { method: 'PATCH', body: { app_access: false } });
		}
		people.colleague = await addPerson(server, 'colleague', [policyIds.manager]);
		await must(server, `/items/buildings/${bellevue}`, {
			method: 'PATCH',
			body: { manager: person('colleague').id },
		});
	});

	test('only one’s own take meters from a file', async () => {
		const lines = [
			`Les Tilleuls;enedis;${point(950)};;daily;no;;`,
			`Bellevue;enedis;${point(951)};;daily;no;;`,
		];
		const { token } = person('manager');

		expect(codes(await onboard(lines, { isDryRun: true, token }))).toEqual(['new', 'building']);
		expect(await onboard(lines.slice(0, 1), { token })).toMatchObject({ status: 200 });
		expect(
			codes(await onboard(lines.slice(0, 1), { isDryRun: true, token: person('reader').token })),
		).toEqual(['building']);
	});

	test('one’s own are handed over, and then they are another’s', async () => {
		const { token, id } = person('manager');
		const colleague = person('colleague');
		const give = (buildings: string[], manager: string) =>
			ask(server, '/kilowatch/buildings/manager', { method: 'POST', body: { buildings, manager }, token });

		expect(await give([tilleuls, bellevue], colleague.id)).toMatchObject({ status: 403 });
		expect(await give([tilleuls], person('foreign').id)).toMatchObject({ status: 400 });
		expect(await give([tilleuls], colleague.id)).toMatchObject({ status: 200, data: { changed: 1 } });
		expect(await give([tilleuls], id)).toMatchObject({ status: 403 });
		const revisions = await must<unknown[]>(
			server,
			`/revisions?filter[collection][_eq]=buildings&filter[item][_eq]=${tilleuls}&sort=-id&limit=1&fields=delta,activity.user`,
		);
		expect(revisions).toMatchObject([{ delta: { manager: colleague.id }, activity: { user: id } }]);
	});
});
