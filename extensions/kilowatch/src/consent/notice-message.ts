import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Language } from '../shared/languages.ts';
import type { ConsentNotice } from '../storage/consent-notices.ts';
import { meterLine } from '../storage/erasure/messages.ts';
import { noticeTexts, type NoticeTexts } from './notice-texts.ts';

export interface NoticeMessage {
	subject: string;
	/** Markdown; a line for each meter, by which it can be taken out again */
	message: string;
}

/**
 * One message about all consents that a person is to be told of: buildings and labels, never a point id or a value.
 *
 * @param buildingUrl address of a building's page
 */
export function noticeMessage(
	notices: readonly ConsentNotice[],
	language: Language,
	buildingUrl: (building: BuildingKey) => string,
): NoticeMessage {
	const texts = noticeTexts[language];
	const lines = (chosen: readonly ConsentNotice[]) =>
		chosen.map((notice) => {
			const { building, buildingName, label, pointId } = notice;
			const name = meterLine({ building: buildingName ?? String(building), label, pointId });

			return `${name}: ${sentence(notice, texts, language)} ([${texts.open}](${buildingUrl(building)}))`;
		});
	const part = (title: string, hints: readonly string[], chosen: readonly ConsentNotice[]) =>
		chosen.length === 0
			? []
			: [`**${title}**`, '', ...lines(chosen), '', ...hints.flatMap((hint) => [hint, ''])];
	const of = (...kinds: readonly ConsentNotice['kind'][]) =>
		notices.filter(({ kind }) => kinds.includes(kind));

	const soon = of('ends_7', 'ends_30', 'ends_60').sort((one, other) =>
		(one.validUntil ?? '') < (other.validUntil ?? '') ? -1 : 1,
	);
	const unanswered = of('unanswered');
	const mayBeShared = unanswered.some(({ provider }) => provider === 'enedis');
	const message = [
		...part(texts.endingSoon, [texts.endingSoonHint], soon),
		...part(texts.ended, [texts.endedHint], of('ended')),
		...part(
			texts.unanswered,
			[texts.unansweredHint, ...(mayBeShared ? [texts.oldShareHint] : [])],
			unanswered,
		),
	];

	return { subject: texts.subject(notices.length), message: message.join('\n').trimEnd() };
}

function sentence(
	{ kind, validUntil, endReason }: ConsentNotice,
	texts: NoticeTexts,
	language: Language,
): string {
	const date = validUntil === null ? null : formatDate(validUntil, language);
	if (kind === 'unanswered') return texts.noAnswer;
	if (kind !== 'ended') return texts.until(date ?? '');
	const reason =
		endReason === null || endReason === 'unanswered' || endReason === 'renewed' ? 'revoked' : endReason;

	return texts.endReasons[reason](date);
}

function formatDate(date: string, language: Language): string {
	return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
		dateStyle: 'long',
		timeZone: 'UTC',
	}).format(new Date(`${date}T00:00:00Z`));
}
