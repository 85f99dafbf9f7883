import { describe, expect, test } from 'vitest';
import { MAX_ONBOARDING_LINES, parseOnboardingFile, type OnboardingDraft } from './onboarding-file.ts';

const HEADER = 'building;provider;point_id;label;scopes;personal;email;language';

function parse(text: string): OnboardingDraft[] {
	return parseOnboardingFile(Buffer.from(text));
}

/** The one draft of a line below the usual header. */
function parseLine(line: string): OnboardingDraft {
	const [draft] = parse(`${HEADER}\n${line}`);
	if (draft === undefined) throw new Error('There is no draft');

	return draft;
}

function refusalOf(line: string): string | undefined {
	return parseLine(line).refusal?.code;
}

describe('a file of meters', () => {
	test('a line says everything', () => {
		expect(
			parse(`${HEADER}\nLes Tilleuls;enedis;09775542606818;Flat 3;daily load_curve;yes;a@b.fr;fr`),
		).toEqual([
			{
				line: 2,
				building: 'Les Tilleuls',
				providerText: 'enedis',
				provider: 'enedis',
				pointId: '09775542606818',
				label: 'Flat 3',
				scopes: ['daily', 'load_curve'],
				personal: true,
				email: 'a@b.fr',
				language: 'fr',
				refusal: undefined,
			},
		]);
	});

	test.each([
		['comma', 'Building,Provider,Scopes\nBellevue,ENEDIS,daily'],
		['tab', 'building\tprovider\tscopes\r\nBellevue\tenedis\tdaily\r\n'],
		['byte order mark', '\uFEFFbuilding;provider;scopes\nBellevue;enedis;daily'],
		['old line ends', 'building;provider;scopes\rBellevue;enedis;daily\r'],
		['trailing separators', 'building;provider;scopes;;\nBellevue;enedis;daily;;'],
	])('with %s', (_, text) => {
		expect(parse(text)).toMatchObject([
			{ building: 'Bellevue', provider: 'enedis', scopes: ['daily'], personal: false, refusal: undefined },
		]);
	});

	test('Windows-1252 as a spreadsheet saves it', () => {
		const bytes = Buffer.from('building;provider;scopes\nRésidence Élysée;enedis;daily', 'latin1');

		expect(parseOnboardingFile(bytes)).toMatchObject([{ building: 'Résidence Élysée' }]);
	});

	test('lines are counted as an editor counts them', () => {
		const text = `${HEADER}\n\nA;enedis;;one;daily;;;\n;;;;;;;\n"B";enedis;;two;daily;;;\n`;

		expect(parse(text).map(({ line, building }) => [line, building])).toEqual([
			[3, 'A'],
			[5, 'B'],
		]);
	});

	test.each([
		['', /empty/],
		['building;provider\nA;enedis', /no column scopes/],
		[`${HEADER}\n`, /no meter/],
		['building;provider;scopes;e-mail\nA;enedis;daily;x', /unknown column e-mail/],
		['building;provider;scopes;scopes\nA;enedis;daily;x', /scopes twice/],
		[`${HEADER}\n"A;enedis`, /quotation marks/],
		['PK\u0003\u0004workbook', /XLSX/],
	])('%j is none', (text, message) => {
		expect(() => parse(text)).toThrow(message);
		expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'KILOWATCH_FILE_LAYOUT' }));
	});

	test('a file is not longer than a night can bear', () => {
		const lines = (count: number) =>
			[HEADER, ...Array.from({ length: count }, (_, index) => `A;enedis;;${index};daily;;;`)].join('\n');

		expect(parse(lines(MAX_ONBOARDING_LINES))).toHaveLength(MAX_ONBOARDING_LINES);
		expect(() => parse(lines(MAX_ONBOARDING_LINES + 1))).toThrow(/at most 1000/);
	});
});

describe('a line of it', () => {
	test.each([
		[';enedis;;;daily;;;', 'building'],
		['A;edf;;;daily;;;', 'provider'],
		['A;enedis;1,12233E+13;;daily;;;', 'point_id_shortened'],
		[`A;enedis;;${'x'.repeat(201)};daily;;;`, 'label'],
		['A;enedis;;;;;;', 'scopes'],
		['A;enedis;;;advice;;;', 'scopes'],
		['A;enedis;;;daily hourly;;;', 'scopes'],
		['A;enedis;;;daily;perhaps;;', 'personal'],
		['A;enedis;;;daily;;nobody;', 'email'],
		['A;enedis;;;daily;;a@b.fr,c@d.fr;', 'email'],
		['A;enedis;;;daily;;;es', 'language'],
		['A;enedis;;;daily;;;;more', 'unreadable'],
		['A;enedis;;a\0b;daily;;;', 'unreadable'],
		['A;enedis;0977 5542 606 818;;daily;OUI;;', undefined],
	])('%j: %s', (line, code) => {
		expect(refusalOf(line)).toBe(code);
	});

	test('the groups of a number are no part of it', () => {
		expect(parseLine('A;enedis;0977 5542 606 818;;daily;;;').pointId).toBe('09775542606818');
	});
});
