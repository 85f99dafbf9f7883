import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPdf } from '../../extensions/kilowatch/src/reports/energy-report/pdf-text.ts';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import { post } from '../support/ask.ts';
import { adminToken, startTestServer, type TestServer } from '../support/directus.ts';
import { addPerson, type Person } from '../support/people.ts';

let server: TestServer;
let building: string;

beforeAll(async () => {
	server = await startTestServer({ sandbox: false });
	await call('PATCH', '/settings', { project_name: 'Régie Centrale', default_language: 'fr-FR' });
	building = (await call<{ id: string }>('POST', '/items/buildings', { name: 'Résidence “Les Tilleuls”' }))
		.id;
	const device = await call<{ id: string }>('POST', '/items/iot_devices', {
		building,
		provider: 'enedis',
		point_id: '22516914714270',
		label: 'Escalier',
		status: 'active',
	});
	const channel = await call<{ id: number }>('POST', '/items/iot_channels', {
		device: device.id,
		metric: 'consumption',
		unit: 'Wh',
	});
	await call('POST', '/items/iot_daily', {
		id: channel.id * 2 ** 20 + Date.parse('2026-10-05') / 86_400_000,
		channel: channel.id,
		date: '2026-10-05',
		value: 12_345_000,
		status: 'complete',
		source: 'operator',
	});
});
afterAll(() => server.stop());

/** The `data` of an answer, which must be one of success. */
async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
	const response = await server.request(path, { method, ...(body === undefined ? {} : { body }) });
	const text = await response.text();
	if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);

	return (text === '' ? undefined : (JSON.parse(text) as { data: Answer }).data) as Answer;
}

/** A Flow of the one operation that anyone's request starts; what it answers, as its last step says it. */
async function runFlow(options: object, token?: string | null): Promise<unknown> {
	const flow = await call<{ id: string }>('POST', '/flows', {
		name: 'Report',
		trigger: 'webhook',
		status: 'active',
		accountability: 'activity',
		options: { method: 'POST', return: '$last' },
	});
	try {
		const operation = await call<{ id: string }>('POST', '/operations', {
			flow: flow.id,
			key: 'report',
			type: 'kilowatch-report',
			position_x: 19,
			position_y: 1,
			options,
		});
		await call('PATCH', `/flows/${flow.id}`, { operation: operation.id });
		const response = await server.request(`/flows/trigger/${flow.id}`, {
			method: 'POST',
			body: { building },
			...(token === undefined ? {} : { token }),
		});

		return await response.json();
	} finally {
		await server.request(`/flows/${flow.id}`, { method: 'DELETE' });
	}
}

test('a Flow prints a report into a file, with a row that bears its fingerprint', async () => {
	const answer = (await runFlow({
		building: '{{$trigger.body.building}}',
		from: '2026-10-01',
		to: '2026-11-01',
		locale: '',
	})) as { file: string; report: string };
	const report = await call<object>('GET', `/items/iot_reports/${answer.report}`);
	const file = await call<object>('GET', `/files/${answer.file}?fields=*,folder.name`);
	const bytes = new Uint8Array(await (await server.request(`/assets/${answer.file}`)).arrayBuffer());
	const pdf = await loadPdf(bytes);
	const attachment = pdf.getAttachments()[0];

	expect(pdf.getPageCount()).toBeGreaterThan(2);
	// The project's language, for the operation asks for none.
	expect(pdf.getTitle()).toBe('Rapport énergétique – Résidence “Les Tilleuls” – octobre 2026');
	expect(pdf.getAuthor()).toBe('Régie Centrale');
	expect(attachment?.name).toBe('facts.json');
	expect(report).toMatchObject({
		building,
		period_from: '2026-10-01',
		period_to: '2026-11-01',
		locale: 'fr',
		file: answer.file,
		fingerprint: createHash('sha256')
			.update(attachment?.data ?? '')
			.digest('hex'),
	});
	expect(JSON.parse(new TextDecoder().decode(attachment?.data))).toMatchObject({
		figures: { knownDays: 1, totalWh: 12_345_000 },
	});
	expect(file).toMatchObject({
		title: pdf.getTitle(),
		filename_download: 'residence-les-tilleuls-2026-10-01-fr.pdf',
		type: 'application/pdf',
		folder: { name: 'Kilowatch reports' },
	});
});

