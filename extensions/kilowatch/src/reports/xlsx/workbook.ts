/** A workbook (XLSX: a ZIP of XML files), made while it is sent: of its rows, memory holds a few at a time. */
import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { inPieces } from '../../shared/text-pieces.ts';
import { SharedTexts } from './shared-texts.ts';
import { sheetXml } from './sheet-xml.ts';
import type { Sheet } from './sheet.ts';
import { stylesXml } from './styles-xml.ts';
import { xmlText } from './xml-text.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface Workbook {
	/** in the order of their tabs */
	sheets: readonly Sheet[];
	/** the same ones, in the order in which they are made: one that sums up others comes after them */
	order: readonly Sheet[];
	title: string;
	madeAt: Date;
}

/**
 * The bytes of a workbook, at the pace of whoever takes them. Packing is done beside the process' own thread; when nobody
 * takes any more, no more rows are asked for.
 */
export async function* workbookBytes({ sheets, order, title, madeAt }: Workbook): AsyncGenerator<Uint8Array> {
	const texts = new SharedTexts();
	const zip = new ZipFile();
	const output = new PassThrough();
	zip.outputStream.pipe(output);
	const sources = new Set<Readable>();
	zip.on('error', (error) => output.destroy(error as Error));
	const add = (name: string, parts: () => AsyncIterable<string> | Iterable<string>) => {
		zip.addReadStreamLazy(name, { mtime: madeAt, compressionLevel: COMPRESSION_LEVEL }, (take) => {
			const source = Readable.from(inPieces(parts()), { objectMode: true, highWaterMark: 2 });
			sources.add(source);
			source.on('error', (error) => output.destroy(error));
			source.on('close', () => sources.delete(source));
			take(null, source);
		});
	};

	add('[Content_Types].xml', () => [contentTypesXml(sheets.length)]);
	add('_rels/.rels', () => [rootRelations]);
	add('docProps/core.xml', () => [propertiesXml(title, madeAt)]);
	add('xl/workbook.xml', () => [workbookXml(sheets)]);
	add('xl/_rels/workbook.xml.rels', () => [workbookRelations(sheets.length)]);
	add('xl/styles.xml', () => [stylesXml()]);
	for (const sheet of order)
		add(`xl/worksheets/sheet${sheets.indexOf(sheet) + 1}.xml`, () => sheetXml(sheet, texts));
	add('xl/sharedStrings.xml', () => texts.xml());
	zip.end();

	try {
		for await (const chunk of output) yield chunk as Uint8Array;
	} finally {
		output.destroy();
		for (const source of sources) source.destroy();
	}
}

/** Rows repeat themselves so much that more trouble makes the file hardly smaller. */
const COMPRESSION_LEVEL = 4;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const spreadsheets = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function contentTypesXml(sheets: number): string {
	const part = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${type}"/>`;
	const ofSheets = Array.from({ length: sheets }, (_, index) =>
		part(`xl/worksheets/sheet${index + 1}.xml`, `${spreadsheets}.worksheet+xml`),
	);

	return [
		`${declaration}<Types xmlns="${packages}/content-types">`,
		'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
		'<Default Extension="xml" ContentType="application/xml"/>',
		part('xl/workbook.xml', `${spreadsheets}.sheet.main+xml`),
		part('xl/styles.xml', `${spreadsheets}.styles+xml`),
		part('xl/sharedStrings.xml', `${spreadsheets}.sharedStrings+xml`),
		part('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
		...ofSheets,
		'</Types>',
	].join('');
}

function relations(list: readonly { type: string; target: string }[]): string {
	const each = list.map(
		({ type, target }, index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
	);

	return `${declaration}<Relationships xmlns="${packages}/relationships">${each.join('')}</Relationships>`;
}

const rootRelations = relations([
	{ type: `${documents}/officeDocument`, target: 'xl/workbook.xml' },
	{ type: `${packages}/relationships/metadata/core-properties`, target: 'docProps/core.xml' },
]);

function workbookRelations(sheets: number): string {
	return relations([
		...Array.from({ length: sheets }, (_, index) => ({
			type: `${documents}/worksheet`,
			target: `worksheets/sheet${index + 1}.xml`,
		})),
		{ type: `${documents}/styles`, target: 'styles.xml' },
		{ type: `${documents}/sharedStrings`, target: 'sharedStrings.xml' },
	]);
}

function workbookXml(sheets: readonly Sheet[]): string {
	const tabs = sheets.map(
		({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
	);

	return `${declaration}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${documents}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${tabs.join('')}</sheets></workbook>`;
}

function propertiesXml(title: string, madeAt: Date): string {
	return [
		`${declaration}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`,
		`<dc:title>${xmlText(title)}</dc:title><dc:creator>Kilowatch</dc:creator>`,
		`<dcterms:created xsi:type="dcterms:W3CDTF">${madeAt.toISOString().replace(/\.\d+Z$/, 'Z')}</dcterms:created>`,
		'</cp:coreProperties>',
	].join('');
}
