/** The file of a building has what its routes answer, row for row, and an overview that agrees with its tables. */
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localDays } from '../../extensions/kilowatch/src/domain/local-days.ts';
import {
	readExportChannels,
	type ExportChannel,
} from '../../extensions/kilowatch/src/insight/export/export-channels.ts';
import {
	countDays,
	countReadings,
	exportDays,
	exportHours,
	exportReadings,
} from '../../extensions/kilowatch/src/insight/export/export-rows.ts';
import { readHours } from '../../extensions/kilowatch/src/insight/hour-readings.ts';
import { readMonths } from '../../extensions/kilowatch/src/insight/month-readings.ts';
import { readRaw } from '../../extensions/kilowatch/src/insight/raw-readings.ts';
import { readDays } from '../../extensions/kilowatch/src/insight/readings.ts';
import {
	buildingCsv,
	buildingWorkbook,
	type BuildingExport,
} from '../../extensions/kilowatch/src/reports/building-export/building-export.ts';
import type { Resolution } from '../../extensions/kilowatch/src/shared/names.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

const timeZone = 'Europe/Paris';
/** Over autumn's repeated hour and the end of a month. */
const period = { from: '2026-10-22', to: '2026-11-03' };
const formula = '=HYPERLINK("http://example.com")';

let schema: SchemaForTest;
let channels: ExportChannel[];
let building: BuildingExport['building'];

beforeAll(async () => {
	schema = await createSchema();
	for (const [index, stepSeconds] of [600, 1800].entries()) {
		const { channel, device } = await schema.addMeter(String(22516914714270 + index));
		await schema.database.query('UPDATE iot_devices SET label = $2 WHERE id = $1', [
			device,
			index === 0 ? formula : 'Cave',
		]);
		await fill(channel, stepSeconds);
	}
	({ channels, building } = await readExportChannels(schema.database, schema.building, {}));
});
afterAll(() => schema.drop());

/** One in 13 stretches of six hours is not there. */
async function fill(channel: number, stepSeconds: number): Promise<void> {
	const days = localDays(period.from, period.to, timeZone);
	const readings = days.flatMap(({ startSeconds, endSeconds }) =>
		Array.from({ length: (endSeconds - startSeconds) / stepSeconds }, (_, index) => ({
			startSeconds: startSeconds + index * stepSeconds,
			durationSeconds: stepSeconds,
			value: 10.5 + ((startSeconds / stepSeconds + index) % 89),
			quality: 'raw' as const,
		})).filter(({ startSeconds: start }) => (Math.floor(start / 21_600) * 7 + stepSeconds) % 13 !== 0),
	);
	await storeWindow(schema.database, {
		channel,
		metric: 'consumption',
		source: 'operator',
		readings,
		dayTotals: [],
		usualStepSeconds: stepSeconds,
		asked: undefined,
		days,
	});
}

function request(resolution: Resolution, more: Partial<BuildingExport> = {}): BuildingExport {
	const { database } = schema;
	const asked = { channels, period, timeZone };

	return {
		building,
		period,
		resolution,
		channels,
		fineChannels: channels,
		withheld: [],
		language: 'en',
		madeAt: new Date('2026-11-25T12:00:00Z'),
		rows: {
			days: () => exportDays(database, asked),
			hours: () => exportHours(database, asked),
			readings: () => exportReadings(database, asked),
		},
		...more,
	};
}

/** The sheets of a workbook as lists of rows, by their names. */
async function sheetsOf(more: BuildingExport) {
	const chunks: Uint8Array[] = [];
	for await (const chunk of buildingWorkbook(more)) chunks.push(chunk);
	const { sheets } = await readXlsx(Buffer.concat(chunks));

	return new Map(sheets.map(({ name, rows }) => [name, rows]));
}

function table(rows: readonly (readonly unknown[])[] | undefined): Record<string, unknown>[] {
	const [header = [], ...body] = rows ?? [];

	return body.map((row) =>
		Object.fromEntries(header.map((name, index) => [String(name), row[index] ?? null])),
	);
}

const nameOf = (id: number) => channels.find((channel) => channel.id === id)?.label;
const inKwh = (value: number | null) => (value === null ? null : value / 1000);
const usual = { timezone: timeZone, cursor: undefined, limit: 100_000 };

