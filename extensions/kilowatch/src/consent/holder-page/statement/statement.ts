import type { ConsentScope } from '../../../shared/names.ts';

/** What a statement tells, besides its words: kept with the consent, so that what the holder saw can be put together again. */
export interface StatementFacts {
	/** who asks: the controller */
	organisation: string;
	/** who looks after the building there; null where nobody is named */
	manager: string | null;
	/** where to write to; null where no address is known */
	contact: string | null;
	/** name and address */
	building: string;
	/** the grid operator that has the figures */
	operator: string;
	/** last local date of the consent at the latest */
	until: string;
	/** how long figures are kept, in months */
	totalsMonths: number;
	curveMonths: number;
	/** the server that keeps them, by its host name */
	host: string;
	/** where that stands, in the words of whoever runs it; null where they say nothing */
	location: string | null;
	/** ISO code; which authority hears complaints depends on it */
	country: string | null;
	/** the holder is a natural person */
	personal: boolean;
}

/** All that a holder is told before consenting. */
export interface Statement {
	title: string;
	lead: string;
	scopes: Readonly<Record<ConsentScope, ScopeStatement>>;
	sections: readonly { kind: SectionKind; heading: string; text: string }[];
}

export type SectionKind = 'choice' | 'duration' | 'storage' | 'rights' | 'next';

export interface ScopeStatement {
	name: string;
	/** what is read */
	what: string;
	/** to what end */
	why: string;
	/** how long it is kept */
	kept: string;
}

/** How a language writes what is not words. */
export interface Writing {
	date: (date: string) => string;
	months: (count: number) => string;
}

/** A statement in one language. */
export type StatementText = (facts: StatementFacts, writing: Writing) => Statement;
