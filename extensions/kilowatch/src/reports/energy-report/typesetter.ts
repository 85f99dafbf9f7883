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
export function createTypesetter(faces: Readonly<Record<FaceName, PDFFont>>) {
	const known = new Set(faces.regular.getCharacterSet());
	const printable = (text: string): string =>
		Array.from(text.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' '))
			.map((sign) => (known.has(sign.codePointAt(0) ?? 0) ? sign : '?'))
			.join('');

	const codes = { regular: new Map<string, string>(), bold: new Map<string, string>() };
	const codeOf = (sign: string, face: FaceName): string => {
		const code = codes[face].get(sign) ?? faces[face].encodeText(sign).asString();
		codes[face].set(sign, code);

		return code;
	};
	const widthOf = (sign: string, face: FaceName): number => {
		const width = widths[face].get(sign) ?? faces[face].widthOfTextAtSize(sign, 1);
		widths[face].set(sign, width);

		return width;
	};
	const width = (text: string, { size, bold }: Face): number => {
		let sum = 0;
		const face = faceOf(bold);
		for (const sign of text) sum += widthOf(sign, face);

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
			Array.from(text, (sign) => codeOf(sign, faceOf(isBold))).join(''),
	};
}

type FaceName = 'regular' | 'bold';

function faceOf(isBold: boolean | undefined): FaceName {
	return isBold ? 'bold' : 'regular';
}

/**
 * At size 1. Signs stand side by side without kerning, so their widths add up. Laying one out is slow, and all documents have the same
 * two typefaces, which have about a thousand signs.
 */
const widths: Readonly<Record<FaceName, Map<string, number>>> = { regular: new Map(), bold: new Map() };
