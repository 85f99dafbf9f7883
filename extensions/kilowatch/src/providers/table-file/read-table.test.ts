import { expect, test } from 'vitest';
import { FileError } from '../enedis-file/file-error.ts';
import { placesOf, readTable } from './read-table.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

test.each([
	['a;b\n1,5;2\n', ';'],
	['a,b\n"1,5",2\n', ','],
	['a\tb\r\n1,5\t2\r\n', 'tab'],
])('%j is parted by its header’s %s', (text) => {
	expect(readTable(utf8(text))).toEqual([
		{ line: 1, cells: ['a', 'b'] },
		{ line: 2, cells: ['1,5', '2'] },
	]);
});

test('lines without a word are left out, and the others keep their number', () => {
	expect(readTable(utf8('a;b\n\n;\n 1 ;2')).map(({ line }) => line)).toEqual([1, 4]);
	expect(readTable(utf8(''))).toEqual([]);
});

test('a file of Windows reads as one of today', () => {
	expect(readTable(Uint8Array.from([0x63, 0x9c, 0x75, 0x72]))).toEqual([{ line: 1, cells: ['cœur'] }]);
});

test('a workbook and open quotation marks are no table', () => {
	expect(() => readTable(Uint8Array.from([0x50, 0x4b, 3, 4, 0]))).toThrow(FileError);
	expect(() => readTable(utf8('a;b\n"1;2'))).toThrow(/quotation marks/);
});

test('columns are found by their names, whatever their capitals and order', () => {
	const wanted = { columns: ['date', 'min', 'max'], required: ['date'] } as const;
	expect([...placesOf(['MAX', '', 'Date'], wanted)]).toEqual([
		['date', 2],
		['max', 0],
	]);
	expect(() => placesOf(['min'], wanted)).toThrow(/no column date/);
	expect(() => placesOf(['date', 'dates'], wanted)).toThrow(/unknown column dates/);
	expect(() => placesOf(['date', 'min', 'min'], wanted)).toThrow(/column min twice/);
});
