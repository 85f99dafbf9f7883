import type { ConsentCallback, ConsentedPoint, ConsentOutcome, Provider } from '../providers/provider.ts';
import { auditCode, type AuditEntry } from '../domain/audit-entry.ts';
import { errorCodes } from '../shared/error-codes.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import { appendAudit, appendAudits } from '../storage/audit/append-audit.ts';
import { forgetFloors } from '../storage/channels.ts';
import {
	activateConsent,
	endReplaced,
	type Grant,
	lockConsent,
	readConsent,
	refuseConsent,
	type StoredConsent,
} from '../storage/consents.ts';
import type { Database, Queryable } from '../storage/database.ts';
import { forgetContract, readDevice, type SyncedDevice } from '../storage/devices.ts';
import { revokeInvitations } from '../storage/invitations.ts';
import type { OauthTransaction } from '../storage/oauth-transactions.ts';
import { queueRevocation } from '../storage/revocations.ts';
import { queueRun } from '../storage/sync-runs.ts';
import type { Vault } from '../storage/vault/vault.ts';
import { ConsentError } from './consent-error.ts';
import { openChannels } from './open-channels.ts';
import { lockPoint } from './point-lock.ts';
import { addDevice, takeDevice } from './take-device.ts';

export type FinishedConsent =
	| {
			kind: 'granted';
			building: BuildingKey;
			/** the device that the consent was asked for */
			device: string;
			run: string;
			/** how many meters the consent connected, this device among them */
			meters: number;
			/** other points of the consent are connected already, and stay as they are */
			code?: 'some_connected';
	  }
	/** `waiting`: the consent was given, and the operator has yet to name its meter */
	| { kind: 'refused' | 'failed' | 'waiting'; building: BuildingKey; code: string };

export interface FinishContext {
	database: Database;
	vault: Vault;
	now: () => Date;
}

/**
 * Ends a holder's way to the operator and back: asks the operator which points the consent opened, then, in one
 * transaction, names the device, seals the credentials, makes the channels and queues the first backfill. A consent to
 * several points makes a device of each, unless it brought tokens of its own: those are good for one refresh at a time, so
 * they open the one meter they were asked for, and another one needs a consent of its own.
 */
export async function finishConsent(
	{ database, vault, now }: FinishContext,
	provider: Provider,
	{
		consent: consentId,
		startedBy,
		scopes,
		textVersion,
		verifier,
		invitation = null,
		credentials: kept,
	}: OauthTransaction & { credentials?: string | undefined },
	callback: ConsentCallback,
): Promise<FinishedConsent & { credentials?: string | undefined }> {
	const found = await readConsent(database, consentId);
	const device = found && (await readDevice(database, found.device));
	if (!found || !device || found.status !== 'pending') {
		throw new ConsentError(errorCodes.consentState, 'This consent is not pending any more');
	}
	const consent = { ...found, scopes, textVersion };

	const outcome = await provider.completeConsent(callback, AbortSignal.timeout(CALLBACK_LIMIT_MS), {
		verifier,
		credentials: kept,
	});
	try {
		const finished = await settle(
			{ database, vault, now },
			provider,
			{ consent, device, startedBy, invitation },
			outcome,
		);
		if (finished.kind === 'waiting') return { ...finished, credentials: outcome.credentials };
		// What came and is not kept here must not stay good at the operator.
		if (finished.kind !== 'granted') await giveBack({ database, vault }, provider, outcome.credentials);

		return finished;
	} catch (error) {
		if (error instanceof ConsentError) await giveBack({ database, vault }, provider, outcome.credentials);
		throw error;
	}
}

/** What the operator's answer makes of the consent and its device. */
async function settle(
	{ database, vault, now }: FinishContext,
	provider: Provider,
	{
		consent,
		device,
		startedBy,
		invitation,
	}: { consent: StoredConsent; device: SyncedDevice; startedBy: string | null; invitation: string | null },
	outcome: ConsentOutcome,
): Promise<FinishedConsent> {
	const { scopes, textVersion } = consent;
	const { building } = device;

	if (outcome.kind !== 'granted') {
		if (outcome.kind === 'refused') {
			await refuse(database, consent, { startedBy, code: outcome.failure.code, at: now() });
		}

		const kind = ({ refused: 'refused', failure: 'failed', later: 'waiting' } as const)[outcome.kind];

		return { kind, building, code: outcome.failure.code };
	}

	const points = uniquePoints(outcome.points);
	const meant = device.pointId === null ? points : points.filter(({ pointId }) => pointId === device.pointId);
	if (meant.length === 0) return { kind: 'failed', building, code: 'other_point' };
	return database.transaction(async (connection) => {
		for (const { pointId } of points) await lockPoint(connection, consent.provider, pointId);
		// The operator was asked meanwhile: another browser may have been quicker.
		const current = await lockConsent(connection, consent.id);
		if (current?.status !== 'pending') {
			throw new ConsentError(errorCodes.consentState, 'This consent is not pending any more');
		}
		const taken = await takeFirst(connection, consent, device, meant);
		if (!taken) return { kind: 'failed', building, code: 'already_connected' };

		const at = now();
		const grant = {
			externalId: outcome.externalId,
			at,
			scopes,
			textVersion,
			proof: {
				at: at.toISOString(),
				text_version: textVersion,
				scopes,
				started_by: startedBy,
				operator: provider.rules.name,
				external_id: outcome.externalId,
			},
		};
		const open = (point: ConsentedPoint, target: { device: string; consent: string }) =>
			openDevice(connection, {
				vault,
				provider,
				point,
				target,
				grant,
				invitation,
				credentials: outcome.credentials,
			});

		const run = await open(taken.point, { device: taken.device, consent: consent.id });
		const others = provider.tokens ? [] : points.filter((point) => point !== taken.point);
		const opened = [{ device: taken.device, point: taken.point }];
		for (const point of others) {
			const added = await addDevice(connection, consent, device, point);
			if (!added) continue;
			await open(point, added);
			opened.push({ device: added.device, point });
		}
		await appendAudits(
			connection,
			opened.flatMap((one) => grantEntries(one, consent, startedBy)),
		);

		return {
			kind: 'granted',
			building,
			device: taken.device,
			run,
			meters: opened.length,
			...(opened.length <= others.length ? { code: 'some_connected' as const } : {}),
		};
	});
}

