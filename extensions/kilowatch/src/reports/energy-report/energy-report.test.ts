import { PDFArray, PDFDict, PDFHexString, PDFName } from 'pdf-lib';
import { expect, test } from 'vitest';
import type { ReportFacts } from '../../insight/report-facts.ts';
import { factsDocument } from '../facts-document.ts';
import { renderEnergyReport, type EnergyReportOptions } from './energy-report.ts';
import { alert, exampleFacts, meter } from './facts.fixture.ts';
import { reportLanguages } from './languages.ts';
import { messages } from './messages/messages.ts';
import { loadPdf, pdfTexts } from './pdf-text.ts';

const options: EnergyReportOptions = {
	language: 'en',
	project: { name: 'Régie Centrale', colour: '#6644FF', logo: null },
};

const year = { from: '2025-01-01', to: '2026-01-01' };

/** Thin and unbreakable spaces as plain ones. */
async function textsOf(facts: ReportFacts, changed: Partial<EnergyReportOptions> = {}): Promise<string[]> {
	const { bytes } = await renderEnergyReport(facts, { ...options, ...changed });

	return (await pdfTexts(bytes)).map((text) => text.replace(/[\u00a0\u2009\u202f]/g, ' '));
}

test('the cover tells whose building, which period and the key figures with what they rest on', async () => {
	const texts = await textsOf(exampleFacts());

	expect(texts.slice(0, 6)).toEqual([
		'Régie Centrale',
		'Energy report',
		'Résidence Les Tilleuls',
		'12 rue de la République, Lyon',
		'October 2026',
		'1 – 31 October 2026',
	]);
	expect(texts.slice(6, texts.indexOf('Contents'))).toEqual([
		...['Electricity used', '14,550 kWh', '29 of 31 days known', '+ 40 kWh on days known in part'],
		...['Against Sept 2026', '−9.1%', 'on 28 days known both times'],
		...['Against 2 Oct – 1 Nov 2025', '0.0%', 'on 1 day known both times'],
		...['Average a day', '502 kWh', '29 of 31 days known'],
		...['Highest day', '550 kWh', 'Sat 31 Oct'],
		...['Lowest day', '500 kWh', 'Thu 1 Oct'],
		...['Per square metre', '14.6 kWh', '1,000 m² of floor', '29 of 31 days known'],
		...['Per dwelling', '364 kWh', '40 dwellings', '29 of 31 days known'],
		...['Base load', '8.36 kW', 'what runs all the time'],
		...['Peak', '62.7 kW', '1 October 2026 at 19:30'],
		...['At night', '30%', 'of what was used, from 22:00 to', '07:00'],
	]);
});

test('the other pages tell how it was compared, what is missing and what each meter knows', async () => {
	const all = (await textsOf(exampleFacts())).join(' ');

	expect(all).toContain('Comparisons over equally many known days');
	expect(all).toContain('29 of 31 days are known in full, 1 in part, 1 not at all.');
	expect(all).toContain('The days known in part hold another 40 kWh.');
	expect(all).toContain('Lift: not or not fully known on 12 Oct, 20 Oct');
	expect(all).toContain('Load curve: 2,860 of 2,980 points (95.9%).');
	expect(all).toContain('Meter days by source: grid operator 60.');
	expect(all).toContain('No alert in this period.');
	expect(all).toContain('what was stored of the time until 1 November 2026. (Europe/Paris)');
});

test('an alert is told with what was done about it', async () => {
	const all = (await textsOf(exampleFacts({ alerts: [alert()] }))).join(' ');

	expect(all).toContain('Stairs – Unusually high consumption over the day on 6 Oct 2026');
	expect(all).toContain('confirmed');
	expect(all).toContain('acknowledged on 7 Oct 2026; closed on 9 Oct 2026: back to');
	expect(all).toContain('“Boiler repaired on the 8th”');
});

