import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test('a text is never a formula to a spreadsheet, and a number stays one', () => {
	expect(csvLine(['=1+1', '+2', '-3', '@x', '\ttab', -4.5, 'plain'])).toBe(
		`'=1+1,'+2,'-3,'@x,'\ttab,-4.5,plain\r\n`,
	);
});

test('neither blanks before it nor its wide form hide a formula', () => {
	expect(csvLine(['  =1+1', '\n=1', '＝1+1', 'a=1'])).toBe(`'  =1+1,"'\n=1",'＝1+1,a=1\r\n`);
});

test('what separates fields and lines is quoted', () => {
	expect(csvLine(['a,b', 'say "no"', 'two\nlines'])).toBe('"a,b","say ""no""","two\nlines"\r\n');
});

test('what is not known is empty, and zero is not that', () => {
	expect(csvLine([null, 0, ''])).toBe(',0,\r\n');
});
