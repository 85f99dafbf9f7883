/** What stands on every page: whose building and which period, the fingerprint, and which page of how many. */
import type { Drawing } from './drawing.ts';
import { contentWidth, margin, pageWidth } from './page.ts';

const FOOT = 798;

export function drawPageFrames({ facts, flow, palette, formats, texts }: Drawing, fingerprint: string): void {
	const style = { size: 7, colour: palette.muted };
	const right = pageWidth - margin;
	for (const [index, { canvas }] of flow.pages.entries()) {
		if (index > 0) {
			const period = formats.period(facts.period);
			const room = contentWidth - flow.typesetter.width(period, { size: 8 }) - 16;
			canvas.text(facts.building.name, margin, 44, { size: 8, bold: true, colour: palette.muted }, room);
			canvas.text(period, right, 44, { size: 8, colour: palette.muted, align: 'right' });
			canvas.line([margin, 50], [right, 50], palette.rule);
		}
		canvas.line([margin, FOOT], [right, FOOT], palette.rule);
		canvas.text(`${texts.fingerprint}: ${fingerprint}`, margin, FOOT + 11, style, contentWidth - 90);
		canvas.text(
			texts.pageOf(formats.integer(index + 1), formats.integer(flow.pages.length)),
			right,
			FOOT + 11,
			{ ...style, align: 'right' },
		);
	}
}
