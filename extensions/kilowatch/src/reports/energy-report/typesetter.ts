/** Text as it will be set: how wide it is, where it breaks, and its signs as the document's fonts number them. */
import type { PDFFont, RGB } from 'pdf-lib';

export interface TextStyle {
	size: number;
	colour: RGB;
	bold?: boolean;
	align?: 'left' | 'center' | 'right';
}

export type Typesetter = ReturnType<typeof createTypesetter>;

type Face = Pick<TextStyle, 'size' | 'bold'>;

const ELLIPSIS = '…';

/** A building's name may hold anything; what the typeface has no sign for is shown as `?`. */
export function createTypesetter(faces: { regular: PDFFont; bold: PDFFont }) {
	const known = new Set(faces.regular.getCharacterSet());
	const printable = (text: string): string =>
		Array.from(text.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' '))
			.map((sign) => (known.has(sign.codePointAt(0) ?? 0) ? sign : '?'))
			.join('');

	/** Signs stand side by side without kerning, so their widths add up; each is laid out once, for that is slow. */
	const measured = { regular: new Map<string, Sign>(), bold: new Map<string, Sign>() };
	const signOf = (sign: string, isBold: boolean | undefined): Sign => {
		const name = isBold ? 'bold' : 'regular';
		const before = measured[name].get(sign);
		if (before) return before;
		const font = faces[name];
		const laidOut = {
			width: font.widthOfTextAtSize(sign, 1),
			code: font.encodeText(sign).asString(),
		};
		measured[name].set(sign, laidOut);

		return laidOut;
	};
	const width = (text: string, { size, bold }: Face): number => {
		let sum = 0;
		for (const sign of text) sum += signOf(sign, bold).width;

		return sum * size;
	};

	const shortened = (text: string, maxWidth: number, style: Face): string => {
		if (width(text, style) <= maxWidth) return text;
		const signs = Array.from(text);
		while (signs.length > 0 && width(signs.join('').trimEnd() + ELLIPSIS, style) > maxWidth) signs.pop();

		return signs.join('').trimEnd() + ELLIPSIS;
	};

	/** A word that is wider than the line, in pieces that are not. */
	const pieces = (word: string, maxWidth: number, style: Face): string[] => {
		if (width(word, style) <= maxWidth) return [word];
		const found: string[] = [];
		let piece = '';
		for (const sign of word) {
			if (piece && width(piece + sign, style) > maxWidth) {
				found.push(piece);
				piece = '';
			}
			piece += sign;
		}

		return [...found, piece];
	};

	return {
		printable,

		width: (text: string, style: Face) => width(printable(text), style),

		shortened: (text: string, maxWidth: number, style: Face) => shortened(printable(text), maxWidth, style),

		/** Breaks at plain spaces, words that are too long anywhere; what more than `maxLines` would take ends in an ellipsis. */
		wrapped(text: string, maxWidth: number, style: Face, maxLines = Infinity): string[] {
			const lines: string[] = [];
			let line = '';
			const words = printable(text)
				.split(' ')
				.filter(Boolean)
				.flatMap((word) => pieces(word, maxWidth, style));
			for (const [index, word] of words.entries()) {
				const longer = line ? `${line} ${word}` : word;
				if (!line || width(longer, style) <= maxWidth) {
					line = longer;
				} else if (lines.length + 1 >= maxLines) {
					line = [line, ...words.slice(index)].join(' ');
					break;
				} else {
					lines.push(line);
					line = word;
				}
			}
			if (line) lines.push(shortened(line, maxWidth, style));

			return lines;
		},

		/** The signs' numbers in the font, in hexadecimal. Only what is printable has one. */
		encoded: (text: string, isBold: boolean | undefined) =>
			Array.from(text, (sign) => signOf(sign, isBold).code).join(''),
	};
}

interface Sign {
	/** at size 1 */
	width: number;
	code: string;
}
