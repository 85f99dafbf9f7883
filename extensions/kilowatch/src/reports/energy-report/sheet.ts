/** What every block of the page draws with, and where the page's blocks stand (points, y from the top). */
import type { ReportFacts } from '../../insight/report-facts.ts';
import type { Canvas } from './canvas.ts';
import type { Palette } from './colours.ts';
import type { Formats } from './formats.ts';
import type { Messages } from './messages.ts';

export interface Sheet {
	facts: ReportFacts;
	canvas: Canvas;
	palette: Palette;
	formats: Formats;
	texts: Messages;
}

export const pageWidth = 595.28;
export const pageHeight = 841.89;
export const margin = 42;
export const contentWidth = pageWidth - 2 * margin;
