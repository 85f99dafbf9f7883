import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHourlyFile } from './hourly-file.ts';

let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-hours-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string, { packed = false } = {}) {
	const file = path.join(folder, packed ? 'hours.csv.gz' : 'hours.csv');
	await writeFile(file, packed ? gzipSync(text) : text);

	return readHourlyFile(file);
}

describe('readHourlyFile', () => {
	test('reads buildings as columns, packed or not; empty is not known', async () => {
		const text =
			'time,one,other\n2017-03-01 00:00:00,1.5,\n2017-03-01 01:00:00,2,0\n2017-03-01 02:00,NaN,1\n';
		for (const packed of [false, true]) {
			const [one, other] = await read(text, { packed });
			expect(one).toMatchObject({ building: 'one', hours: { firstDate: '2017-03-01', days: 1 } });
			expect([...(one?.hours.kwh.subarray(0, 3) ?? [])]).toEqual([1.5, 2, NaN]);
			expect([...(other?.hours.kwh.subarray(0, 3) ?? [])]).toEqual([NaN, 0, 1]);
		}
	});

	test('days and hours that have no line are not known', async () => {
		const [one] = await read('time,one\n2017-03-01T23:00,1\n2017-03-03T00:00,2\n');
		expect(one?.hours.days).toBe(3);
		expect(one?.hours.kwh[23]).toBe(1);
		expect(one?.hours.kwh[48]).toBe(2);
		expect(one?.hours.kwh.filter((value) => !Number.isNaN(value))).toHaveLength(2);
	});

	test('an hour that comes twice is the mean of both', async () => {
		const [one] = await read('time,one\n2017-10-29 02:00:00,1\n2017-10-29 02:00:00,3\n');
		expect(one?.hours.kwh[2]).toBe(2);
	});

	test.each([
		['time,one\n2017-03-01 00:30:00,1\n', 'line 2: "2017-03-01 00:30:00" is not the start of an hour'],
		['time,one\n2017-02-30 00:00:00,1\n', 'is not the start of an hour'],
		['time,one\n2017-03-01 00:00:00,much\n', 'line 2: "much" of one is not a number'],
		['time\n2017-03-01 00:00:00\n', 'names no building'],
		['time,one\n', 'there are no hours'],
		['time,one\n2017-03-01 00:00:00,1,2\n', 'Invalid Record Length'],
	])('says what is wrong with %j', async (text, sentence) => {
		await expect(read(text)).rejects.toThrow(sentence);
	});

	test('says that a file is not there', async () => {
		await expect(readHourlyFile(path.join(folder, 'nothing.csv'))).rejects.toThrow('ENOENT');
	});
});