test('reports share one folder', async () => {
	await runFlow({ building, locale: 'de' });
	const folders = await call<object[]>('GET', '/folders?filter[name][_eq]=Kilowatch reports');

	expect(folders).toHaveLength(1);
});

test.each([
	[{ building: '' }, 'KILOWATCH_INVALID_REQUEST'],
	[{ manager: '00000000-0000-4000-8000-000000000001' }, 'KILOWATCH_INVALID_REQUEST'],
	[{ period: '2026-13' }, 'KILOWATCH_INVALID_REQUEST'],
	[{ period: '2026-10', from: '2026-10-01' }, 'KILOWATCH_INVALID_REQUEST'],
	[{ period: '2099' }, 'KILOWATCH_INVALID_REQUEST'],
	[{ folder: '00000000-0000-4000-8000-000000000000' }, 'KILOWATCH_INVALID_REQUEST'],
	[{ folder: 'reports' }, 'KILOWATCH_INVALID_REQUEST'],
	[{ from: '2026-02-30' }, 'KILOWATCH_INVALID_REQUEST'],
	[{ from: '2026-10-02', to: '2026-10-02' }, 'KILOWATCH_INVALID_REQUEST'],
	[{ from: '2024-01-01', to: '2026-01-01' }, 'KILOWATCH_INVALID_REQUEST'],
	[{ locale: 'es' }, 'KILOWATCH_INVALID_REQUEST'],
	[{ building: '00000000-0000-4000-8000-000000000000' }, 'FORBIDDEN'],
])('the Flow is told why %j is refused', async (options, code) => {
	expect(JSON.stringify(await runFlow({ building, ...options }))).toContain(code);
});

test('who may not see the building gets no report of it', async () => {
	const countReports = async () => (await call<object[]>('GET', '/items/iot_reports?limit=-1')).length;
	const before = await countReports();

	expect(JSON.stringify(await runFlow({ building }, null))).toContain('FORBIDDEN');
	expect(await countReports()).toBe(before);
});

test('the route sends a month or a year, in the language that is asked for, the same bytes each time', async () => {
	const ask = async (query: string, headers: Record<string, string> = {}) => {
		const response = await server.request(`/kilowatch/buildings/${building}/report${query}`, { headers });

		return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
	};
	const month = await ask('?period=2026-10&locale=nl-BE');
	const again = await ask('?period=2026-10&locale=nl-BE');
	const year = await ask('?period=2026', { 'Accept-Language': 'de-AT,de;q=0.9' });

	expect(month.response.status).toBe(200);
	expect(month.response.headers.get('content-type')).toBe('application/pdf');
	expect(month.response.headers.get('content-disposition')).toBe(
		'attachment; filename="residence-les-tilleuls-2026-10-01-nl.pdf"',
	);
	expect(month.response.headers.get('cache-control')).toBe('private, no-store');
	expect(Buffer.from(again.bytes).equals(Buffer.from(month.bytes))).toBe(true);
	expect((await loadPdf(month.bytes)).getTitle()).toBe(
		'Energierapport – Résidence “Les Tilleuls” – oktober 2026',
	);
	expect((await loadPdf(year.bytes)).getTitle()).toBe('Energiebericht – Résidence “Les Tilleuls” – 2026');
	for (const query of ['?period=2026-13', '?period=2099-01', '?locale=es', '?from=2026-01-01']) {
		expect((await ask(query)).response.status, query).toBe(400);
	}
});

test('without a language of the browser the project’s is taken', async () => {
	const response = await server.request(`/kilowatch/buildings/${building}/report?period=2026-10`, {
		headers: { 'Accept-Language': 'es' },
	});

	expect(response.headers.get('content-disposition')).toContain('2026-10-01-fr.pdf');
});

