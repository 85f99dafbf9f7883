import { appendAudit } from '../storage/audit/append-audit.ts';
import { destroyAuditKey } from '../storage/audit/audit-key.ts';
import type { RevokeAnswer } from '../shared/http-contract/consents.ts';
import { readDevice } from '../storage/devices.ts';
import {
	deleteDays,
	deleteDevice,
	deleteOldestReadings,
	lockDeviceRow,
	readDeviceKeys,
	type DeviceKeys,
} from '../storage/erasure/erase-rows.ts';
import { claimErasure, noteErased, readErasure, type Erasure } from '../storage/erasure/erasures.ts';
import { forgetMessages } from '../storage/erasure/messages.ts';
import { forgetDevice } from '../storage/erasure/platform-traces.ts';
import { keepProof } from '../storage/erasure/proof.ts';
import { deleteReports, listCountedReports } from '../storage/erasure/reports.ts';
import { deleteRunJobs } from '../storage/run-jobs.ts';
import { endActiveRuns } from '../storage/sync-runs.ts';
import type { ConsentContext } from './consent-context.ts';

/** So often a report that is made in the middle of it is followed. */
const MAX_ROUNDS = 10;

/**
 * Takes away everything of a device that is to be erased, but the keyed proof: in small steps, each safe to repeat, the
 * device itself last. Whatever breaks off, the next one to call goes on.
 *
 * @returns how many rows went, in all its tries together
 */
export async function eraseDevice(
	context: ConsentContext,
	device: string,
): Promise<Pick<RevokeAnswer['data'], 'removed' | 'erased'>> {
	const { database, now } = context;
	const keys = await readDeviceKeys(database, device);
	const erasure = await readErasure(database, device);
	if (!keys || !erasure) return { removed: { readings: 0, days: 0 }, erased: true };

	await deleteRunJobs(database, keys.runs);
	await endActiveRuns(database, device, now());
	for (const channel of keys.channels) await eraseReadings(context, device, channel);
	await database.transaction(async (connection) => {
		await noteErased(connection, device, { readings: 0, days: await deleteDays(connection, keys.channels) });
	});
	await forgetMessages(database, device);

	for (let round = 0; round < MAX_ROUNDS; round++) {
		const gone = await eraseReports(context, device);
		await forgetDevice(database, keys, gone);
		const removed = await eraseLast(context, erasure, keys);
		if (!removed) continue;
		// Somebody may have had it open until now.
		await forgetDevice(database, keys, gone);

		return { removed, erased: true };
	}

	return { removed: { readings: 0, days: 0 }, erased: false };
}

/**
 * Goes on with every erasure whose process has died. Any number of processes may.
 *
 * @returns how many came to their end
 */
export async function finishErasures(
	context: ConsentContext & { log: (message: string, facts: Readonly<Record<string, unknown>>) => void },
): Promise<number> {
	let finished = 0;
	for (let next = await claimErasure(context.database); next; next = await claimErasure(context.database)) {
		try {
			const { erased } = await eraseDevice(context, next.device);
			finished += Number(erased);
		} catch (error) {
			context.log('A meter could not be erased; it is tried again', { device: next.device, error });
		}
	}

	return finished;
}

async function eraseReadings({ database }: ConsentContext, device: string, channel: number): Promise<void> {
	for (let deleted = -1; deleted !== 0;) {
		deleted = await database.transaction(async (connection) => {
			const readings = await deleteOldestReadings(connection, channel);
			await noteErased(connection, device, { readings, days: 0 });

			return readings;
		});
	}
}

/** The files first: a report without its file is found again, a file without its report is not. */
async function eraseReports({ database, removeFiles }: ConsentContext, device: string): Promise<string[]> {
	const reports = await listCountedReports(database, device);
	const files = reports.flatMap(({ file }) => (file === null ? [] : [file]));
	if (files.length > 0) await removeFiles(files);
	const keys = reports.map(({ report }) => report);
	if (keys.length > 0) await deleteReports(database, keys);

	return [...keys, ...files];
}

/** @returns `undefined` where a report has been made of it meanwhile */
async function eraseLast(
	{ database, vault, now }: ConsentContext,
	{ device, actor, reason }: Erasure,
	{ pointId }: DeviceKeys,
): Promise<{ readings: number; days: number } | undefined> {
	return database
		.transaction(async (connection) => {
			const isThere = await lockDeviceRow(connection, device);
			const found = await readDevice(connection, device);
			const erasure = await readErasure(connection, device);
			// Another process was quicker.
			if (!isThere || !found || !erasure) return { readings: 0, days: 0 };
			if (pointId !== null) {
				await keepProof(connection, vault, { device, provider: found.provider, pointId, at: now() });
			}
			const last = await deleteDevice(connection, device);
			if (!last) throw new ReportMade();
			const removed = { readings: erasure.readings + last.readings, days: erasure.days + last.days };
			await appendAudit(connection, {
				device,
				actor,
				action: 'data.erased',
				purpose: 'rights',
				details: { ...removed, reason },
			});
			await destroyAuditKey(connection, device);

			return removed;
		})
		.catch((error: unknown) => {
			if (error instanceof ReportMade) return undefined;
			throw error;
		});
}

/** Takes back the transaction that was to be the last one. */
class ReportMade extends Error {}