describe('a workbook', () => {
	test('of days has what the days and months of the routes are, and their totals', async () => {
		const sheets = await sheetsOf(request('day'));
		const days = table(sheets.get('Days'));
		const months = table(sheets.get('Months'));
		const { rows } = await readDays(schema.database, { channels, ...period, ...usual });
		const monthRows = await readMonths(schema.database, channels, 'consumption', period);

		expect([...sheets.keys()]).toEqual(['Overview', 'Months', 'Days']);
		expect(days.map((row) => [row.Date, row.Meter, row['Value (kWh)'], row['Points received']])).toEqual(
			rows.map(({ channel, date, value, points_received }) => [
				new Date(`${date}T00:00:00Z`),
				nameOf(channel),
				inKwh(value),
				points_received,
			]),
		);
		expect(months.map((row) => [row.Month, row.Meter, row['Days known'], row['Days expected']])).toEqual(
			monthRows.map(({ channel, month, days_known, days_expected }) => [
				new Date(`${month}-01T00:00:00Z`),
				nameOf(channel),
				days_known,
				days_expected,
			]),
		);
		for (const [index, { value }] of monthRows.entries()) {
			expect(months[index]?.['Value (kWh)']).toBeCloseTo((value ?? 0) / 1000, 9);
		}

		const overview = sheets.get('Overview') ?? [];
		const sum = (label: string | undefined) =>
			rows
				.filter(({ channel }) => label === undefined || nameOf(channel) === label)
				.reduce((total, { value }) => total + (value ?? 0), 0) / 1000;
		const totals = new Map(overview.map((row) => [row[0], row[4]]));
		expect(overview[0]?.[0]).toBe('Les Tilleuls');
		expect(totals.get('Cave')).toBeCloseTo(sum('Cave'), 9);
		expect(totals.get(formula)).toBeCloseTo(sum(formula), 9);
		expect(totals.get('All meters')).toBeCloseTo(sum(undefined), 9);
		const known = rows.filter(({ channel, value }) => nameOf(channel) === 'Cave' && value !== null).length;
		expect(overview.find(([name]) => name === 'Cave')?.slice(6)).toEqual([known, 12, known / 12]);
	});

	test('of months has no days, and the same months', async () => {
		const ofDays = await sheetsOf(request('day'));
		const ofMonths = await sheetsOf(request('month'));

		expect([...ofMonths.keys()]).toEqual(['Overview', 'Months']);
		expect(ofMonths.get('Months')).toEqual(ofDays.get('Months'));
		expect(ofMonths.get('Overview')).toEqual(ofDays.get('Overview'));
	});

	test('of readings has each of them, and tells autumn’s two hours apart', async () => {
		const readings = table((await sheetsOf(request('raw'))).get('Readings'));
		const { rows } = await readRaw(schema.database, { channels, ...period, ...usual });

		expect(readings.map((row) => [row['UTC (start)'], row.Meter, row['Value (kWh)'], row.Minutes])).toEqual(
			rows.map(({ channel, timestamp, value, duration_s }) => [
				new Date(timestamp),
				nameOf(channel),
				inKwh(value),
				duration_s / 60,
			]),
		);
		const twice = readings.filter(
			(row) =>
				row.Meter === 'Cave' &&
				(row['Local time (start)'] as Date).getTime() === Date.parse('2026-10-25T02:30:00Z'),
		);
		expect(twice.map((row) => [row['Offset from UTC'], row['UTC (start)']])).toEqual([
			['UTC+02:00', new Date('2026-10-25T00:30:00Z')],
			['UTC+01:00', new Date('2026-10-25T01:30:00Z')],
		]);
	});

	test('of hours has each of them', async () => {
		const hours = table((await sheetsOf(request('hour'))).get('Hours'));
		const { rows } = await readHours(schema.database, { channels, ...period, ...usual, aggregate: 'sum' });

		expect(
			hours.map((row) => [row['UTC (start)'], row.Meter, row['Value (kWh)'], row['Minutes known']]),
		).toEqual(
			rows.map(({ channel, hour, value, covered_s }) => [
				new Date(hour),
				nameOf(channel),
				inKwh(value),
				covered_s / 60,
			]),
		);
	});

	test('leaves out what is withheld, and says whose it is', async () => {
		const [personal, other] = channels;
		if (!personal || !other) throw new Error('There are two meters');
		const sheets = await sheetsOf(
			request('raw', {
				fineChannels: [other],
				withheld: [personal],
				language: 'fr',
				rows: {
					...request('raw').rows,
					readings: () => exportReadings(schema.database, { channels: [other], period, timeZone }),
				},
			}),
		);

		expect(new Set(table(sheets.get('Relevés')).map((row) => row.Compteur))).toEqual(new Set([other.label]));
		expect(sheets.get('Aperçu')?.flat().join('\n')).toContain(
			`car le titulaire est une personne physique : ${personal.label}`,
		);
		expect(new Set(table(sheets.get('Jours')).map((row) => row.Compteur)).size).toBe(2);
	});
});

describe('a CSV', () => {
	async function textOf(resolution: Resolution, language: BuildingExport['language']): Promise<string> {
		let text = '';
		for await (const piece of buildingCsv(request(resolution, { language }))) text += piece;

		return text;
	}

	test('is for a spreadsheet: known as UTF-8, and no text in it a formula', async () => {
		const text = await textOf('day', 'de');
		const [header, ...lines] = text.split('\r\n');

		expect(header).toBe(
			'\uFEFFDatum,Zähler,Zählpunkt,Messgröße,Zählwerk,Wert (kWh),Einheit,Summe des Lastgangs (kWh),Punkte erhalten,Punkte erwartet,Zustand',
		);
		const own = lines.filter((line) => line.includes('HYPERLINK'));
		expect(own.length).toBeGreaterThan(0);
		expect(own.every((line) => line.split(',')[1]?.startsWith(`"'=HYPERLINK(`))).toBe(true);
	});

	test('of readings has both of autumn’s hours', async () => {
		const text = await textOf('raw', 'nl');

		expect(text).toContain('2026-10-25T02:30:00,UTC+02:00,2026-10-25T00:30:00Z,Cave,');
		expect(text).toContain('2026-10-25T02:30:00,UTC+01:00,2026-10-25T01:30:00Z,Cave,');
	});
});

test('rows are counted before they are read', async () => {
	const asked = { channels, period, timeZone };
	let readings = 0;
	for await (const { durationSeconds } of exportReadings(schema.database, asked)) {
		if (durationSeconds > 0) readings += 1;
	}

	expect(await countReadings(schema.database, asked)).toBe(readings);
	expect(await countDays(schema.database, asked)).toBe(24);
});

test('a building without meters has a file without rows', async () => {
	const none = { channels: [], period, timeZone };
	const sheets = await sheetsOf(
		request('hour', {
			channels: [],
			fineChannels: [],
			rows: {
				days: () => exportDays(schema.database, none),
				hours: () => exportHours(schema.database, none),
				readings: () => exportReadings(schema.database, none),
			},
		}),
	);

	expect(sheets.get('Days')).toHaveLength(1);
	expect(sheets.get('Hours')).toHaveLength(1);
});
