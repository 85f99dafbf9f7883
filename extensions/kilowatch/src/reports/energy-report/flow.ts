/** Pages one after the other: blocks stand below each other, and one that does not fit begins the next page. */
import type { PDFDocument, PDFFont, PDFPage } from 'pdf-lib';
import { createCanvas, type Canvas } from './canvas.ts';
import type { Palette } from './colours.ts';
import { contentBottom, contentTop, contentWidth, margin, pageHeight, pageWidth } from './page.ts';
import type { TextStyle, Typesetter } from './typesetter.ts';

/** A heading that the contents and the bookmarks lead to. */
export interface Entry {
	title: string;
	/** its page, 0 is the first */
	page: number;
	/** from the top of that page */
	y: number;
}

export interface FlowPage {
	page: PDFPage;
	canvas: Canvas;
}

export type Flow = ReturnType<typeof createFlow>;

const HEADING_HEIGHT = 26;
const SECTION_GAP = 20;
const LINE_HEIGHT = 1.32;

export function createFlow(
	pdf: PDFDocument,
	{
		typesetter,
		faces,
		palette,
	}: { typesetter: Typesetter; faces: { regular: PDFFont; bold: PDFFont }; palette: Palette },
) {
	const pages: FlowPage[] = [];
	const entries: Entry[] = [];
	let y = contentTop;

	const current = (): FlowPage => {
		const last = pages.at(-1);
		if (!last) throw new Error('There is no page yet');

		return last;
	};
	const newPage = (): Canvas => {
		const page = pdf.addPage([pageWidth, pageHeight]);
		const canvas = createCanvas(page, { typesetter, faces });
		pages.push({ page, canvas });
		y = contentTop;

		return canvas;
	};
	const need = (height: number): void => {
		if (y + height > contentBottom) newPage();
	};

	return {
		pages,
		entries,
		typesetter,
		newPage,
		/** Begins the next page where less than this is left of the current one. */
		need,
		get canvas(): Canvas {
			return current().canvas;
		},
		get y(): number {
			return y;
		},
		/** how much of the page is left */
		get left(): number {
			return contentBottom - y;
		},
		gap(height: number): void {
			y += height;
		},

		/** Where a block of a height stands, which is then behind the flow. */
		take(height: number): number {
			need(height);
			const top = y;
			y += height;

			return top;
		},

		/**
		 * Begins a section.
		 *
		 * @param first how high its first block is: a heading does not stand alone at the foot of a page
		 */
		section(title: string, first: number): void {
			if (y > contentTop) y += SECTION_GAP;
			need(HEADING_HEIGHT + first);
			entries.push({ title, page: pages.length - 1, y });
			const { canvas } = current();
			canvas.text(title, margin, y + 12, { size: 14, bold: true, colour: palette.accent }, contentWidth);
			y += HEADING_HEIGHT;
		},

		heading(title: string, first: number): void {
			if (y > contentTop + HEADING_HEIGHT) y += 3;
			need(18 + first);
			current().canvas.text(
				title,
				margin,
				y + 9,
				{ size: 9.5, bold: true, colour: palette.ink },
				contentWidth,
			);
			y += 17;
		},

		/** Lines over the whole width, over as many pages as they take. */
		paragraph(text: string, style: Partial<TextStyle> = {}): void {
			const full = { size: 8.8, colour: palette.ink, ...style };
			const step = full.size * LINE_HEIGHT;
			for (const line of typesetter.wrapped(text, contentWidth, full)) {
				need(step);
				current().canvas.text(line, margin, y + full.size, full);
				y += step;
			}
			y += 4;
		},
	};
}
