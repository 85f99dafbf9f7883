import { addDays, localDateOf } from '../../../domain/local-days.ts';
import { maskPointId } from '../../../domain/point-id.ts';
import { listConsents, type ListedConsent } from '../../../storage/consent-list.ts';
import { findProofs, type ErasedConsent } from '../../../storage/erasure/proof.ts';
import type { Runtime } from '../../runtime.ts';
import { requireSchema, runCommand, type Program } from './command.ts';
import { consentsOptions, readOptions } from './options.ts';
import { tableLines } from './table.ts';

/** `kilowatch:consents`: who has allowed what, and until when. */
export function addConsentsCommand(program: Program, runtime: Runtime): void {
	program
		.command('kilowatch:consents')
		.description('List the consents by state')
		.option('--expiring <days>', 'living ones only, that end within so many days')
		.option('--full', 'with whole point ids')
		.option('--proof <point>', 'whether a meter that was erased once had a consent, by its point id')
		.option('--json', 'as JSON, on one line')
		.action((given: unknown) =>
			runCommand(runtime, async (say) => {
				const { json, full, expiring, proof } = readOptions(consentsOptions, given);
				await requireSchema(runtime);
				if (proof !== undefined) {
					for (const line of proofLines(await findProofs(runtime.database, runtime.vault, proof), json))
						say(line);

					return;
				}
				const today = localDateOf(Date.now() / 1000, runtime.environment.KILOWATCH_TIMEZONE);
				const endsBy = expiring === undefined ? undefined : addDays(today, expiring);
				const found = await listConsents(runtime.database, endsBy);
				const consents = full ? found : found.map(masked);
				if (json) say(JSON.stringify(consents.map(toJson)));
				else for (const line of textLines(consents)) say(line);
			}),
		);
}

function proofLines(proofs: readonly ErasedConsent[], json: boolean): string[] {
	if (json) return [JSON.stringify(proofs.map(proofToJson))];
	if (proofs.length === 0) return ['Of this point no consent is kept in proof.'];

	return tableLines(
		['provider', 'scopes', 'given', 'until', 'ended', 'why', 'erased'],
		proofs.map((one) => [
			one.provider,
			one.scopes.join(', '),
			dateOf(one.grantedAt),
			one.validUntil ?? '',
			dateOf(one.endedAt),
			one.endReason ?? '',
			dateOf(one.erasedAt),
		]),
	);
}

function dateOf(moment: Date | null): string {
	return moment?.toISOString().slice(0, 10) ?? '';
}

function proofToJson(one: ErasedConsent) {
	return {
		provider: one.provider,
		scopes: one.scopes,
		text_version: one.textVersion,
		granted_at: one.grantedAt?.toISOString() ?? null,
		valid_until: one.validUntil,
		ended_at: one.endedAt?.toISOString() ?? null,
		end_reason: one.endReason,
		erased_at: one.erasedAt.toISOString(),
	};
}

/** Labels are masked, too: people write the point id into them. */
function masked({ pointId, label, ...rest }: ListedConsent): ListedConsent {
	if (pointId === null) return { ...rest, pointId, label };
	const mask = maskPointId(pointId);

	return { ...rest, pointId: mask, label: label?.replaceAll(pointId, mask) ?? null };
}

function textLines(consents: readonly ListedConsent[]): string[] {
	if (consents.length === 0) return ['There is no such consent.'];

	return tableLines(
		['state', 'building', 'meter', 'point', 'scopes', 'until'],
		consents.map((one) => [
			one.waitingSince ? 'waiting' : one.status,
			one.buildingName ?? String(one.building),
			one.label ?? one.device,
			one.pointId ?? 'not named yet',
			one.scopes.join(', '),
			one.validUntil ?? (one.waitingSince ? `waiting since ${one.waitingSince.toISOString()}` : ''),
		]),
	);
}

function toJson(one: ListedConsent) {
	return {
		consent: one.consent,
		status: one.status,
		building: one.building,
		building_name: one.buildingName,
		device: one.device,
		label: one.label,
		provider: one.provider,
		point_id: one.pointId,
		scopes: one.scopes,
		valid_until: one.validUntil,
		waiting_since: one.waitingSince?.toISOString() ?? null,
	};
}
