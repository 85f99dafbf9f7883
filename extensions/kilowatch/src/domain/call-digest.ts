import { canonicalJson } from './canonical-json.ts';
import { sha256 } from './sha256.ts';

/** One call to an operator, without what came back: of its body only the length. */
export interface DigestedCall {
	/** the operator's name of what was called */
	api: string;
	/** local dates; `to` is not included */
	from: string;
	to: string;
	/** how it ended: `ok`, or the failure's class or code */
	status: string;
	/** of the answer's body */
	bytes: number;
}

/**
 * The digest of a run's calls so far, and one more: SHA-256 over the digest before and the call, in hex. A run's calls are
 * one entry of the audit log, and this holds the entry against the calls and their order wherever these are written down.
 *
 * @param previousHex of the calls before; `null` for the first
 */
export function extendCallDigest(
	previousHex: string | null,
	{ api, from, to, status, bytes }: DigestedCall,
): string {
	return sha256(canonicalJson([previousHex, { api, from, to, status, bytes }]));
}
