import type { AuditActor, AuditEntry } from '../domain/audit-entry.ts';
import { errorCodes } from '../shared/error-codes.ts';
import type { RevokeAnswer } from '../shared/http-contract/consents.ts';
import type { ConsentScope } from '../shared/names.ts';
import { appendAudits } from '../storage/audit/append-audit.ts';
import { runEntry } from '../storage/audit/run-entry.ts';
import {
	changeScopes,
	hasOtherLiving,
	isAwaited,
	lockConsent,
	readConsent,
	revokeConsent,
	type ConsentChange,
	type StoredConsent,
} from '../storage/consents.ts';
import type { Queryable } from '../storage/database.ts';
import { askForErasure } from '../storage/erasure/erasures.ts';
import { deleteHistoryOfValues } from '../storage/erasure/platform-traces.ts';
import { purgeScope, type PurgedRows } from '../storage/readings/purge-scope.ts';
import { deleteRunJobs } from '../storage/run-jobs.ts';
import { endActiveRuns, takeEndedRun } from '../storage/sync-runs.ts';
import type { ConsentContext } from './consent-context.ts';
import { ConsentError } from './consent-error.ts';
import { CONSENT_TEXT_VERSION } from './consent-text.ts';
import { eraseDevice } from './erase-device.ts';
import { giveUpCredentials } from './give-up-credentials.ts';
import { lockDevice } from './lock-device.ts';

export interface Withdrawal {
	/** what is taken back; left out: all of it */
	scopes?: readonly ConsentScope[];
	/** everything of the meter goes, too, but the keyed proof; only together with all scopes */
	erase?: boolean;
	actor: AuditActor;
}

type Withdrawn = RevokeAnswer['data'];

/**
 * A holder takes back some of what was allowed, or all of it, at once and in one transaction: what is stored of it goes, or
 * the meter stops, its runs end, its credentials are destroyed and left to be revoked at the operator. What proves the
 * consent stays. A consent that is over already is good for erasing still, and to take it back again changes nothing.
 *
 * @throws ConsentError
 */
export async function withdrawConsent(
	context: ConsentContext,
	consent: string,
	request: Withdrawal,
): Promise<Withdrawn> {
	const { database, vault } = context;
	const found = await readConsent(database, consent);
	if (!found) throw new ConsentError(errorCodes.consentState, 'There is no such consent');
	if (request.erase && !vault.ready) {
		throw new ConsentError(
			errorCodes.providerOff,
			'What proves the consent cannot be kept: set IOT_ENCRYPTION_KEY to 32 bytes, as base64 or 64 hex characters',
		);
	}

	const withdrawn = await database.transaction(async (connection) => {
		await lockDevice(connection, found.device);
		const current = await lockConsent(connection, consent);
		if (!current) throw new ConsentError(errorCodes.consentState, 'There is no such consent');
		// The holder came back meanwhile, and the operator named another device's point.
		if (current.device !== found.device) return undefined;

		return withdraw(connection, context, current, request);
	});
	if (!withdrawn) return withdrawConsent(context, consent, request);
	if (!request.erase) return withdrawn;

	return { ...withdrawn, ...(await eraseDevice(context, found.device)) };
}

async function withdraw(
	connection: Queryable,
	context: ConsentContext,
	consent: StoredConsent,
	request: Withdrawal,
): Promise<Withdrawn> {
	const { scopes = consent.scopes, erase = false, actor } = request;
	const left = consent.scopes.filter((scope) => !scopes.includes(scope));
	const isAll = request.scopes === undefined || left.length === 0;
	if (erase && !isAll) {
		throw new ConsentError(errorCodes.invalidRequest, 'Only who takes back every scope can have all erased');
	}
	if (erase && (await hasOtherLiving(connection, consent))) {
		throw new ConsentError(
			errorCodes.consentState,
			'Another consent to this meter is in force: take that one back to erase the meter',
		);
	}

	const settled = isOver(consent)
		? refuseUseless(consent, erase)
		: isAll
			? await endAll(connection, context, consent, actor)
			: await endSome(connection, context, consent, left, actor);
	if (erase) {
		await askForErasure(connection, {
			device: consent.device,
			actor,
			reason: 'withdrawn',
			at: context.now(),
		});
	}
	await appendAudits(connection, settled.entries);

	return settled.answer;
}

