import { canonicalJson } from '../../../domain/canonical-json.ts';
import { sha256 } from '../../../domain/sha256.ts';
import type { Language } from '../../../shared/languages.ts';
import { HOLDER_TEXT_VERSION } from '../../consent-text.ts';
import { dateText, monthsText } from '../dates.ts';
import { statement202611 } from './2026-11-h.ts';
import type { Statement, StatementFacts, StatementText } from './statement.ts';

/** Every version that was ever shown. */
export const statementVersions: Readonly<Record<string, Readonly<Record<Language, StatementText>>>> = {
	'2026-11-h': statement202611,
};

/**
 * What a holder is told in one language.
 *
 * @param version the one shown now, where nobody asks for an older one
 * @throws Error for a version that there never was
 */
export function makeStatement(
	language: Language,
	facts: StatementFacts,
	version: string = HOLDER_TEXT_VERSION,
): Statement {
	return textOf(language, version)(facts, {
		date: (date) => dateText(date, language),
		months: (count) => monthsText(count, language),
	});
}

/** What is kept with a consent of what its holder saw: enough to write it again, and a digest that shows it is the same. */
export function shownProof(language: Language, facts: StatementFacts): Readonly<Record<string, unknown>> {
	return {
		language,
		text_version: HOLDER_TEXT_VERSION,
		facts,
		digest: statementDigest(language, facts),
	};
}

/** SHA-256 of all its words, with dates and durations as they are stored: how they are written is the system's. */
export function statementDigest(
	language: Language,
	facts: StatementFacts,
	version: string = HOLDER_TEXT_VERSION,
): string {
	const { title, lead, scopes, sections } = textOf(language, version)(facts, {
		date: (date) => date,
		months: String,
	});
	const scopeTexts = Object.entries(scopes).map(([scope, text]) => [scope, { ...text }] as const);

	return sha256(
		canonicalJson({
			title,
			lead,
			scopes: Object.fromEntries(scopeTexts),
			sections: sections.map((section) => ({ ...section })),
		}),
	);
}

function textOf(language: Language, version: string): StatementText {
	const text = statementVersions[version]?.[language];
	if (!text) throw new Error(`There is no statement ${version}`);

	return text;
}
