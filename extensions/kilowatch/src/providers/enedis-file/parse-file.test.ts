import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { parseEnedisFile } from './parse-file.ts';
import type { CurvePoint, DailyValue } from './parse-rows.ts';

async function read(text: string | Uint8Array, pointId?: string) {
	const points: CurvePoint[] = [];
	const totals: DailyValue[] = [];
	const file = await parseEnedisFile(Readable.from([Buffer.from(text as string)]), {
		zone: 'Europe/Paris',
		pointId,
		sink: { point: (point) => points.push(point), total: (total) => totals.push(total) },
		signal: new AbortController().signal,
	});

	return { file, points, totals };
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
const HEAD =
	'Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes';

describe('parseEnedisFile', () => {
	test('reads the customer space’s curve: mean power, stamps at the interval’s end with offset', async () => {
		const { file, points } = await read(
			[
				HEAD,
				'12345678901234;Courbe de charge;01/03/2024;31/03/2024;Energie active;Consommation;Comptage Brut;W;30',
				'',
				'Horodate;Valeur',
				'2024-03-31T01:30:00+01:00;352',
				'2024-03-31T03:00:00+02:00;1 204',
				'2024-03-31T03:30:00+02:00;',
			].join('\r\n'),
			'12345678901234',
		);

		expect(file).toMatchObject({
			layouts: ['horodate'],
			units: ['W'],
			separator: ';',
			order: 'ascending',
			offsets: 'all',
			rows: 3,
			missing: 1,
		});
		expect(points.map(({ stampSeconds, value }) => [iso(stampSeconds), value])).toEqual([
			['2024-03-31T00:30:00.000Z', 352],
			['2024-03-31T01:00:00.000Z', 1204],
		]);
		expect(points[0]).toMatchObject({
			marks: 'end',
			stepSeconds: 1800,
			isPower: true,
			metric: 'consumption',
		});
	});

	test('reads begin and end with decimal comma and kW', async () => {
		const { file, points } = await read(
			'Début;Fin;Valeur (en Kw)\n02/03/2023 00:00:00;02/03/2023 00:30:00;4,030\n02/03/2023 00:30:00;02/03/2023 01:00:00;NA',
		);

		expect(file).toMatchObject({ layouts: ['begin_end'], units: ['kW'], offsets: 'none', missing: 1 });
		expect(points).toMatchObject([{ marks: 'start', stepSeconds: 1800, value: 4030, isPower: true }]);
		expect(iso(points[0]?.stampSeconds ?? 0)).toBe('2023-03-01T23:00:00.000Z');
	});

	test.each([
		['comma', 'Date,Valeur (en kWh)\n01/01/2026,6.329\n02/01/2026,7'],
		['tab', 'Date\tValeur (en kWh)\n2026-01-01\t6,329\n2026-01-02\t7'],
		['quoted', '"Date";"Valeur (en kWh)"\n"01/01/2026";"6,329";;\n\n"02/01/2026";"7";'],
		[
			'title block',
			'Type de comptage : ;Consommation Quotidienne\nDate;Valeur (en kWh)\n01/01/2026;6,329\n02/01/2026;7',
		],
		[
			'supplier',
			'Récapitulatif de ma consommation\n\nDate de consommation;Consommation (kWh);Nature de la donnée\n01/01/2026;6,329;Réelle\n02/01/2026;7;Réelle',
		],
	])('reads days: %s', async (_, text) => {
		const { totals, file } = await read(text);

		expect(totals.map(({ date, value, metric }) => [date, value, metric])).toEqual([
			['2026-01-01', 6329, 'consumption'],
			['2026-01-02', 7000, 'consumption'],
		]);
		expect(file.layouts).toEqual(['daily']);
	});

	test('takes a day’s energy from the indexes at its ends, then the maximum of the next section', async () => {
		const { totals, file } = await read(
			[
				HEAD.replace(';Pas en minutes', ''),
				'12345678901234;Index;01/09/2019;21/08/2020;Energie active;Consommation;Comptage Brut;Wh',
				'Horodate;Type de releve;EAS F1;EAS F2;EAS T',
				'2019-09-02T00:00:00+02:00;Arrêté quotidien;1009905;819074;1834405',
				'2019-09-03T00:00:00+02:00;Arrêté quotidien;1009905;819074;1840911',
				'2019-09-05T00:00:00+02:00;Arrêté quotidien;1009905;819074;1850000',
				'Periode;Identifiant calendrier fournisseur;Libelle calendrier fournisseur;',
				'Du 2019-08-01T00:00:00+01:00 au;AA000000;Option Heures Creuses;HC;Heures Creuses;EAS F1;',
				HEAD.replace(';Pas en minutes', ''),
				'12345678901234;Puissance maximale quotidienne;30/03/2020;25/01/2023;Puissance maximale atteinte;Consommation;;VA',
				'Horodate;Valeur',
				'2020-03-30T00:00:00+02:00;',
				'2020-03-31T19:12:00+02:00;4210',
			].join('\n'),
			'12345678901234',
		);

		expect(totals).toEqual([
			{ metric: 'consumption', date: '2019-09-02', value: 6506, peakSeconds: undefined },
			{
				metric: 'max_power',
				date: '2020-03-31',
				value: 4210,
				peakSeconds: Date.UTC(2020, 2, 31, 17, 12) / 1000,
			},
		]);
		expect(file.layouts).toEqual(['index', 'horodate']);
	});

	test('reads the portal for companies: everything in columns, directions mixed', async () => {
		const head =
			'Identifiant PRM;Date de début;Date de fin;Grandeur physique;Grandeur métier;Etape métier;Unité;Horodate;Valeur;Nature;Pas;Indice de vraisemblance;Etat complémentaire';
		const row = (flow: string, physical: string, unit: string, value: number) =>
			`30000000000001;2026-01-01;2026-01-02;${physical};${flow};BRUT;${unit};2026-01-01 00:10:00;${value};E;PT10M;0;0`;
		const { points, file } = await read(
			[head, row('CONS', 'PA', 'W', 600), row('PROD', 'PA', 'W', 60), row('CONS', 'ERI', 'VAr', 5)].join(
				'\n',
			),
		);

		expect(points).toMatchObject([
			{ metric: 'consumption', value: 600, stepSeconds: 600, quality: 'estimated' },
			{ metric: 'production', value: 60, stepSeconds: 600 },
		]);
		expect(file.otherQuantities).toBe(1);
	});

	test('reads the supplier’s powers: a line with the date, then times, 00:00 last of the day', async () => {
		const text = [
			'Récapitulatif de mes puissances atteintes en W',
			'',
			'Date et heure de relève par le distributeur;Puissance atteinte (W);Nature de la donnée',
			'18/01/2025;;',
			'00:00:00;1122;Réelle',
			'23:30:00;1184;Réelle',
			'17/01/2025;;',
			'00:00:00;1356;Estimée',
		].join('\n');
		const { points, file } = await read(Buffer.from(text, 'latin1'));

		expect(points.map(({ stampSeconds, quality }) => [iso(stampSeconds), quality])).toEqual([
			['2025-01-18T23:00:00.000Z', 'raw'],
			['2025-01-18T22:30:00.000Z', 'raw'],
			['2025-01-17T23:00:00.000Z', 'estimated'],
		]);
		expect(file).toMatchObject({ layouts: ['edf_power'], order: 'descending', encoding: 'windows-1252' });
	});

	test.each([false, true])('tells autumn’s doubled hour by order, descending %s', async (isDescending) => {
		const rows = ['01:30', '02:00', '02:30', '02:00', '02:30', '03:00', '03:30'].map(
			(time, index) => `2023-10-29 ${time}:00;${100 + index}`,
		);
		const { points, file } = await read(
			['Horodate;Valeur', ...(isDescending ? rows.toReversed() : rows)].join('\n'),
		);
		const sorted = points.toSorted((one, other) => one.stampSeconds - other.stampSeconds);

		expect(sorted.map(({ value }) => value)).toEqual([100, 101, 102, 103, 104, 105, 106]);
		expect(new Set(sorted.map(({ stampSeconds }) => stampSeconds)).size).toBe(7);
		expect(sorted.every(({ quality }) => quality === 'raw')).toBe(true);
		expect(file.placedByOrder).toEqual([{ date: '2023-10-29', isGuessed: false }]);
	});

	test('marks the one pass of a doubled hour, and refuses an hour that spring leaves out', async () => {
		const { points, file } = await read(
			'Horodate;Valeur\n2023-03-26 01:30:00;1\n2023-03-26 02:30:00;2\n2023-10-29 02:30:00;3\n2023-10-29 03:30:00;4',
		);

		expect(points.map(({ value, quality }) => [value, quality])).toEqual([
			[1, 'raw'],
			[3, 'ambiguous'],
			[4, 'raw'],
		]);
		expect(file.unreadable).toBe(1);
		expect(file.placedByOrder).toContainEqual({ date: '2023-10-29', isGuessed: true });
	});

	test.each([
		'Nom;Adresse\nDupont;3 rue des Lilas',
		'Période de consommation;Consommation (kWh)\n01/2001;1016',
		'Date;Consommation HP (kWh);Consommation HC (kWh)\n01/01/2026;1;2',
		'Horodate;Valeur\nhier;beaucoup',
		'',
		'\u0000\u0001\u0002',
	])('refuses a layout that is not known: %j', async (text) => {
		await expect(read(text)).rejects.toMatchObject({ kind: 'layout' });
	});

	test('says which columns were found, and no values', async () => {
		await expect(read('Nom;Adresse\nDupont;3 rue des Lilas')).rejects.toThrow(/Nom, Adresse/);
		await expect(read('Dupont;12345678901234')).rejects.not.toThrow(/Dupont|1234/);
	});

	test.each(['99999999999999', '01234567890123'])('refuses another point’s file: %s', async (pointId) => {
		const text = `${HEAD}\n12345678901234;Courbe de charge;;;;Consommation;;W\nHorodate;Valeur\n2024-01-01T00:30:00+01:00;1`;

		await expect(read(text, pointId)).rejects.toMatchObject({ kind: 'other_point' });
	});

	test('knows a point whose leading zero a spreadsheet took', async () => {
		const text = `${HEAD}\n1234567890123;Courbe de charge;;;;Consommation;;W\nHorodate;Valeur\n2024-01-01T00:30:00+01:00;1`;

		expect((await read(text, '01234567890123')).points).toHaveLength(1);
	});
});
