/** From what the report was made, so that whoever doubts it can make it again. */
import type { Drawing } from './drawing.ts';

export function drawAbout(
	{ facts, flow, formats, texts }: Drawing,
	{ fingerprint, fileName, statedOn }: { fingerprint: string; fileName: string; statedOn: string },
): void {
	flow.section(texts.about, 70);
	flow.paragraph(`${texts.made(formats.date(statedOn))} (${facts.building.timezone})`);
	flow.paragraph(texts.attachment(fileName));
	flow.paragraph(fingerprint, { bold: true, size: 8 });
}
