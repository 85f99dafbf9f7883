import { expect, test } from 'vitest';
import type { ReportFacts } from '../../insight/report-facts.ts';
import { factsDocument } from '../facts-document.ts';
import { renderEnergyReport, type EnergyReportOptions } from './energy-report.ts';
import { exampleFacts } from './facts.fixture.ts';
import { reportLanguages } from './languages.ts';
import { messages } from './messages.ts';
import { loadPdf, pdfTexts } from './pdf-text.ts';

const options: EnergyReportOptions = {
	language: 'en',
	project: { name: 'Régie Centrale', colour: '#6644FF' },
	generatedAt: new Date('2026-11-02T07:30:00Z'),
};

/** Thin and unbreakable spaces as plain ones. */
async function textsOf(facts: ReportFacts, changed: Partial<EnergyReportOptions> = {}): Promise<string[]> {
	const { bytes } = await renderEnergyReport(facts, { ...options, ...changed });

	return (await pdfTexts(bytes)).map((text) => text.replace(/[\u00a0\u2009\u202f]/g, ' '));
}

test('the page tells the figures, what they rest on and what is missing', async () => {
	const texts = await textsOf(exampleFacts());

	expect(texts.slice(0, 6)).toEqual([
		'Energy report',
		'Régie Centrale',
		'Résidence Les Tilleuls',
		'12 rue de la République, Lyon',
		'October 2026',
		'1 – 31 October 2026',
	]);
	const figures = texts.slice(6, texts.indexOf('Electricity used each day, in kWh'));
	expect(figures).toEqual([
		...['Electricity used', '14,050 kWh', '28 of 31 days known', '+ 840 kWh on days known in', 'part'],
		...['Average a day', '502 kWh', '28 of 31 days known'],
		...['Highest day', '550 kWh', 'Sat 31 Oct'],
		...['Lowest day', '500 kWh', 'Thu 1 Oct'],
		...['Per square metre', '14.1 kWh', '1,000 m² of floor', '28 of 31 days known'],
		...['Per dwelling', '351 kWh', '40 dwellings', '28 of 31 days known'],
		...['Against Sept 2026', '−8.8%', 'then 550 kWh a day', '30 of 30 days known'],
		...['Against Oct 2025', 'not known', 'too few days are known in that', 'period'],
	]);
	const all = texts.join(' ');
	expect(all).toContain('28 of 31 days are known in full, 2 in part, 1 not at all.');
	expect(all).toContain('The days known in part hold another 840 kWh.');
	expect(all).toContain('Stairs: not or not fully known on 12 Oct');
	expect(all).toContain('Lift: not or not fully known on 12–13 Oct, 20 Oct'.replace('–', ' – '));
	expect(all).toContain('Load curve: 2,860 of 2,980 points (95.9%).');
	expect(all).toContain('Meter days by source: grid operator 62.');
	expect(all).toContain('Made by Kilowatch on 2 November 2026 at 08:30 (Europe/Paris)');
});

test('the facts are attached, and their fingerprint stands on the page', async () => {
	const facts = exampleFacts();
	const { bytes, fingerprint } = await renderEnergyReport(facts, options);
	const pdf = await loadPdf(bytes);

	expect(pdf.getPageCount()).toBe(1);
	expect(await pdfTexts(bytes)).toContain(`SHA-256 of the facts: ${fingerprint}`);
	expect(fingerprint).toBe(factsDocument(facts).fingerprint);
	expect(pdf.getAttachments().map(({ name, data }) => [name, Buffer.from(data)])).toEqual([
		['facts.json', Buffer.from(factsDocument(facts).bytes)],
	]);
});

test('the document names itself', async () => {
	const { bytes, title } = await renderEnergyReport(exampleFacts(), { ...options, language: 'nl' });
	const pdf = await loadPdf(bytes);

	expect(title).toBe('Energierapport – Résidence Les Tilleuls – oktober 2026');
	expect(pdf.getTitle()).toBe(title);
	expect(pdf.getAuthor()).toBe('Régie Centrale');
	expect(pdf.getProducer()).toBe('Kilowatch');
	expect(pdf.getCreationDate()).toEqual(options.generatedAt);
	expect(pdf.getLanguage()).toBe('nl-NL');
});

test('the same facts and instant give the same bytes', async () => {
	const first = await renderEnergyReport(exampleFacts(), options);
	const second = await renderEnergyReport(exampleFacts(), options);

	expect(Buffer.from(second.bytes).equals(Buffer.from(first.bytes))).toBe(true);
});

test.each(reportLanguages)('in %s every heading is there', async (language) => {
	const texts = await textsOf(exampleFacts(), { language });
	const { title, consumption, dailyConsumption, quality, meters, legend } = messages[language];

	for (const text of [title, consumption, dailyConsumption, quality, meters, ...Object.values(legend)]) {
		expect(texts).toContain(text);
	}
	expect(texts.join('')).not.toContain('\ufffd');
});

test('with nothing known the page says so and shows no figure', async () => {
	const facts = exampleFacts();
	facts.meters = [];
	facts.stoppedMeters = ['Old lift'];
	facts.days = facts.days.map(({ date }) => ({
		date,
		state: 'missing',
		energyWh: null,
		incompleteDevices: [],
	}));
	facts.figures = {
		...{ expectedDays: 31, knownDays: 0, partialDays: 0, missingDays: 31, partialWh: 0 },
		...{ totalWh: null, meanWhPerDay: null, highest: null, lowest: null },
	};
	facts.whPerSquareMetre = null;
	facts.whPerDwelling = null;
	facts.previousPeriod = { ...facts.previousPeriod, change: null, obstacle: 'few_days' };
	const texts = await textsOf(facts);

	expect(texts.filter((text) => text === 'not known')).toHaveLength(8);
	expect(texts).toContain('No reading is known for this period.');
	expect(texts).toContain('No meter of this building was read.');
	expect(texts).toContain('No longer read, and in no figure here: Old lift.');
	expect(texts.some((text) => /\d kWh/.test(text))).toBe(false);
});

test('a name longer than the page, and signs the typeface does not have, stay on the page', async () => {
	const facts = exampleFacts();
	facts.building.name = `Résidence 東京 ${'de la Très Longue Avenue '.repeat(12)}`;
	facts.building.address = 'one line\nand another';
	const texts = await textsOf(facts);

	expect(texts[2]).toMatch(/^Résidence \?\? de la Très Longue Avenue/);
	expect(texts[3]).toMatch(/…$/);
	expect(texts[4]).toBe('one line and another, Lyon');
});

test('of a whole year, the year before is compared once', async () => {
	const facts = exampleFacts();
	facts.period = { from: '2025-01-01', to: '2026-01-01' };
	facts.previousPeriod.period = { from: '2024-01-01', to: '2025-01-01' };
	facts.sameLastYear.period = facts.previousPeriod.period;

	expect((await textsOf(facts)).filter((text) => text === 'Against 2024')).toHaveLength(1);
});
