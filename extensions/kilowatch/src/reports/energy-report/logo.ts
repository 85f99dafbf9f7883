/** The project's logo as an image of the document. */
import type { PDFDocument, PDFImage } from 'pdf-lib';

/** Larger ones take longer to unpack than a report may stop others. */
const MOST_BYTES = 512_000;

const PNG = [0x89, 0x50, 0x4e, 0x47];
const JPEG = [0xff, 0xd8, 0xff];

/** @returns undefined of what is no PNG or JPEG, broken or too large: the report is made without it */
export async function embedLogo(pdf: PDFDocument, bytes: Uint8Array | null): Promise<PDFImage | undefined> {
	if (!bytes || bytes.length > MOST_BYTES) return undefined;
	const begins = (signature: readonly number[]): boolean =>
		signature.every((byte, index) => bytes[index] === byte);
	try {
		const image = begins(PNG)
			? await pdf.embedPng(bytes)
			: begins(JPEG)
				? await pdf.embedJpg(bytes)
				: undefined;
		// What is wrong with it may show only here.
		await image?.embed();

		return image && image.width > 0 && image.height > 0 ? image : undefined;
	} catch {
		return undefined;
	}
}
