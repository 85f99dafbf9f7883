import type { OnboardingLine } from '../../shared/http-contract/onboarding.ts';
import type { Translator } from '../locales/translate.ts';

/** A file to fill in: the header, and a line of each kind. Names of columns are the same in every language. */
export function onboardingTemplate(building: string): string {
	return csvOf([
		['building', 'provider', 'point_id', 'label', 'scopes', 'personal', 'email', 'language'],
		[building, 'enedis', '12345678901234', 'Lift', 'daily load_curve', 'no', '', ''],
		[building, 'enedis', '', 'Flat 3', 'daily', 'yes', 'holder@example.com', 'fr'],
	]);
}

/** What becomes of a line, in words. */
export function verdictOf({ verdict, code }: OnboardingLine, { text }: Translator): string {
	return verdict === 'refused'
		? text(code === null ? 'onboarding.refusals.unreadable' : `onboarding.refusals.${code}`)
		: text(`onboarding.${verdict}`);
}

/** How many lines would get or have got a link. */
export function countInvited(lines: readonly OnboardingLine[]): number {
	return lines.filter(({ verdict }) => verdict === 'new' || verdict === 'known').length;
}

/** The links, for those who pass them on: one line for each meter that has one. */
export function linksFile(lines: readonly OnboardingLine[]): string {
	const invited = lines.filter(({ invitation_url: url }) => url !== null);

	return csvOf([
		['line', 'building', 'provider', 'point_id', 'label', 'mailed', 'link'],
		...invited.map((line) => [
			String(line.line),
			line.building?.name ?? '',
			line.provider,
			line.point_id ?? '',
			line.label ?? '',
			line.sent ? 'yes' : 'no',
			line.invitation_url ?? '',
		]),
	]);
}

/** With a byte order mark, by which spreadsheets know UTF-8, and semicolons, which most of Europe's expect. */
function csvOf(rows: readonly (readonly string[])[]): string {
	return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

/** A cell that begins like a formula would be run by the spreadsheet that opens it. */
function cell(text: string): string {
	const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;

	return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
