/** Drawing on a page with y counted from the top, and text that stays inside its width. */
import {
	lineTo,
	moveTo,
	popGraphicsState,
	pushGraphicsState,
	setLineWidth,
	setStrokingColor,
	stroke,
	type PDFFont,
	type PDFPage,
	type RGB,
} from 'pdf-lib';

export interface TextStyle {
	size: number;
	colour: RGB;
	bold?: boolean;
	align?: 'left' | 'center' | 'right';
}

export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

type Line = [from: [x: number, y: number], to: [x: number, y: number]];

export type Canvas = ReturnType<typeof createCanvas>;

const ELLIPSIS = '…';
const LINE_HEIGHT = 1.32;

export function createCanvas(page: PDFPage, faces: { regular: PDFFont; bold: PDFFont }) {
	const top = page.getHeight();
	const known = new Set(faces.regular.getCharacterSet());
	const face = (style: TextStyle): PDFFont => (style.bold ? faces.bold : faces.regular);

	/** A building's name may hold anything; what the typeface has no sign for is shown as `?`. */
	const printable = (text: string): string =>
		Array.from(text.normalize('NFC').replace(/\p{Cc}/gu, ' '))
			.map((sign) => (known.has(sign.codePointAt(0) ?? 0) ? sign : '?'))
			.join('');

	/** Signs stand side by side without kerning, so their widths add up; measured once each, for laying out is slow. */
	const widths = new Map<string, number>();
	const signWidth = (sign: string, style: TextStyle): number => {
		const key = style.bold ? `*${sign}` : sign;
		const measured = widths.get(key) ?? face(style).widthOfTextAtSize(sign, 1);
		widths.set(key, measured);

		return measured;
	};
	const width = (text: string, style: TextStyle): number =>
		Array.from(text).reduce((sum, sign) => sum + signWidth(sign, style), 0) * style.size;

	const shortened = (text: string, maxWidth: number, style: TextStyle): string => {
		if (width(text, style) <= maxWidth) return text;
		const signs = Array.from(text);
		while (signs.length > 0 && width(signs.join('').trimEnd() + ELLIPSIS, style) > maxWidth) signs.pop();

		return signs.join('').trimEnd() + ELLIPSIS;
	};

	/** Breaks at plain spaces into at most `maxLines` lines; what does not fit ends in an ellipsis. */
	const wrapped = (text: string, maxWidth: number, style: TextStyle, maxLines: number): string[] => {
		const lines: string[] = [];
		let line = '';
		const words = printable(text).split(' ').filter(Boolean);
		for (const [index, word] of words.entries()) {
			const longer = line ? `${line} ${word}` : word;
			if (!line || width(longer, style) <= maxWidth) {
				line = longer;
			} else if (lines.length + 1 === maxLines) {
				line = [line, ...words.slice(index)].join(' ');
				break;
			} else {
				lines.push(shortened(line, maxWidth, style));
				line = word;
			}
		}
		if (line) lines.push(shortened(line, maxWidth, style));

		return lines;
	};

	/** Draws one line as it is. */
	const put = (text: string, x: number, baseline: number, style: TextStyle): void => {
		if (!text) return;
		const shift = { left: 0, center: 0.5, right: 1 }[style.align ?? 'left'];
		page.drawText(text, {
			x: shift === 0 ? x : x - width(text, style) * shift,
			y: top - baseline,
			size: style.size,
			font: face(style),
			color: style.colour,
		});
	};

	return {
		width: (text: string, style: TextStyle) => width(printable(text), style),

		/** One line, cut with an ellipsis where it is wider than `maxWidth`. */
		text(text: string, x: number, baseline: number, style: TextStyle, maxWidth = Infinity): void {
			put(shortened(printable(text), maxWidth, style), x, baseline, style);
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
			const line = printable(text);
			const size = Math.max(leastSize, Math.min(style.size, (style.size * maxWidth) / width(line, style)));
			put(shortened(line, maxWidth, { ...style, size }), x, baseline, { ...style, size });
		},

		/** Lines from `baseline` down; returns the baseline after the last one. */
		paragraph(
			text: string,
			x: number,
			baseline: number,
			style: TextStyle,
			maxWidth: number,
			maxLines: number,
		): number {
			const step = style.size * LINE_HEIGHT;
			const lines = wrapped(text, maxWidth, style, maxLines);
			for (const [index, line] of lines.entries()) put(line, x, baseline + index * step, style);

			return baseline + lines.length * step;
		},

		rectangle({ x, y, width: boxWidth, height }: Box, colour: RGB, border?: RGB): void {
			page.drawRectangle({
				x,
				y: top - y - height,
				width: boxWidth,
				height,
				color: colour,
				...(border && { borderColor: border, borderWidth: 0.6 }),
			});
		},

		line(from: [number, number], to: [number, number], colour: RGB, thickness = 0.6, dash?: number[]): void {
			page.drawLine({
				start: { x: from[0], y: top - from[1] },
				end: { x: to[0], y: top - to[1] },
				color: colour,
				thickness,
				...(dash && { dashArray: dash }),
			});
		},

		/** Many lines in one go: hundreds of single ones take their time. */
		strokes(lines: readonly Line[], colour: RGB, thickness: number): void {
			page.pushOperators(
				pushGraphicsState(),
				setStrokingColor(colour),
				setLineWidth(thickness),
				...lines.flatMap(([from, to]) => [moveTo(from[0], top - from[1]), lineTo(to[0], top - to[1])]),
				stroke(),
				popGraphicsState(),
			);
		},
	};
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
