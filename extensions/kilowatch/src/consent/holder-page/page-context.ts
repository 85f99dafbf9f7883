import { addMonths, localDateOf } from '../../domain/local-days.ts';
import type { Language } from '../../shared/languages.ts';
import type { ProviderName } from '../../shared/names.ts';
import type { HolderMeter } from '../../storage/holder-meter.ts';
import type { StoredInvitation } from '../../storage/invitations.ts';
import type { HolderState } from './holder-state.ts';
import { makeStatement } from './statement/shown-statement.ts';
import type { Statement, StatementFacts } from './statement/statement.ts';
import type { HolderTexts } from './texts/holder-texts.ts';
import { holderTexts } from './texts/texts.ts';

/** All that a view of the holder's page needs. */
export interface PageContext {
	language: Language;
	/** the language was chosen on the page: links take it along */
	isLanguageChosen: boolean;
	texts: HolderTexts;
	/** path of the holder's page, without a slash at its end */
	base: string;
	meter: HolderMeter;
	state: HolderState;
	invitation: StoredInvitation;
	organisation: string;
	operator: string;
	timeZone: string;
	facts: StatementFacts;
	statement: Statement;
	/** whether the operator can be asked at all */
	isProviderOn: boolean;
}

/** What the environment says of whoever runs this. */
export interface Household {
	publicUrl: URL;
	/** where the server stands, in words; null where nothing is said */
	location: string | null;
	totalsMonths: number;
	curveMonths: number;
	/** longest consent of the meter's provider, in months; `undefined` where it is off */
	consentMonths: number | undefined;
}

const operatorNames: Readonly<Record<ProviderName, string>> = {
	enedis: 'Enedis',
	ores: 'ORES',
	fluvius: 'Fluvius',
	myelectricaldata: 'MyElectricalData',
	conso_api: 'Conso API',
	file: 'Kilowatch',
	push: 'Kilowatch',
};

/** No figure of a natural person is kept longer, whatever is set for others (`docs/data-protection.md`). */
const PERSONAL_MONTHS = { totals: 36, curve: 24 };

const USUAL_CONSENT_MONTHS = 36;
const USUAL_TIME_ZONE = 'Europe/Paris';

/** Puts together what the views show. */
export function pageContext(
	page: {
		language: Language;
		isLanguageChosen: boolean;
		base: string;
		meter: HolderMeter;
		state: HolderState;
		invitation: StoredInvitation;
	},
	household: Household,
	now: Date,
): PageContext {
	const { meter, language } = page;
	const timeZone = meter.timeZone ?? USUAL_TIME_ZONE;
	const organisation = organisationName(meter.organisation, household.publicUrl);
	const operator = operatorNames[meter.provider];
	const today = localDateOf(now.getTime() / 1000, timeZone);
	const { building, manager, personal } = meter;
	const months = (configured: number, personally: number) =>
		personal ? Math.min(configured, personally) : configured;
	const facts: StatementFacts = {
		organisation,
		manager: manager?.name ?? null,
		contact: manager?.email ?? null,
		building: placeText(building),
		operator,
		until: addMonths(today, household.consentMonths ?? USUAL_CONSENT_MONTHS),
		totalsMonths: months(household.totalsMonths, PERSONAL_MONTHS.totals),
		curveMonths: months(household.curveMonths, PERSONAL_MONTHS.curve),
		host: household.publicUrl.host,
		location: household.location,
		country: building.country,
		personal,
	};

	return {
		...page,
		texts: holderTexts[language],
		organisation,
		operator,
		timeZone,
		facts,
		statement: makeStatement(language, facts),
		isProviderOn: household.consentMonths !== undefined,
	};
}

/** Directus' own name is no organisation's: then the server's name says more. */
export function organisationName(projectName: string | null, publicUrl: URL): string {
	return projectName === null || projectName === 'Directus' ? publicUrl.hostname : projectName;
}

/** A building in one line. */
export function placeText({ name, address, city }: HolderMeter['building']): string {
	const place = [address, city].filter(Boolean).join(', ');

	return name && place ? `${name} (${place})` : name || place;
}
