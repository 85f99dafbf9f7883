import { describe, expect, test } from 'vitest';
import { createTextDecoding } from './decode-text.ts';

const text = `Identifiant PRM;Type de données\n${'2026-01-05;Réelle;1 234,5\n'.repeat(20)}`;

function bytesIn(encoding: string): Buffer {
	if (encoding === 'utf-16be') return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
	if (encoding === 'utf-16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
	if (encoding === 'windows-1252') return Buffer.from(text, 'latin1');

	return Buffer.from(encoding === 'utf-8-bom' ? `\uFEFF${text}` : text, 'utf8');
}

describe('createTextDecoding', () => {
	test.each(['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be', 'windows-1252'])(
		'reads %s in pieces of any size',
		(encoding) => {
			const bytes = bytesIn(encoding);
			for (const size of [1, 3, 64, 100, 100_000]) {
				const decoding = createTextDecoding();
				let read = '';
				for (let at = 0; at < bytes.length; at += size)
					read += decoding.decode(bytes.subarray(at, at + size));
				read += decoding.end();

				expect(read).toBe(text);
				expect(decoding.encoding()).toBe(encoding);
			}
		},
	);

	test('finds the accents of Windows-1252 when they come late', () => {
		const decoding = createTextDecoding();
		const plain = 'Horodate;Valeur\n'.repeat(100);
		const read =
			decoding.decode(Buffer.from(plain)) +
			decoding.decode(Buffer.from('R\u00e9elle', 'latin1')) +
			decoding.end();

		expect(read).toBe(`${plain}Réelle`);
		expect(decoding.encoding()).toBe('windows-1252');
	});

	test('refuses a workbook', () => {
		const decoding = createTextDecoding();

		expect(() => {
			decoding.decode(Buffer.from(`PK\x03\x04${'x'.repeat(100)}`, 'latin1'));
		}).toThrow(/workbook/);
	});

	test('an empty file is empty', () => {
		expect(createTextDecoding().end()).toBe('');
	});
});
