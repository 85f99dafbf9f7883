/** For tests: what a PDF holds, and the text it shows by its own tables of signs, as a search engine finds it. */
import { inflateSync } from 'node:zlib';
import {
	PDFDict,
	PDFDocument,
	PDFHexString,
	PDFName,
	PDFStream,
	type PDFObject,
	type PDFPage,
} from 'pdf-lib';

/** A PDF as it was saved. */
export function loadPdf(bytes: Uint8Array): Promise<PDFDocument> {
	return PDFDocument.load(bytes, { updateMetadata: false });
}

/** The texts of all pages in the order they are drawn. */
export async function pdfTexts(bytes: Uint8Array): Promise<string[]> {
	const pdf = await loadPdf(bytes);

	return pdf.getPages().flatMap((page) => pageTexts(page, pdf));
}

function pageTexts(page: PDFPage, pdf: PDFDocument): string[] {
	const fontNames = page.node.Resources()?.lookup(PDFName.of('Font'), PDFDict);
	if (!fontNames) return [];
	const fonts = new Map(
		fontNames.keys().map((name) => {
			const toUnicode = fontNames.lookup(name, PDFDict).lookup(PDFName.of('ToUnicode'), PDFStream);

			return [name.asString(), signTable(streamText(toUnicode))] as const;
		}),
	);

	const contents = page.node.Contents();
	const content = contents instanceof PDFStream ? streamText(contents) : arrayText(contents, pdf);
	const texts: string[] = [];
	let signs = new Map<string, string>();
	for (const [, font, hex] of content.matchAll(/(\/\S+) [\d.]+ Tf|<([0-9A-F]+)> Tj/g)) {
		if (font) signs = fonts.get(font) ?? new Map<string, string>();
		if (hex) texts.push((hex.match(/.{4}/g) ?? []).map((code) => signs.get(code) ?? '\ufffd').join(''));
	}

	return texts;
}

function arrayText(contents: PDFObject | undefined, pdf: PDFDocument): string {
	if (!contents || !('asArray' in contents)) return '';
	const parts = (contents as unknown as { asArray: () => PDFObject[] }).asArray();

	return parts.map((part) => streamText(pdf.context.lookup(part, PDFStream))).join('\n');
}

function streamText(stream: PDFStream): string {
	const raw = stream.getContents();
	const isPacked = stream.dict.get(PDFName.of('Filter')) !== undefined;

	return Buffer.from(isPacked ? inflateSync(raw) : raw).toString('latin1');
}

/** `<0001> <0045>` pairs of a ToUnicode table. */
function signTable(cmap: string): Map<string, string> {
	const pairs = [...cmap.matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>/gi)];

	return new Map(
		pairs.map(([, code = '', unicode = '']) => [
			code.toUpperCase(),
			PDFHexString.of(`FEFF${unicode}`).decodeText(),
		]),
	);
}
