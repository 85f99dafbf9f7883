import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import type { ImportReport } from '../../extensions/kilowatch/src/shared/http-contract/imports.ts';
import { policyIds } from '../../extensions/kilowatch/src/shared/names.ts';
import { must, post } from '../support/ask.ts';
import { adminToken, startTestServer, type TestServer } from '../support/directus.ts';
import { addMeasuredMeter } from '../support/measured.ts';
import { addPerson } from '../support/people.ts';
import { enedisExport } from '../support/enedis-export.ts';

const POINT = '01234567890123';
const MAX_BYTES = 100_000;
const date = addDays(new Date().toISOString().slice(0, 10), -40);

let server: TestServer;
let building: string;
let device: string;

beforeAll(async () => {
	server = await startTestServer({
		sandbox: false,
		environment: { KILOWATCH_IMPORT_MAX_BYTES: String(MAX_BYTES) },
	});
	building = (await post(server, '/items/buildings', { name: 'Les Tilleuls' })).id;
	({ device } = await addMeasuredMeter(server, building, {
		pointId: POINT,
		date: addDays(date, -9),
		values: [1],
	}));
});

afterAll(() => server.stop());

interface Sent {
	status: number;
	data: ImportReport;
	code: string | undefined;
	message: string | undefined;
}

async function send(
	body: string | FormData,
	options: { type?: string; query?: string; token?: string | null; to?: string } = {},
): Promise<Sent> {
	const { token = adminToken } = options;
	const response = await fetch(
		`${server.url}/kilowatch/devices/${options.to ?? device}/import${options.query ?? ''}`,
		{
			method: 'POST',
			body,
			headers: {
				...(options.type ? { 'content-type': options.type } : {}),
				...(token ? { authorization: `Bearer ${token}` } : {}),
			},
		},
	);
	const answer = (await response.json()) as {
		data: ImportReport;
		errors?: { message: string; extensions: { code: string } }[];
	};
	const error = answer.errors?.[0];

	return {
		status: response.status,
		data: answer.data,
		code: error?.extensions.code,
		message: error?.message,
	};
}

function fileOf(from: string, points: number, prm = POINT): string {
	return enedisExport(prm, from, points);
}

function form(file: string): FormData {
	const data = new FormData();
	data.append('note', 'mes mesures');
	data.append('file', new File([file], 'Enedis_Conso_Heure.csv', { type: 'application/vnd.ms-excel' }));

	return data;
}

describe('the import of a file', () => {
	test('is looked at, stored, and changes nothing the second time', async () => {
		const file = fileOf(date, 96);
		const dry = await send(file, { type: 'text/csv; charset=utf-8', query: '?dry_run=true' });
		const real = await send(form(file));
		const again = await send(file, { type: 'application/octet-stream' });

		expect(dry).toMatchObject({ status: 200, data: { dry_run: true, run: null } });
		expect(dry.data.written.readings).toEqual({ new: 96, changed: 0, unchanged: 0, kept: 0, refused: 0 });
		expect({ ...real.data, dry_run: true, run: null }).toEqual(dry.data);
		expect(again.data.written.readings).toMatchObject({ new: 0, changed: 0, unchanged: 96 });
		const readings = await must<{ value: number; source: string }[]>(
			server,
			`/kilowatch/buildings/${building}/readings?resolution=raw&from=${date}&to=${addDays(date, 4)}`,
		);
		expect(readings.map(({ value }) => value)).toEqual(
			Array.from({ length: 96 }, (_, index) => (100 + index) / 2),
		);
		expect(new Set(readings.map(({ source }) => source))).toEqual(new Set(['file']));
		expect(await must(server, `/kilowatch/sync-runs/${real.data.run}`)).toMatchObject({
			trigger: 'file',
			status: 'succeeded',
			rows_written: 96 + real.data.written.days.new,
		});
	});

	test.each<[string, string, string, string, number]>([
		['another layout', 'Nom;Adresse\nDupont;3 rue des Lilas', 'text/csv', 'KILOWATCH_FILE_LAYOUT', 400],
		['another point', fileOf(date, 4, '99999999999999'), 'text/csv', 'KILOWATCH_OTHER_POINT', 400],
		['JSON', '{}', 'application/json', 'KILOWATCH_FILE_MISSING', 400],
		['nothing', '', 'text/csv', 'KILOWATCH_FILE_MISSING', 400],
		['a file too large', fileOf(date, 20_000), 'text/csv', 'KILOWATCH_FILE_TOO_LARGE', 413],
		['a broken form', '--x\r\nnonsense', 'multipart/form-data; boundary=x', 'KILOWATCH_FILE_MISSING', 400],
		['a form without boundary', 'x', 'multipart/form-data', 'KILOWATCH_FILE_MISSING', 400],
	])('refuses %s', async (_, body, type, code, status) => {
		expect(await send(body, { type })).toMatchObject({ status, code });
	});

	test('refuses a form without a file, and one whose file is too large', async () => {
		const empty = new FormData();
		empty.append('note', 'x');

		expect(await send(empty)).toMatchObject({ code: 'KILOWATCH_FILE_MISSING' });
		expect(await send(form(fileOf(date, 20_000)))).toMatchObject({ code: 'KILOWATCH_FILE_TOO_LARGE' });
	});

	test('refuses a query it does not know, and a device that is no electricity meter', async () => {
		const water = await post(server, '/items/iot_devices', {
			building,
			device_type: 'water_meter',
			provider: 'push',
		});

		expect(await send('x', { type: 'text/csv', query: '?dry=1' })).toMatchObject({
			code: 'KILOWATCH_INVALID_REQUEST',
		});
		expect(await send(fileOf(date, 4), { type: 'text/csv', to: water.id })).toMatchObject({
			code: 'KILOWATCH_OTHER_DEVICE',
		});
	});

	test('a reader may not, nor anybody a device that is not there', async () => {
		const reader = await addPerson(server, 'reader', [policyIds.reader]);
		const manager = await addPerson(server, 'manager', [policyIds.manager]);
		const file = fileOf(date, 96);

		expect(await send(file, { type: 'text/csv', token: reader.token })).toMatchObject({ code: 'FORBIDDEN' });
		expect(await send(file, { type: 'text/csv', token: null })).toMatchObject({ code: 'FORBIDDEN' });
		expect(await send(file, { type: 'text/csv', token: manager.token })).toMatchObject({ status: 200 });
		for (const to of ['x', '00000000-0000-4000-8000-000000000000', '%00']) {
			expect(await send(file, { type: 'text/csv', to })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
		}
	});

	test('a client that goes away leaves nothing, and the server works on', async () => {
		const before = await must<unknown[]>(
			server,
			`/items/iot_sync_runs?filter[device][_eq]=${device}&limit=-1`,
		);
		await new Promise<void>((resolve) => {
			const sending = httpRequest(`${server.url}/kilowatch/devices/${device}/import`, {
				method: 'POST',
				headers: {
					'content-type': 'text/csv',
					authorization: `Bearer ${adminToken}`,
					'content-length': 90_000,
				},
			});
			sending.on('error', () => undefined);
			sending.on('close', resolve);
			sending.write(fileOf(addDays(date, 5), 300));
			setTimeout(() => sending.destroy(), 300);
		});

		expect(await send(fileOf(date, 96), { type: 'text/csv', query: '?dry_run=true' })).toMatchObject({
			status: 200,
		});
		expect(
			await must<unknown[]>(server, `/items/iot_sync_runs?filter[device][_eq]=${device}&limit=-1`),
		).toHaveLength(before.length);
	});
});