test('beside similar buildings stand group and spread; with too few of them the reason', async () => {
	const many = (await textsOf(exampleFacts({ others: [10_000, 20_000, 30_000, 12_000] }))).join(' ');
	const few = (await textsOf(exampleFacts({ others: [10_000] }))).join(' ');

	expect(many).toContain('this building: 14.6 kWh/m²');
	expect(many).toContain('middle: 14.6 kWh/m²');
	expect(many).toContain('middle half: 12 kWh/m² to 20 kWh/m²');
	expect(many).toContain('2 of the 5 buildings use less.');
	expect(few).toContain('with this one there are 2 similar buildings, and at least 5 are');
});

test('parts that nobody reckons are not there; those that cannot be told say why', async () => {
	const plain = await textsOf(exampleFacts());
	const asked = await textsOf({ ...exampleFacts(), costs: { obstacle: 'no_tariff' }, advice: [] });

	for (const title of ['Costs', 'CO₂', 'Forecast', 'Advice']) expect(plain).not.toContain(title);
	expect(asked).toContain('Costs');
	expect(asked).toContain('No tariff is set for this building, so no cost can be told.');
	expect(asked).toContain('Nothing to advise at the moment.');
	expect(asked).not.toContain('Forecast');
});

test('what is reckoned is told with its unit, its source and how sure it is', async () => {
	const facts: ReportFacts = {
		...exampleFacts(),
		costs: {
			obstacle: null,
			currency: 'EUR',
			total: 2345.6,
			subscription: 45.6,
			energy: 2000,
			taxes: 200,
			vat: 100,
			days: 58,
			expectedDays: 62,
			registers: [
				{ name: { en: 'Off-peak', fr: 'HC', nl: 'Dal', de: 'NT' }, energyWh: 1_000_000, amount: 170 },
			],
			tariffs: [{ name: 'Tarif bleu', from: '2026-10-01', to: '2026-11-01' }],
			earlier: null,
			months: [],
		},
		carbon: {
			obstacle: null,
			kilograms: 756.6,
			energyWh: 14_550_000,
			earlier: null,
			factors: [
				{
					from: '2026-10-01',
					to: '2026-11-01',
					country: 'FR',
					year: 2025,
					gramsPerKwh: 52,
					method: 'mean consumption mix',
					source: 'Base Empreinte',
					isStandIn: true,
				},
			],
		},
		forecast: {
			obstacle: null,
			from: '2026-11-01',
			spans: [
				{
					from: '2026-11-01',
					to: '2026-12-01',
					energyWh: 15_000_000,
					lowerWh: 13_000_000,
					upperWh: 17_000_000,
					cost: null,
				},
			],
			trackRecord: { forecasts: 6, medianError: 0.031, withinInterval: 0.83 },
			intervalShare: 0.8,
		},
	};
	const all = (await textsOf(facts)).join(' ');

	expect(all).toContain('€2,345.60');
	expect(all).toContain('Over 58 of 62 meter days');
	expect(all).toContain('757 kg CO₂e, from 14,550 kWh.');
	expect(all).toContain('52 g CO₂e a kWh (FR, 2025; mean consumption mix). Source: Base Empreinte.');
	expect(all).toContain('November 2026 15,000 kWh 13,000 kWh – 17,000 kWh');
	expect(all).toContain('Of 6 earlier forecasts the middle one was off by 3.1%; 83% of the true values');
});

test('hours of natural persons are not shown, and it says whose', async () => {
	const facts = exampleFacts({ hasHours: false });
	facts.withheldMeters = ['Flat 3'];
	const all = (await textsOf(facts)).join(' ');

	expect(all).toContain('Hours are not shown: these meters are natural persons’ own');
	expect(all).toContain('Flat 3.');
});

test('a year is shown by its months, with those of the year before', async () => {
	const texts = await textsOf(
		exampleFacts({ period: year, energyOf: (date) => (date < '2024-06-01' ? null : 100_000) }),
	);
	const all = texts.join(' ');

	expect(texts.filter((text) => text === 'Against 2024')).toHaveLength(1);
	expect(texts).toContain('Electricity used each month, in kWh');
	expect(all).toContain('January 2025 3,100 kWh 31/31 – –');
	expect(all).toContain('July 2025 3,100 kWh 31/31 3,100 kWh 0.0%');
});

