/** A building's period on paper. The same facts and options give the same bytes: nothing in it tells when it was made. */
import fontkit from '@cantoo/fontkit';
import { PDFDocument, type PDFFont } from 'pdf-lib';
import { addDays, midnightSeconds } from '../../domain/local-days.ts';
import type { ReportFacts } from '../../insight/report-facts.ts';
import { factsDocument } from '../facts-document.ts';
import { fonts } from '../fonts.ts';
import { drawAbout } from './about.ts';
import { drawAdvice } from './advice.ts';
import { drawAlerts } from './alerts.ts';
import { drawBenchmark } from './benchmark.ts';
import { drawCarbon } from './carbon.ts';
import { createPalette } from './colours.ts';
import { drawConsumption } from './consumption.ts';
import { drawCosts } from './costs.ts';
import { drawContents, drawCover } from './cover.ts';
import { breathe, type Drawing, type Section } from './drawing.ts';
import { createFlow } from './flow.ts';
import { drawForecast } from './forecast.ts';
import { createFormats } from './formats.ts';
import { drawHeatMaps } from './heat-maps.ts';
import type { ReportLanguage } from './languages.ts';
import { embedLogo } from './logo.ts';
import { messages } from './messages/messages.ts';
import { addOutline } from './outline.ts';
import { drawPageFrames } from './page-frame.ts';
import { drawQuality } from './quality.ts';
import { createTypesetter } from './typesetter.ts';

export interface EnergyReportOptions {
	language: ReportLanguage;
	project: ReportProject;
}

/** The Directus project that signs it. */
export interface ReportProject {
	name: string | null;
	/** as `#6644FF` */
	colour: string | null;
	/** a PNG or JPEG; whatever else it is, the report is made without it */
	logo: Uint8Array | null;
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
const OBJECTS_PER_TICK = 4;

/** What follows the cover, in order. */
const sections: readonly Section[] = [
	drawConsumption,
	drawHeatMaps,
	drawCosts,
	drawCarbon,
	drawForecast,
	drawAlerts,
	drawAdvice,
	drawBenchmark,
	drawQuality,
];

export async function renderEnergyReport(
	facts: ReportFacts,
	{ language, project }: EnergyReportOptions,
): Promise<EnergyReport> {
	const formats = createFormats(language);
	const texts = messages[language];
	const title = texts.documentTitle(facts.building.name, formats.period(facts.period));
	const { bytes: factsBytes, fingerprint } = factsDocument(facts);
	await breathe();
	const statedOn = statedOnOf(facts);
	const statedAt = new Date(midnightSeconds(statedOn, facts.building.timezone) * 1000);

	const pdf = await PDFDocument.create({ updateMetadata: false });
	describeDocument(pdf, { title, language: formats.locale, author: project.name, statedAt });
	pdf.registerFontkit(fontkit);
	const regular = await embed(pdf, fonts.regular);
	await breathe();
	const bold = await embed(pdf, fonts.semiBold);
	await breathe();
	const faces = { regular, bold };
	const palette = createPalette(project.colour);
	const flow = createFlow(pdf, { typesetter: createTypesetter(faces), faces, palette });
	const drawing: Drawing = { facts, flow, palette, formats, texts, language };

	const logo = await embedLogo(pdf, project.logo);
	await breathe();
	flow.newPage();
	await drawCover(drawing, { projectName: project.name, logo });
	await breathe();
	flow.newPage();
	for (const draw of sections) {
		await draw(drawing);
		await breathe();
	}
	drawAbout(drawing, { fingerprint, fileName: factsFileName, statedOn });
	drawContents(drawing);
	drawPageFrames(drawing, fingerprint);
	addOutline(pdf, flow.entries, flow.pages);
	await breathe();
	await pdf.attach(factsBytes, factsFileName, {
		mimeType: 'application/json',
		creationDate: statedAt,
		modificationDate: statedAt,
	});
	// Each font's part is cut out in one go: not both, with all the rest, at the saving.
	for (const face of [regular, bold]) {
		await face.embed();
		await breathe();
	}

	return { bytes: await pdf.save({ objectsPerTick: OBJECTS_PER_TICK }), title, fingerprint };
}

/** The day after the last one of which anything is known: from then on the report could have been made. */
function statedOnOf({ days, period }: ReportFacts): string {
	const last = days.findLast(({ state }) => state !== 'missing');

	return last ? addDays(last.date, 1) : period.from;
}

function describeDocument(
	pdf: PDFDocument,
	{
		title,
		language,
		author,
		statedAt,
	}: { title: string; language: string; author: string | null; statedAt: Date },
): void {
	pdf.setTitle(title, { showInWindowTitleBar: true });
	pdf.setLanguage(language);
	if (author !== null) pdf.setAuthor(author);
	pdf.setCreator('Kilowatch');
	pdf.setProducer('Kilowatch');
	pdf.setCreationDate(statedAt);
	pdf.setModificationDate(statedAt);
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
