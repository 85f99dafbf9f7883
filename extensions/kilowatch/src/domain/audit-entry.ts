import { canonicalJson, type Json } from './canonical-json.ts';
import { sha256 } from './sha256.ts';

/** What a detail can be, and how it is told. None of them has room for a secret, a point id or a measured value. */
const detailKinds = {
	/** one of our stable words */
	word: /^[a-z][a-z_]{0,39}$/,
	/** several of them, with commas between */
	words: /^[a-z][a-z_]{0,39}(,[a-z][a-z_]{0,39}){0,19}$/,
	/** a stable code, ours or an operator's: `outage`, `ADAM-DC-0008`, `http_503` */
	code: /^(?=.{1,60}$)[A-Za-z][A-Za-z_]*([-_][A-Za-z0-9]{1,12}){0,6}$/,
	/** of a text: `2026-11` */
	version: /^[0-9A-Za-z.-]{1,10}$/,
	/** a local date */
	day: /^\d{4}-\d{2}-\d{2}$/,
	/** SHA-256 in hex */
	digest: /^[0-9a-f]{64}$/,
	/** of an encryption key: the first 8 hex characters of its SHA-256 */
	keyId: /^[0-9a-f]{8}$/,
	/** how many rows, calls or days; never a measured value */
	count: 'count',
} as const;

type DetailKind = keyof typeof detailKinds;

/** Each deed that is logged, and what is told of it. The names are stable: they stand in the log for years. */
const auditDetails = {
	/** `step`: `recorded` when somebody asks for it, `sent` when the holder leaves for the operator's page */
	'consent.requested': { provider: 'word', scopes: 'words', text_version: 'version', step: 'word' },
	'consent.granted': { provider: 'word', scopes: 'words', text_version: 'version', valid_until: 'day' },
	'consent.refused': { provider: 'word', code: 'code' },
	/** a holder without an account got a link; `step`: `made`, `opened`, `revoked` */
	'consent.invited': { step: 'word' },
	/** the holder allowed more or less than before, and the consent lives on */
	'consent.changed': { provider: 'word', added: 'words', removed: 'words', text_version: 'version' },
	/** `reason`: one of the end reasons of consents */
	'consent.ended': { provider: 'word', reason: 'word' },
	/** one entry a run; `calls_digest` is that of `call-digest.ts` over its calls, null without any */
	'sync.finished': {
		provider: 'word',
		trigger: 'word',
		status: 'word',
		error_code: 'code',
		from: 'day',
		to: 'day',
		windows: 'count',
		calls: 'count',
		rows_written: 'count',
		calls_digest: 'digest',
	},
	'file.imported': { status: 'word', rows: 'count', readings_written: 'count', days_written: 'count' },
	/** `use`: `sealed` when it came, `opened` when it went to the operator */
	'secret.used': { provider: 'word', field: 'word', use: 'word' },
	'secret.rotated': { key: 'keyId', rotated: 'count', unopened: 'count' },
	/** buildings got another manager */
	'building.handed_over': { buildings: 'count' },
	/** `resolution`: how fine it goes, null for all that is stored */
	'data.exported': { format: 'word', resolution: 'word', from: 'day', to: 'day', rows: 'count' },
	/** what was kept long enough, or is not allowed any more; `reason`: `retention`, `scope` */
	'data.purged': { reason: 'word', readings: 'count', days: 'count', chunks: 'count' },
	'data.erased': { readings: 'count', days: 'count', reason: 'word' },
} as const satisfies Record<string, Record<string, DetailKind>>;

export type AuditAction = keyof typeof auditDetails;

type AuditDetails<Action extends AuditAction> = {
	readonly [Name in keyof (typeof auditDetails)[Action]]:
		((typeof auditDetails)[Action][Name] extends 'count' ? number : string) | null;
};

/**
 * Why it was done. `consumption`: to follow a building's electricity, which is what holders consent to; `consent`: to ask
 * for a consent and keep what proves it; `security`: to keep secrets; `rights`: because the holder asked for it, or because
 * it was kept long enough.
 */
export type AuditPurpose = 'consumption' | 'consent' | 'security' | 'rights';

/**
 * Who did it. `user`: an account, or without an id somebody with rights and none; `holder`: the meter's, with the account
 * from whose browser they went to the operator; `system`: by itself; `command`: whoever may run commands on the server.
 */
export interface AuditActor {
	kind: 'user' | 'system' | 'holder' | 'command';
	/** of the account; only a keyed hash of it is stored */
	id?: string | undefined;
}

/** A deed to log, as its doer tells it. */
export type AuditEntry = {
	[Action in AuditAction]: {
		/** whose data it is; only a keyed hash of the id is stored. Left out: it concerns no one device */
		device?: string | undefined;
		actor: AuditActor;
		action: Action;
		purpose: AuditPurpose;
		details: AuditDetails<Action>;
	};
}[AuditAction];

/** A deed as the log keeps it, with nobody's id. */
export interface WrittenEntry {
	/** `kind` or `kind:keyed hash` */
	actor: string;
	action: string;
	purpose: string | null;
	details: Readonly<Record<string, Json>>;
}

/** An entry in its place. */
export interface ChainedEntry extends WrittenEntry {
	chain: string;
	/** from 1, without gaps */
	number: number;
	/** UTC with microseconds, `2026-11-23T12:00:00.000000Z` */
	at: string;
	/** empty for the first */
	previousHash: string;
}

/**
 * Checks at run time what the types say, for an object may carry more than its type shows, and texts come from operators.
 *
 * @throws TypeError that names the detail and never its value
 */
export function assertDetails({ action, details }: Pick<AuditEntry, 'action' | 'details'>): void {
	const kinds: Readonly<Record<string, DetailKind>> = auditDetails[action];
	const names = new Set([...Object.keys(kinds), ...Object.keys(details)]);

	for (const name of names) {
		const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
		const value: unknown = (details as Readonly<Record<string, unknown>>)[name];
		if (!kind || !isOfKind(value, kind)) {
			throw new TypeError(`The detail "${name}" of ${action} does not belong into the audit log`);
		}
	}
}

/** An operator's code where it looks like one, else `other`: what comes through a browser may be anything. */
export function auditCode(code: string): string {
	return isOfKind(code, 'code') ? code : 'other';
}

/** What of an entry does not depend on its place, as the text that is hashed. */
export function entryText({ actor, action, purpose, details }: WrittenEntry): string {
	return canonicalJson({ actor, action, purpose, details });
}

/** The hash of an entry in its place: SHA-256 of its canonical JSON, in hex. The database makes the same one. */
export function entryHash({ chain, number, at, previousHash, ...entry }: ChainedEntry): string {
	const { actor, action, purpose, details } = entry;

	return sha256(
		canonicalJson({
			at,
			chain,
			entry: { actor, action, purpose, details },
			number,
			previous_hash: previousHash,
		}),
	);
}

function isOfKind(value: unknown, kind: DetailKind): boolean {
	if (value === null) return true;
	const rule = detailKinds[kind];
	if (rule === 'count') return Number.isSafeInteger(value) && (value as number) >= 0;

	return typeof value === 'string' && rule.test(value);
}