test('the facts are attached, and their fingerprint stands on every page', async () => {
	const facts = exampleFacts();
	const { bytes, fingerprint } = await renderEnergyReport(facts, options);
	const pdf = await loadPdf(bytes);
	const texts = await pdfTexts(bytes);

	expect(texts.filter((text) => text === `SHA-256 of the facts: ${fingerprint}`)).toHaveLength(
		pdf.getPageCount(),
	);
	expect(texts).toContain(`Page 1 of ${pdf.getPageCount()}`);
	expect(texts).toContain(`Page ${pdf.getPageCount()} of ${pdf.getPageCount()}`);
	expect(fingerprint).toBe(factsDocument(facts).fingerprint);
	expect(pdf.getAttachments().map(({ name, data }) => [name, Buffer.from(data)])).toEqual([
		['facts.json', Buffer.from(factsDocument(facts).bytes)],
	]);
});

test('bookmarks lead to every heading of the contents', async () => {
	const { bytes } = await renderEnergyReport(exampleFacts(), options);
	const pdf = await loadPdf(bytes);
	const titles: string[] = [];
	const pages: number[] = [];
	const outline = pdf.catalog.lookup(PDFName.of('Outlines'), PDFDict);
	let item = outline.lookupMaybe(PDFName.of('First'), PDFDict);
	while (item) {
		titles.push(item.lookup(PDFName.of('Title'), PDFHexString).decodeText());
		const [page] = item.lookup(PDFName.of('Dest'), PDFArray).asArray();
		pages.push(pdf.getPages().findIndex(({ ref }) => ref === page));
		item = item.lookupMaybe(PDFName.of('Next'), PDFDict);
	}

	expect(titles).toEqual([
		'Key figures',
		'Consumption',
		'When electricity is used',
		'Alerts, and what was done',
		'Beside similar buildings',
		'Data quality and sources',
		'About this report',
	]);
	expect(pages).toEqual(pages.toSorted());
	expect(pages[0]).toBe(0);
});

test('the document names itself, and its date is that of its last known day', async () => {
	const { bytes, title } = await renderEnergyReport(exampleFacts(), { ...options, language: 'nl' });
	const pdf = await loadPdf(bytes);

	expect(title).toBe('Energierapport – Résidence Les Tilleuls – oktober 2026');
	expect(pdf.getTitle()).toBe(title);
	expect(pdf.getAuthor()).toBe('Régie Centrale');
	expect(pdf.getProducer()).toBe('Kilowatch');
	expect(pdf.getCreationDate()).toEqual(new Date('2026-10-31T23:00:00Z'));
	expect(pdf.getLanguage()).toBe('nl-NL');
});

test.each(reportLanguages)(
	'in %s the same facts give the same bytes, whenever they are asked for',
	async (language) => {
		const render = () => renderEnergyReport(exampleFacts({ alerts: [alert()] }), { ...options, language });
		const first = await render();
		const second = await render();

		expect(Buffer.from(second.bytes).equals(Buffer.from(first.bytes))).toBe(true);
	},
);

test.each(reportLanguages)('in %s every heading is there, and every sign', async (language) => {
	const texts = await textsOf(exampleFacts({ alerts: [alert()], others: [1, 2, 3, 4] }), { language });
	const { title, consumption, daily, quality, meters, legend, patterns, about } = messages[language];

	for (const text of [
		title,
		consumption,
		daily,
		quality,
		meters,
		patterns,
		about,
		...Object.values(legend),
	]) {
		expect(texts).toContain(text);
	}
	expect(texts.join('')).not.toContain('\ufffd');
	expect(texts.join('')).not.toContain('?');
});