/** Tokens that open nothing here are ended at the operator: at once where that goes, else every minute until it does. */
async function giveBack(
	{ database, vault }: Pick<FinishContext, 'database' | 'vault'>,
	provider: Provider,
	credentials: string | undefined,
): Promise<void> {
	if (credentials === undefined || !provider.revokeCredentials) return;
	const outcome = await provider.revokeCredentials(credentials, AbortSignal.timeout(GIVE_BACK_LIMIT_MS));
	if (outcome.kind === 'revoked') return;
	await database.transaction((connection) =>
		queueRevocation(connection, vault, provider.rules.name, credentials),
	);
}

/** The holder said no, in the database and in the log. */
async function refuse(
	database: Database,
	{ id, device, provider }: StoredConsent,
	{ startedBy, code, at }: { startedBy: string | null; code: string; at: Date },
): Promise<void> {
	await database.transaction(async (connection) => {
		const isNew = await refuseConsent(connection, id, { at: at.toISOString(), code });
		if (!isNew) return;

		await appendAudit(connection, {
			device,
			actor: { kind: 'holder', id: startedBy ?? undefined },
			action: 'consent.refused',
			purpose: 'consent',
			details: { provider, code: auditCode(code) },
		});
	});
}

/** What the log is told of a meter that a consent has opened. */
function grantEntries(
	{ device, point }: { device: string; point: ConsentedPoint },
	{ provider, scopes, textVersion }: StoredConsent,
	startedBy: string | null,
): AuditEntry[] {
	return [
		{
			device,
			actor: { kind: 'holder', id: startedBy ?? undefined },
			action: 'consent.granted',
			purpose: 'consent',
			details: {
				provider,
				scopes: scopes.join(','),
				text_version: textVersion,
				valid_until: point.validUntil ?? null,
			},
		},
		{
			device,
			actor: { kind: 'system' },
			action: 'secret.used',
			purpose: 'consent',
			details: { provider, field: 'credentials', use: 'sealed' },
		},
	];
}

/** The operator's own answer may take its time; a browser waits for it. */
const CALLBACK_LIMIT_MS = 30_000;

/** The browser waits for that, too. */
const GIVE_BACK_LIMIT_MS = 10_000;

/** Each point once, in the order of their ids: several are locked, and two holders' points may overlap. */
function uniquePoints(points: readonly ConsentedPoint[]): ConsentedPoint[] {
	const byId = new Map(points.map((point) => [point.pointId, point]));

	return [...byId.values()].sort((one, other) => (one.pointId < other.pointId ? -1 : 1));
}

/** The first of the points that were meant which is not connected elsewhere, and the device that is it. */
async function takeFirst(
	connection: Queryable,
	consent: StoredConsent,
	device: SyncedDevice,
	points: readonly ConsentedPoint[],
): Promise<{ point: ConsentedPoint; device: string } | undefined> {
	for (const point of points) {
		const taken = await takeDevice(connection, consent, device, point);
		if (taken !== undefined) return { point, device: taken };
	}

	return undefined;
}

/** Makes a consent active on its device, and queues the device's first backfill; answers the run. */
async function openDevice(
	connection: Queryable,
	{
		vault,
		provider,
		point,
		target,
		grant,
		invitation,
		credentials,
	}: {
		vault: Vault;
		provider: Provider;
		point: ConsentedPoint;
		target: { device: string; consent: string };
		grant: Pick<Grant, 'externalId' | 'at' | 'scopes' | 'textVersion' | 'proof'>;
		invitation: string | null;
		credentials: string | undefined;
	},
): Promise<string> {
	// Another way in may be another holder's: whoever has the old link must not see this consent.
	await revokeInvitations(connection, target.device, grant.at, invitation);
	await forgetContract(connection, target.device);
	await forgetFloors(connection, target.device);
	await endReplaced(connection, target.device, grant.at);
	await activateConsent(connection, target.consent, {
		...grant,
		device: target.device,
		validUntil: point.validUntil ?? null,
	});
	await vault.put(
		connection,
		{ owner: `consent:${target.consent}`, field: 'credentials' },
		credentials ?? JSON.stringify({ externalId: grant.externalId }),
	);
	await openChannels(connection, target.device, provider.rules, point);

	return queueRun(connection, { device: target.device, trigger: 'consent' });
}
