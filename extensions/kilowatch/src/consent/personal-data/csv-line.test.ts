import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test('a text is never a formula to a spreadsheet, and a number stays one', () => {
	expect(csvLine(['=1+1', '+2', '-3', '@x', '\ttab', -4.5, 'plain'])).toBe(
		`'=1+1,'+2,'-3,'@x,'\ttab,-4.5,plain\r\n`,
	);
});

test('what separates fields and lines is quoted', () => {
	expect(csvLine(['a,b', 'say "no"', 'two\nlines'])).toBe('"a,b","say ""no""","two\nlines"\r\n');
});
