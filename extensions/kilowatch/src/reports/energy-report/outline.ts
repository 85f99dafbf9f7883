/** Bookmarks: the headings as a reader's program lists them. */
import {
	PDFDict,
	PDFHexString,
	PDFName,
	PDFNull,
	PDFNumber,
	type PDFDocument,
	type PDFObject,
} from 'pdf-lib';
import type { Entry, FlowPage } from './flow.ts';

export function addOutline(pdf: PDFDocument, entries: readonly Entry[], pages: readonly FlowPage[]): void {
	if (entries.length === 0) return;
	const { context } = pdf;
	const root = context.nextRef();
	const refs = entries.map(() => context.nextRef());
	for (const [index, { title, page, y }] of entries.entries()) {
		const target = pages[page]?.page;
		const ref = refs[index];
		if (!target || !ref) continue;
		const item = new Map<PDFName, PDFObject>();
		item.set(PDFName.of('Title'), PDFHexString.fromText(title));
		item.set(PDFName.of('Parent'), root);
		item.set(
			PDFName.of('Dest'),
			context.obj([
				target.ref,
				PDFName.of('XYZ'),
				PDFNull,
				PDFNumber.of(Math.round(target.getHeight() - y)),
				PDFNull,
			]),
		);
		const before = refs[index - 1];
		const after = refs[index + 1];
		if (before) item.set(PDFName.of('Prev'), before);
		if (after) item.set(PDFName.of('Next'), after);
		context.assign(ref, PDFDict.fromMapWithContext(item, context));
	}
	const [first] = refs;
	const last = refs.at(-1);
	if (!first || !last) return;
	context.assign(root, context.obj({ Type: 'Outlines', First: first, Last: last, Count: refs.length }));
	pdf.catalog.set(PDFName.of('Outlines'), root);
	pdf.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}
