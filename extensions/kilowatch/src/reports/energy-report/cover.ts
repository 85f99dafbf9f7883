import { contentWidth, margin, pageWidth, type Sheet } from './sheet.ts';

const HEIGHT = 134;
const LEAST_NAME_SIZE = 16;

/** The coloured band: whose building, where, which period, and in whose name. */
export function drawCover(
	{ facts, canvas, palette, formats, texts }: Sheet,
	projectName: string | null,
): void {
	const { building, period } = facts;
	const white = palette.white;
	const address = [building.address, building.city].filter(Boolean).join(', ');
	canvas.rectangle({ x: 0, y: 0, width: pageWidth, height: HEIGHT }, palette.accent);
	canvas.text(texts.title, margin, 36, { size: 11, bold: true, colour: white }, contentWidth / 2);
	if (projectName !== null) {
		canvas.text(
			projectName,
			pageWidth - margin,
			36,
			{ size: 11, colour: white, align: 'right' },
			contentWidth / 2 - 12,
		);
	}
	const nameStyle = { size: 25, bold: true, colour: white };
	if (canvas.width(building.name, { ...nameStyle, size: LEAST_NAME_SIZE }) <= contentWidth) {
		canvas.scaledText(building.name, margin, 72, nameStyle, contentWidth, LEAST_NAME_SIZE);
	} else {
		canvas.paragraph(building.name, margin, 57, { ...nameStyle, size: 14 }, contentWidth, 2);
	}
	canvas.text(address, margin, 92, { size: 10.5, colour: white }, contentWidth);
	canvas.text(formats.period(period), margin, 117, { size: 13, bold: true, colour: white }, contentWidth);
	if (formats.dates(period) !== formats.period(period)) {
		const style = { size: 10.5, colour: white, align: 'right' } as const;
		canvas.text(formats.dates(period), pageWidth - margin, 117, style, contentWidth / 2);
	}
}