interface Settled {
	answer: Withdrawn;
	/** what the audit log is told, last in the transaction */
	entries: AuditEntry[];
}

const nothing: PurgedRows = { readings: 0, days: 0 };

function isOver({ status }: StoredConsent): boolean {
	return status === 'expired' || status === 'refused' || status === 'revoked';
}

function refuseUseless({ status }: StoredConsent, erase: boolean): Settled {
	if (!erase && status !== 'revoked') {
		throw new ConsentError(
			errorCodes.consentState,
			`This consent is ${status}: there is nothing left to take back`,
		);
	}

	return { answer: { scopes: [], operator: 'not_needed', removed: nothing, erased: false }, entries: [] };
}

async function endAll(
	connection: Queryable,
	{ vault, providers, now }: ConsentContext,
	consent: StoredConsent,
	actor: AuditActor,
): Promise<Settled> {
	const at = now();
	const { id, device, provider, scopes } = consent;
	// Of one that was only asked for the operator knows nothing, unless the holder has been there.
	const isKnownThere = consent.status !== 'pending' || (await isAwaited(connection, id));
	await revokeConsent(connection, consent, changeBy(actor, at, { removed: scopes }));
	const runs = await endRuns(connection, device, at);
	const given = await giveUpCredentials(connection, vault, providers.get(provider), consent);

	return {
		answer: {
			scopes: [],
			operator: isKnownThere ? given.operator : 'not_needed',
			removed: nothing,
			erased: false,
		},
		entries: [
			...runs,
			...given.entries,
			{
				device,
				actor,
				action: 'consent.ended',
				purpose: 'rights',
				details: { provider, reason: 'withdrawn' },
			},
		],
	};
}

/** Runs of the device are over, with their jobs; what is left is their entries in the log. */
async function endRuns(connection: Queryable, device: string, at: Date): Promise<AuditEntry[]> {
	const runs = await endActiveRuns(connection, device, at);
	await deleteRunJobs(connection, runs);
	const entries: AuditEntry[] = [];
	for (const run of runs) {
		const ended = await takeEndedRun(connection, run);
		if (ended) entries.push(runEntry(ended));
	}

	return entries;
}

async function endSome(
	connection: Queryable,
	{ now }: ConsentContext,
	consent: StoredConsent,
	left: readonly ConsentScope[],
	actor: AuditActor,
): Promise<Settled> {
	const at = now();
	const { id, device, provider } = consent;
	const removed = consent.scopes.filter((scope) => !left.includes(scope));
	if (consent.status === 'pending') {
		throw new ConsentError(
			errorCodes.consentState,
			'This consent has not been given yet: take back all of it',
		);
	}
	const answer: Withdrawn = {
		scopes: [...left],
		operator: 'not_needed',
		removed: { ...nothing },
		erased: false,
	};
	if (removed.length === 0) return { answer, entries: [] };

	await changeScopes(
		connection,
		id,
		left,
		changeBy(actor, at, { removed, text_version: CONSENT_TEXT_VERSION }),
	);
	// A run of the sync goes on with what is left; a file that is being read would bring back what goes.
	const imports = await endActiveRuns(connection, device, at, ['file']);
	await deleteRunJobs(connection, imports);
	for (const scope of removed) {
		if (scope === 'advice') continue;
		const purged = await purgeScope(connection, device, scope);
		answer.removed.readings += purged.readings;
		answer.removed.days += purged.days;
	}
	await deleteHistoryOfValues(connection, device);

	return {
		answer,
		entries: [
			{
				device,
				actor,
				action: 'consent.changed',
				purpose: 'rights',
				details: {
					provider,
					added: null,
					removed: removed.join(','),
					text_version: CONSENT_TEXT_VERSION,
				},
			},
			{
				device,
				actor: { kind: 'system' },
				action: 'data.purged',
				purpose: 'rights',
				details: { reason: 'scope', ...answer.removed, chunks: null },
			},
		],
	};
}

function changeBy(
	actor: AuditActor,
	at: Date,
	change: Pick<ConsentChange, 'removed' | 'text_version'>,
): ConsentChange {
	return { at: at.toISOString(), by: { kind: actor.kind, id: actor.id }, ...change };
}
