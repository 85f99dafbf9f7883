/** The first page: whose building, where, which period, in whose name; its key figures, and what the other pages hold. */
import type { PDFImage } from 'pdf-lib';
import { breathe, type Drawing } from './drawing.ts';
import { drawKeyFigures, keyFiguresHeight } from './key-figures.ts';
import { contentBottom, contentWidth, margin, pageWidth } from './page.ts';

const BAND_HEIGHT = 268;
const NAME_SIZES = [30, 24, 19];
const LEAST_NAME_SIZE = 15;
const MOST_NAME_LINES = 3;
const LOGO = { width: 150, height: 46, padding: 8 };
const CONTENTS_LINE = 15;

export async function drawCover(
	drawing: Drawing,
	{ projectName, logo }: { projectName: string | null; logo: PDFImage | undefined },
): Promise<void> {
	const { facts, flow, palette, formats, texts } = drawing;
	const { canvas, typesetter } = flow;
	const { building, period } = facts;
	const white = palette.white;
	canvas.rectangle({ x: 0, y: 0, width: pageWidth, height: BAND_HEIGHT }, palette.accent);

	let left = margin;
	if (logo) {
		const box = { x: margin + LOGO.padding, y: 34, width: LOGO.width, height: LOGO.height };
		const ratio = Math.min(box.width / logo.width, box.height / logo.height);
		const width = logo.width * ratio + 2 * LOGO.padding;
		canvas.rectangle(
			{ x: margin, y: 34 - LOGO.padding, width, height: LOGO.height + 2 * LOGO.padding },
			white,
		);
		canvas.image(logo, box);
		left = margin + width + 14;
	}
	if (projectName !== null) {
		const style = { size: 12, bold: true, colour: white };
		canvas.text(projectName, left, 61, style, pageWidth - margin - left);
	}
	canvas.text(texts.title, margin, 126, { size: 12, colour: white }, contentWidth);

	const size =
		NAME_SIZES.find(
			(wished) =>
				typesetter.wrapped(building.name, contentWidth, { size: wished, bold: true }).length <=
				(wished > 20 ? 2 : MOST_NAME_LINES),
		) ?? LEAST_NAME_SIZE;
	let baseline = canvas.paragraph(
		building.name,
		margin,
		132 + size,
		{ size, bold: true, colour: white },
		contentWidth,
		MOST_NAME_LINES,
	);
	const address = [building.address, building.city].filter(Boolean).join(', ');
	baseline = Math.min(baseline, 222);
	canvas.text(address, margin, baseline, { size: 10.5, colour: white }, contentWidth);
	canvas.text(
		formats.period(period),
		margin,
		BAND_HEIGHT - 20,
		{ size: 15, bold: true, colour: white },
		contentWidth / 2,
	);
	if (formats.dates(period) !== formats.period(period)) {
		const style = { size: 10.5, colour: white, align: 'right' } as const;
		canvas.text(formats.dates(period), pageWidth - margin, BAND_HEIGHT - 20, style, contentWidth / 2 - 10);
	}

	// The first texts are the slow ones: their signs are new.
	await breathe();
	flow.entries.push({ title: texts.keyFigures, page: 0, y: 0 });
	drawKeyFigures(drawing, BAND_HEIGHT + 20);
}

/** On the cover, once it is known where each section stands. */
export function drawContents({ facts, flow, palette, formats, texts }: Drawing): void {
	const [cover] = flow.pages;
	if (!cover) return;
	const { canvas } = cover;
	let y = BAND_HEIGHT + 20 + keyFiguresHeight(facts) + 30;
	canvas.text(texts.contents, margin, y, { size: 11, bold: true, colour: palette.ink }, contentWidth);
	y += 18;
	const style = { size: 9, colour: palette.ink };
	const right = pageWidth - margin;
	for (const { title, page } of flow.entries.slice(1)) {
		if (y > contentBottom) return;
		const number = formats.integer(page + 1);
		canvas.text(title, margin, y, style, contentWidth - 40);
		canvas.text(number, right, y, { ...style, align: 'right' });
		const from = margin + Math.min(flow.typesetter.width(title, style), contentWidth - 40) + 6;
		const to = right - flow.typesetter.width(number, style) - 6;
		if (to > from) canvas.line([from, y - 1], [to, y - 1], palette.rule, 0.6, [1, 3]);
		y += CONTENTS_LINE;
	}
}
