import { expect, test } from 'vitest';
import { createFormats } from './formats.ts';
import type { ReportLanguage } from './languages.ts';

/** Thin and unbreakable spaces differ between versions of the language data. */
const plain = (text: string): string => text.replace(/[\u00a0\u2009\u202f]/g, ' ');

test.each([
	['en', '12,345', '−4.2%', 'October 2026', '3–9 October 2026', '2025'],
	['fr', '12 345', '−4,2 %', 'octobre 2026', '3–9 octobre 2026', '2025'],
	['nl', '12.345', '−4,2%', 'oktober 2026', '3–9 oktober 2026', '2025'],
	['de', '12.345', '−4,2 %', 'Oktober 2026', '3.–9. Oktober 2026', '2025'],
] as const satisfies readonly (readonly [ReportLanguage, ...string[]])[])(
	'%s writes numbers and periods its way',
	(language, number, change, month, week, year) => {
		const formats = createFormats(language);

		expect(plain(formats.number(12_345))).toBe(number);
		expect(plain(formats.change(-0.0421))).toBe(change);
		expect(formats.period({ from: '2026-10-01', to: '2026-11-01' })).toBe(month);
		expect(plain(formats.period({ from: '2026-10-03', to: '2026-10-10' })).replace(' – ', '–')).toBe(week);
		expect(formats.period({ from: '2025-01-01', to: '2026-01-01' })).toBe(year);
	},
);

test('decimals go by size', () => {
	const { number } = createFormats('en');

	expect([0, 0.4567, 7, 12.34, 99.96, 123.4].map(number)).toEqual(['0', '0.46', '7', '12.3', '100.0', '123']);
});

test('a share is never rounded up to all', () => {
	const { share } = createFormats('en');

	expect(share(9999, 10_000)).toBe('99.9%');
	expect(share(10_000, 10_000)).toBe('100%');
	expect(share(0, 0)).toBe('0%');
});

test('an instant is told in the building’s zone', () => {
	const instant = new Date('2026-11-23T07:05:00Z');

	expect(plain(createFormats('en').instant(instant, 'Europe/Paris'))).toBe('23 November 2026 at 08:05');
});
