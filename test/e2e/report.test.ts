import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPdf } from '../../extensions/kilowatch/src/reports/energy-report/pdf-text.ts';
import { startTestServer, type TestServer } from '../support/directus.ts';

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

	expect(pdf.getPageCount()).toBe(1);
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