test('signs of money, squares and carbon are in the typeface', async () => {
	const facts = exampleFacts();
	facts.building.name = 'Œuvre “Ÿ” 1 234,50 € m² CO₂ ≤ ß ĳ';
	const texts = await textsOf(facts);

	expect(texts[2]).toBe('Œuvre “Ÿ” 1 234,50 € m² CO₂ ≤ ß ĳ');
});

test('with nothing known the report says so and shows no figure', async () => {
	const facts = exampleFacts({ energyOf: () => null, partialDates: [], hasHours: false, meters: [] });
	facts.stoppedMeters = ['Old lift'];
	const texts = await textsOf(facts);

	expect(texts.filter((text) => text === 'not known')).toHaveLength(8);
	expect(texts).toContain('No reading is known for this period.');
	expect(texts).toContain('No meter of this building was read.');
	expect(texts).toContain('No longer read, and in no figure here: Old lift.');
	expect(texts.some((text) => /\d kWh/.test(text))).toBe(false);
});

test('one day of data, nothing used and less than nothing are all told', async () => {
	const oneDay = await textsOf(
		exampleFacts({ energyOf: (date) => (date === '2026-10-07' ? 123_456 : null), partialDates: [] }),
	);
	const zero = await textsOf(exampleFacts({ energyOf: () => 0, partialDates: [] }));
	const below = await textsOf(exampleFacts({ energyOf: () => -5000, partialDates: [] }));

	expect(oneDay).toContain('123 kWh');
	expect(zero).toContain('0 kWh');
	expect(zero.join(' ')).toContain('nothing was used then');
	expect(below).toContain('-155 kWh');
});

test('names longer than the page, and signs the typeface does not have, stay on the page', async () => {
	const facts = exampleFacts();
	facts.building.name = `Résidence 東京 ${'de la Très Longue Avenue '.repeat(12)}`;
	facts.building.address = 'one line\nand another';
	const texts = await textsOf(facts);

	expect(texts[2]).toMatch(/^Résidence \?\? de la Très Longue Avenue/);
	expect(texts[4]).toMatch(/…$/);
	expect(texts[5]).toBe('one line and another, Lyon');
});

test('fifty meters go on over pages, each with its head again', async () => {
	const meters = Array.from({ length: 50 }, (_, index) =>
		meter({ device: `d${index}`, label: `Compteur ${index}` }),
	);
	const texts = await textsOf(exampleFacts({ meters }));

	for (const { label } of meters) expect(texts).toContain(label);
	expect(texts.filter((text) => text === 'Read through').length).toBeGreaterThan(1);
});

test.each([
	['nothing', new Uint8Array()],
	['an SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
	['a broken PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])],
	['a broken JPEG', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0])],
])('with %s for a logo there is a report without one', async (_, logo) => {
	const { bytes } = await renderEnergyReport(exampleFacts(), {
		...options,
		project: { ...options.project, logo },
	});

	expect(await pdfTexts(bytes)).toContain('Résidence Les Tilleuls');
	expect(imagesOf(bytes)).toBe(0);
});

test('a PNG stands on the cover', async () => {
	// One pixel.
	const logo = Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
		'base64',
	);
	const { bytes } = await renderEnergyReport(exampleFacts(), {
		...options,
		project: { ...options.project, logo },
	});
	const pdf = await loadPdf(bytes);
	const images = pdf.getPage(0).node.Resources()?.lookupMaybe(PDFName.of('XObject'), PDFDict);

	expect(images?.keys()).toHaveLength(1);
});

function imagesOf(bytes: Uint8Array): number {
	return Buffer.from(bytes).toString('latin1').split('/Subtype /Image').length - 1;
}

test('reports are made in slices: others have their turn meanwhile', async () => {
	await renderEnergyReport(exampleFacts(), options);
	let turns = 0;
	const others = { isOn: true };
	const takeTurn = (): void => {
		turns += 1;
		if (others.isOn) setImmediate(takeTurn);
	};
	setImmediate(takeTurn);
	await renderEnergyReport(exampleFacts({ period: year }), options);
	others.isOn = false;

	expect(turns).toBeGreaterThan(15);
});