describe('of all buildings of a manager', () => {
	let manager: Person;
	let other: Person;
	let folder: string;
	let files: string[];

	beforeAll(async () => {
		manager = await addPerson(server, 'manager', [policyIds.manager]);
		// Any file, as people are given where a project has no rules.
		other = await addPerson(server, 'other', [await policyOnFiles()]);
		folder = (await post(server, '/folders', { name: 'Assemblée' })).id;
		for (const name of ['Bellevue', 'Les Acacias']) {
			await call('POST', '/items/buildings', { name, manager: manager.id });
		}
	});

	/** A policy that reads every file, and no building. */
	async function policyOnFiles(): Promise<string> {
		const { id } = await call<{ id: string }>('POST', '/policies', { name: 'Files', app_access: false });
		await call('POST', '/permissions', {
			policy: id,
			collection: 'directus_files',
			action: 'read',
			fields: ['*'],
			permissions: {},
			validation: {},
		});

		return id;
	}

	test('a file each, in the folder that was asked for', async () => {
		const made = (await runFlow({ manager: manager.id, period: 'last_year', folder, locale: 'en' })) as {
			files: string[];
			reports: string[];
			failed: unknown[];
		};
		files = made.files;
		const stored = await call<{ title: string; folder: string }[]>(
			'GET',
			`/files?filter[id][_in]=${files.join()}&fields=title,folder&sort=title`,
		);

		expect(made).not.toHaveProperty('file');
		expect(made.failed).toEqual([]);
		expect(made.reports).toHaveLength(2);
		expect(stored.map((file) => file.folder)).toEqual([folder, folder]);
		expect(stored.map(({ title }) => title)).toEqual([
			expect.stringContaining('Energy report – Bellevue – '),
			expect.stringContaining('Energy report – Les Acacias – '),
		]);
	});

	test('who has none of these buildings gets none of their reports', async () => {
		expect(JSON.stringify(await runFlow({ manager: manager.id }, other.token))).toContain('FORBIDDEN');
		expect(JSON.stringify(await runFlow({ manager: other.id }))).toContain('FORBIDDEN');
	});

	test('a file is for who may see its building, whoever may read files', async () => {
		const [file] = files;
		const statusFor = async (token: string | null, path: string) =>
			(await server.request(path, { token })).status;
		const seenBy = async (person: Person, query: string) => {
			const response = await server.request(`/files?${query}`, { token: person.token });

			return JSON.stringify(await response.json());
		};

		expect(await statusFor(manager.token, `/assets/${file}`)).toBe(200);
		expect(await statusFor(manager.token, `/assets/${file}/report.pdf?download`)).toBe(200);
		for (const path of [
			`/assets/${file}`,
			`/assets/${file}/report.pdf`,
			`/assets/${file?.toUpperCase()}`,
			`/assets/${file}x.pdf`,
			`/assets/${encodeURIComponent(file ?? '')}?key=system-small-cover`,
			`/files/${file}`,
		]) {
			expect(await statusFor(other.token, path), path).toBe(403);
			expect(await statusFor(null, path), path).toBe(403);
		}
		expect(await seenBy(other, 'fields=title')).not.toContain('Bellevue');
		expect(await seenBy(other, 'aggregate[count]=*&groupBy[]=title')).not.toContain('Bellevue');
		const archive = await server.request('/assets/files', {
			method: 'POST',
			body: { ids: files },
			token: other.token,
		});
		expect(archive.ok).toBe(false);
	});

	test('other files are what they were', async () => {
		const logo = await uploadText();

		expect((await server.request(`/assets/${logo}`, { token: other.token })).status).toBe(200);
		expect((await server.request(`/assets/${logo}`, { token: manager.token })).status).toBe(403);
	});

	async function uploadText(): Promise<string> {
		const form = new FormData();
		form.append('file', new Blob(['hello'], { type: 'text/plain' }), 'hello.txt');
		const response = await fetch(`${server.url}/files`, {
			method: 'POST',
			headers: { Authorization: `Bearer ${adminToken}` },
			body: form,
		});

		return ((await response.json()) as { data: { id: string } }).data.id;
	}
});
