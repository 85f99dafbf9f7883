import { createHash } from 'node:crypto';
import type { ReportFacts } from '../insight/report-facts.ts';

/** The facts as the file that is attached to the report, and the fingerprint that anyone can compute from it. */
export interface FactsDocument {
	/** JSON, UTF-8 */
	bytes: Uint8Array;
	/** SHA-256 of `bytes`, 64 hex characters: equal fingerprints are equal facts */
	fingerprint: string;
}

export function factsDocument(facts: ReportFacts): FactsDocument {
	const bytes = new TextEncoder().encode(`${JSON.stringify(facts, null, '\t')}\n`);

	return { bytes, fingerprint: createHash('sha256').update(bytes).digest('hex') };
}
