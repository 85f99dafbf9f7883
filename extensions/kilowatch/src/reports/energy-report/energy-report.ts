/** One A4 page on one building's period. The same facts, options and instant give the same bytes. */
import fontkit from '@cantoo/fontkit';
import { PDFDocument, type PDFFont } from 'pdf-lib';
import type { ReportFacts } from '../../insight/report-facts.ts';
import { factsDocument } from '../facts-document.ts';
import { fonts } from '../fonts.ts';
import { createCanvas } from './canvas.ts';
import { createPalette } from './colours.ts';
import { drawCover } from './cover.ts';
import { drawDailyChart } from './daily-chart.ts';
import { drawDataQuality } from './data-quality.ts';
import { drawFooter } from './footer.ts';
import { createFormats } from './formats.ts';
import { drawKeyFigures } from './key-figures.ts';
import type { ReportLanguage } from './languages.ts';
import { messages } from './messages.ts';
import { pageHeight, pageWidth, type Sheet } from './sheet.ts';

export interface EnergyReportOptions {
	language: ReportLanguage;
	/** the Directus project that signs it; colour as `#6644FF` */
	project: { name: string | null; colour: string | null };
	generatedAt: Date;
}

export interface EnergyReport {
	/** PDF */
	bytes: Uint8Array;
	/** in the report's language */
	title: string;
	/** SHA-256 of the facts, which are attached to the PDF as {@link factsFileName} */
	fingerprint: string;
}

const factsFileName = 'facts.json';
const OBJECTS_PER_TICK = 20;

export async function renderEnergyReport(
	facts: ReportFacts,
	{ language, project, generatedAt }: EnergyReportOptions,
): Promise<EnergyReport> {
	const formats = createFormats(language);
	const texts = messages[language];
	const title = texts.documentTitle(facts.building.name, formats.period(facts.period));
	const { bytes: factsBytes, fingerprint } = factsDocument(facts);

	const pdf = await PDFDocument.create({ updateMetadata: false });
	describeDocument(pdf, { title, language: formats.locale, author: project.name, generatedAt });
	pdf.registerFontkit(fontkit);
	const regular = await embed(pdf, fonts.regular);
	await breathe();
	const bold = await embed(pdf, fonts.semiBold);
	const page = pdf.addPage([pageWidth, pageHeight]);
	const sheet: Sheet = {
		facts,
		canvas: createCanvas(page, { regular, bold }),
		palette: createPalette(project.colour),
		formats,
		texts,
	};

	for (const draw of [
		() => drawCover(sheet, project.name),
		() => drawKeyFigures(sheet),
		() => drawDailyChart(sheet),
		() => drawDataQuality(sheet),
		() => drawFooter(sheet, { generatedAt, fingerprint, fileName: factsFileName }),
	]) {
		draw();
		await breathe();
	}
	await pdf.attach(factsBytes, factsFileName, {
		mimeType: 'application/json',
		creationDate: generatedAt,
		modificationDate: generatedAt,
	});

	return { bytes: await pdf.save({ objectsPerTick: OBJECTS_PER_TICK }), title, fingerprint };
}

function describeDocument(
	pdf: PDFDocument,
	{
		title,
		language,
		author,
		generatedAt,
	}: { title: string; language: string; author: string | null; generatedAt: Date },
): void {
	pdf.setTitle(title, { showInWindowTitleBar: true });
	pdf.setLanguage(language);
	if (author !== null) pdf.setAuthor(author);
	pdf.setCreator('Kilowatch');
	pdf.setProducer('Kilowatch');
	pdf.setCreationDate(generatedAt);
	pdf.setModificationDate(generatedAt);
}

/**
 * Ligatures would be lost when text is searched or copied; the rest moves signs, which a PDF's plain text ignores, and
 * takes most of the time.
 */
const features = Object.fromEntries(
	['liga', 'clig', 'rlig', 'calt', 'rclt', 'ccmp', 'locl', 'kern', 'mark', 'mkmk', 'curs'].map((name) => [
		name,
		false,
	]),
);

function embed(pdf: PDFDocument, font: Uint8Array): Promise<PDFFont> {
	return pdf.embedFont(font, { subset: true, features });
}

/** A report must not hold up the server's other work: Directus turns everybody away when its loop stands still. */
function breathe(): Promise<void> {
	return new Promise((resolve) => {
		setImmediate(resolve);
	});
}
