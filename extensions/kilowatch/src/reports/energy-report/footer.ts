import { contentWidth, margin, type Sheet } from './sheet.ts';

/** When and from what the page was made: equal fingerprints are equal facts. */
export function drawFooter(
	{ facts, canvas, palette, formats, texts }: Sheet,
	document: { generatedAt: Date; fingerprint: string; fileName: string },
): void {
	const zone = facts.building.timezone;
	const style = { size: 7, colour: palette.muted };
	canvas.line([margin, 798], [margin + contentWidth, 798], palette.rule);
	canvas.text(
		texts.generated(formats.instant(document.generatedAt, zone), zone),
		margin,
		809,
		style,
		contentWidth / 2,
	);
	canvas.text(
		texts.attachment(document.fileName),
		margin + contentWidth,
		809,
		{ ...style, align: 'right' },
		contentWidth / 2,
	);
	canvas.text(`${texts.fingerprint}: ${document.fingerprint}`, margin, 820, style, contentWidth);
}
