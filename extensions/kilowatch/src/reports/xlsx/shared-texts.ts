import { cellText } from './xml-text.ts';

/**
 * The texts of a workbook, each kept once: a file of half-hours repeats a few names and words by the hundred thousand. It
 * grows with the texts that differ, not with the rows.
 */
export class SharedTexts {
	readonly #places = new Map<string, number>();
	#uses = 0;

	/** The number of a text. */
	place(text: string): number {
		this.#uses += 1;
		const known = this.#places.get(text);
		if (known !== undefined) return known;
		const place = this.#places.size;
		this.#places.set(text, place);

		return place;
	}

	/** `xl/sharedStrings.xml`, for when all sheets are written. */
	*xml(): Generator<string> {
		yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
		yield `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${this.#uses}" uniqueCount="${this.#places.size}">`;
		for (const text of this.#places.keys()) yield `<si><t xml:space="preserve">${cellText(text)}</t></si>`;
		yield '</sst>';
	}
}
