/** What every section of the report draws with. */
import type { ReportFacts } from '../../insight/report-facts.ts';
import type { Palette } from './colours.ts';
import type { Flow } from './flow.ts';
import type { Formats } from './formats.ts';
import type { ReportLanguage } from './languages.ts';
import type { Messages } from './messages/report-texts.ts';

export interface Drawing {
	facts: ReportFacts;
	flow: Flow;
	palette: Palette;
	formats: Formats;
	texts: Messages;
	language: ReportLanguage;
}

/** A section of the report; where it is long it lets others have their turn. */
export type Section = (drawing: Drawing) => void | Promise<void>;

/** A figure and its unit do not part at the end of a line. */
export function kwh(figure: string): string {
	return `${figure}\u00a0kWh`;
}

/** A report must not hold up the server's other work: Directus turns everybody away when its loop stands still. */
export function breathe(): Promise<void> {
	return new Promise((resolve) => {
		setImmediate(resolve);
	});
}
