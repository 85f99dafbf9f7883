import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { clockSerial, dateSerial } from './serial.ts';
import type { Cell, Sheet } from './sheet.ts';
import { workbookBytes, type Workbook } from './workbook.ts';

function sheet(name: string, rows: readonly (readonly Cell[])[], more: Partial<Sheet> = {}): Sheet {
	return {
		name,
		columns: [
			{ width: 12, style: 'date' },
			{ width: 20, style: 'amount' },
			{ width: 20, style: 'time' },
		],
		headerRows: 1,
		// eslint-disable-next-line @typescript-eslint/require-await -- as rows of a database come
		rows: async function* () {
			yield* rows;
		},
		...more,
	};
}

function workbook(sheets: readonly Sheet[], order = sheets): Workbook {
	return { sheets, order, title: 'A & B', madeAt: new Date('2026-11-25T12:00:00Z') };
}

async function bytesOf(book: Workbook): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of workbookBytes(book)) chunks.push(chunk);

	return Buffer.concat(chunks);
}

test('another reader finds texts, numbers, days and times in it, and a header that stays', async () => {
	const header = ['Date', 'Value', 'Time'].map((value) => ({ value, style: 'heading' as const }));
	const read = await readXlsx(
		await bytesOf(
			workbook([
				sheet('Days', [
					header,
					[dateSerial('2026-10-25'), 1234.5, clockSerial(Date.parse('2026-10-25T02:30:00Z') / 1000)],
					['text', null, 0],
				]),
			]),
		),
	);
	const [days] = read.sheets;

	expect(days?.name).toBe('Days');
	expect(days?.rows).toEqual([
		['Date', 'Value', 'Time'],
		[new Date('2026-10-25T00:00:00Z'), 1234.5, new Date('2026-10-25T02:30:00Z')],
		['text', null, expect.anything()],
	]);
	expect(days?.freezePane).toMatchObject({ rows: 1 });
	expect(days?.columns?.map(({ width }) => width)).toEqual([12, 20, 20]);
});

test('a text is a text: no formula, no letter by its number, nothing that XML cannot hold', async () => {
	const texts = ['=1+1', '+1', '@SUM(A1)', 'a < b & "c"', '_x0041_', 'bell\u0007', ' padded ', 'Été 🔌'];
	const read = await readXlsx(
		await bytesOf(
			workbook([
				sheet(
					'Texts',
					texts.map((text) => [text]),
				),
			]),
		),
	);
	const [first] = read.sheets;

	expect(first?.rows.map(([cell]) => cell)).toEqual(
		texts.map((text) => (text === 'bell\u0007' ? 'bell\uFFFD' : text)),
	);
	expect([...(first?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
});

test('what sums up others is made after them and stands before them', async () => {
	const made: string[] = [];
	const told = (name: string) =>
		sheet(name, [], {
			// eslint-disable-next-line @typescript-eslint/require-await -- as rows of a database come
			rows: async function* () {
				made.push(name);
				yield [name];
			},
		});
	const [overview, days] = [told('Overview'), told('Days')];
	const read = await readXlsx(await bytesOf(workbook([overview, days], [days, overview])));

	expect(made).toEqual(['Days', 'Overview']);
	expect(read.sheets.map(({ name, rows }) => [name, rows[0]?.[0]])).toEqual([
		['Overview', 'Overview'],
		['Days', 'Days'],
	]);
});

test('what goes wrong with a row breaks the file off', async () => {
	const broken = sheet('Days', [], {
		// eslint-disable-next-line @typescript-eslint/require-await -- as rows of a database come
		rows: async function* () {
			yield ['first'];
			throw new Error('The database is gone');
		},
	});

	await expect(bytesOf(workbook([broken]))).rejects.toThrow('The database is gone');
});

test('who takes no more stops the rows', async () => {
	let isStopped = false;
	let rows = 0;
	const endless = sheet('Days', [], {
		rows: async function* () {
			try {
				for (;;) {
					rows += 1;
					// As a database does: now and then other work has its turn.
					if (rows % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
					yield [Math.random(), Math.random(), Math.random()];
				}
			} finally {
				isStopped = true;
			}
		},
	});
	let size = 0;
	for await (const chunk of workbookBytes(workbook([endless]))) {
		size += chunk.length;
		if (size > 200_000) break;
	}
	await new Promise((resolve) => setTimeout(resolve, 50));

	expect(isStopped).toBe(true);
	const at = rows;
	await new Promise((resolve) => setTimeout(resolve, 50));
	expect(rows).toBe(at);
});
