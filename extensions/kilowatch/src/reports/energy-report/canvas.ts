/** Drawing on a page with y counted from the top, and text that stays inside its width. */
import {
	beginText,
	drawObject,
	endText,
	fill,
	lineTo,
	moveText,
	moveTo,
	PDFHexString,
	popGraphicsState,
	pushGraphicsState,
	rectangle,
	scale,
	setDashPattern,
	setFillingColor,
	setFontAndSize,
	setLineWidth,
	setStrokingColor,
	showText,
	stroke,
	translate,
	type PDFFont,
	type PDFImage,
	type PDFPage,
	type RGB,
} from 'pdf-lib';
import type { TextStyle, Typesetter } from './typesetter.ts';

export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

type Point = [x: number, y: number];

type Line = [from: Point, to: Point];

export type Canvas = ReturnType<typeof createCanvas>;

const LINE_HEIGHT = 1.32;

export function createCanvas(
	page: PDFPage,
	{ typesetter, faces }: { typesetter: Typesetter; faces: { regular: PDFFont; bold: PDFFont } },
) {
	const top = page.getHeight();
	const fonts = {
		regular: page.node.newFontDictionary('F', faces.regular.ref),
		bold: page.node.newFontDictionary('F', faces.bold.ref),
	};

	/** Draws one line as it is. */
	const put = (text: string, x: number, baseline: number, style: TextStyle): void => {
		if (!text) return;
		const shift = { left: 0, center: 0.5, right: 1 }[style.align ?? 'left'];
		const left = shift === 0 ? x : x - typesetter.width(text, style) * shift;
		page.pushOperators(
			beginText(),
			setFillingColor(style.colour),
			setFontAndSize(style.bold ? fonts.bold : fonts.regular, style.size),
			moveText(rounded(left), rounded(top - baseline)),
			showText(PDFHexString.of(typesetter.encoded(text, style.bold))),
			endText(),
		);
	};

	return {
		/** One line, cut with an ellipsis where it is wider than `maxWidth`. */
		text(text: string, x: number, baseline: number, style: TextStyle, maxWidth = Infinity): void {
			put(typesetter.shortened(text, maxWidth, style), x, baseline, style);
		},

		/** One line in a smaller size where it is wider than `maxWidth`, down to `leastSize`. */
		scaledText(
			text: string,
			x: number,
			baseline: number,
			style: TextStyle,
			maxWidth: number,
			leastSize: number,
		): void {
			const wished = (style.size * maxWidth) / Math.max(typesetter.width(text, style), 1);
			const size = Math.max(leastSize, Math.min(style.size, wished));
			put(typesetter.shortened(text, maxWidth, { ...style, size }), x, baseline, { ...style, size });
		},

		/** Lines from `baseline` down; returns the baseline after the last one. */
		paragraph(
			text: string,
			x: number,
			baseline: number,
			style: TextStyle,
			maxWidth: number,
			maxLines = Infinity,
		): number {
			const step = style.size * LINE_HEIGHT;
			const lines = typesetter.wrapped(text, maxWidth, style, maxLines);
			for (const [index, line] of lines.entries()) put(line, x, baseline + index * step, style);

			return baseline + lines.length * step;
		},

		rectangle(box: Box, colour: RGB): void {
			page.pushOperators(setFillingColor(colour), path(box, top), fill());
		},

		/** Many boxes of one colour in one go. */
		rectangles(boxes: readonly Box[], colour: RGB): void {
			if (boxes.length === 0) return;
			page.pushOperators(setFillingColor(colour), ...boxes.map((box) => path(box, top)), fill());
		},

		frame(box: Box, colour: RGB, thickness = 0.6): void {
			page.pushOperators(setStrokingColor(colour), setLineWidth(thickness), path(box, top), stroke());
		},

		line(from: Point, to: Point, colour: RGB, thickness = 0.6, dash?: number[]): void {
			page.pushOperators(
				pushGraphicsState(),
				setStrokingColor(colour),
				setLineWidth(thickness),
				...(dash ? [setDashPattern(dash, 0)] : []),
				moveTo(rounded(from[0]), rounded(top - from[1])),
				lineTo(rounded(to[0]), rounded(top - to[1])),
				stroke(),
				popGraphicsState(),
			);
		},

		/** Lines from point to point; `null` breaks them off. */
		polyline(points: readonly (Point | null)[], colour: RGB, thickness: number): void {
			let isOn = false;
			const steps = points.flatMap((point) => {
				const step = isOn ? lineTo : moveTo;
				isOn = point !== null;

				return point ? [step(rounded(point[0]), rounded(top - point[1]))] : [];
			});
			page.pushOperators(
				pushGraphicsState(),
				setStrokingColor(colour),
				setLineWidth(thickness),
				...steps,
				stroke(),
				popGraphicsState(),
			);
		},

		/** Many lines in one go: hundreds of single ones take their time. */
		strokes(lines: readonly Line[], colour: RGB, thickness: number): void {
			page.pushOperators(
				pushGraphicsState(),
				setStrokingColor(colour),
				setLineWidth(thickness),
				...lines.flatMap(([from, to]) => [
					moveTo(rounded(from[0]), rounded(top - from[1])),
					lineTo(rounded(to[0]), rounded(top - to[1])),
				]),
				stroke(),
				popGraphicsState(),
			);
		},

		/** An image as large as the box allows without being distorted, at its left and in its middle. */
		image(image: PDFImage, box: Box): Box {
			const ratio = Math.min(box.width / image.width, box.height / image.height);
			const placed = {
				x: box.x,
				width: image.width * ratio,
				height: image.height * ratio,
				y: box.y + (box.height - image.height * ratio) / 2,
			};
			page.pushOperators(
				pushGraphicsState(),
				translate(rounded(placed.x), rounded(top - placed.y - placed.height)),
				scale(placed.width, placed.height),
				drawObject(page.node.newXObject('Image', image.ref)),
				popGraphicsState(),
			);

			return placed;
		},
	};
}

function path({ x, y, width, height }: Box, top: number) {
	return rectangle(rounded(x), rounded(top - y - height), rounded(width), rounded(height));
}

/** Paper shows no more, and each decimal is a byte. */
function rounded(points: number): number {
	return Math.round(points * 100) / 100;
}

/** The diagonal strokes that hatch a box, as pairs of end points. */
export function hatching({ x, y, width, height }: Box, gap: number): Line[] {
	const strokes: Line[] = [];
	for (let offset = gap; offset < width + height; offset += gap) {
		const fromX = Math.max(0, offset - height);
		const toX = Math.min(width, offset);
		strokes.push([
			[x + fromX, y + Math.min(offset, height)],
			[x + toX, y + offset - toX],
		]);
	}

	return strokes;
}
