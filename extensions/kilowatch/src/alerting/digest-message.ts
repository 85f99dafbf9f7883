import { alertHeadline, alertTexts } from '../shared/alert-texts/alert-sentences.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Language } from '../shared/languages.ts';
import type { AlertNotice } from '../storage/alerts/alert-notices.ts';
import { meterLine } from '../storage/erasure/messages.ts';

export interface DigestMessage {
	subject: string;
	/** Markdown; a line for each alert, by whose beginning its meter can be taken out again */
	message: string;
}

/** So many alerts stand in a message; of more it says how many. */
const MOST_LINES = 20;

/**
 * One message about all alerts that a person is to be told of, the worst first: by the day, without what a right to personal
 * data would be needed for.
 *
 * @param buildingUrl address of a building's page
 */
export function digestMessage(
	notices: readonly AlertNotice[],
	language: Language,
	buildingUrl: (building: BuildingKey) => string,
): DigestMessage {
	const texts = alertTexts[language];
	const line = (notice: AlertNotice) => {
		const { building, buildingName, label, pointId, severity } = notice;
		const meter = meterLine({ building: buildingName ?? String(building), label, pointId });

		return `${meter} (${texts.severities[severity]}): ${alertHeadline(notice, language)} ([${texts.open}](${buildingUrl(building)}))`;
	};
	const shown = notices.slice(0, MOST_LINES);
	const part = (title: string, chosen: readonly AlertNotice[]) =>
		chosen.length === 0 ? [] : [`**${title}**`, '', ...chosen.map(line), ''];
	const more = notices.length - shown.length;

	return {
		subject: texts.subject(notices.length),
		message: [
			...part(
				texts.worse,
				shown.filter(({ isWorse }) => isWorse),
			),
			...part(
				texts.opened,
				shown.filter(({ isWorse }) => !isWorse),
			),
			...(more > 0 ? [texts.more(more), ''] : []),
			texts.hint,
		].join('\n'),
	};
}
