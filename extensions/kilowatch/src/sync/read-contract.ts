import { localDateOf } from '../domain/local-days.ts';
import type { Metric } from '../domain/metrics.ts';
import type { ConsentAccess, PointContract, Provider } from '../providers/provider.ts';
import { forgetFloors } from '../storage/channels.ts';
import { keepContract, type SyncedDevice } from '../storage/devices.ts';
import { advanceRun, type RunClaim } from '../storage/sync-runs.ts';
import type { RunContext } from './run-context.ts';

/** A contract changes rarely: it is read once a month. */
const CONTRACT_DAYS = 30;

/**
 * Reads the operator's contract of a device when it is due, at the beginning of a run. What it says is a help, not a
 * condition: a failure is logged and asked again by the next run, and whether the consent holds is for the measures to
 * find out.
 *
 * @returns the device as it stands afterwards, and what the contract denies that the point measures
 */
export async function readContractIfDue(
	context: RunContext,
	run: RunClaim,
	device: SyncedDevice,
	{ provider, pointId, access }: { provider: Provider; pointId: string; access: ConsentAccess | undefined },
	callLimitMs: number,
): Promise<ReadContract> {
	const at = context.now();
	if (!provider.fetchContract || !isDue(device.contractReadAt, at))
		return { device, deniedMetrics: new Set() };

	const answer = await provider.fetchContract(pointId, AbortSignal.timeout(callLimitMs), access);
	await advanceRun(context.database, run, { windowsDone: 0, providerCalls: 1, rowsWritten: 0 });
	if (answer.kind === 'failure') {
		const { class: failureClass, code } = answer.failure;
		context.log('The contract could not be read', { device: device.id, class: failureClass, code });

		return { device, deniedMetrics: new Set() };
	}

	const today = localDateOf(at.getTime() / 1000, provider.rules.timeZone);
	const contract = believable(answer.contract, today);
	await keepContract(context.database, device.id, contract, at, today);
	// How far back the operator goes may have been a mistake of a day: it is found out anew as often.
	await forgetFloors(context.database, device.id);
	const floors = [device.historyFloor, contract.activatedOn ?? null].filter((floor) => floor !== null);

	return {
		device: { ...device, historyFloor: floors.sort().at(-1) ?? null, contractReadAt: at },
		deniedMetrics: deniedBy(contract),
	};
}

interface ReadContract {
	device: SyncedDevice;
	/** alone it proves nothing, for a surplus may be fed in without a contract; with an empty answer it does */
	deniedMetrics: ReadonlySet<Metric>;
}

function deniedBy({ consumption, production }: PointContract): Set<Metric> {
	return new Set<Metric>([
		...(consumption === false ? (['consumption', 'max_power'] as const) : []),
		...(production === false ? (['production'] as const) : []),
	]);
}

/**
 * A contract without what cannot be: no power, or a service that has yet to begin, which as a floor of the history that
 * is never lowered again would stop the meter for good.
 */
function believable(contract: PointContract, today: string): PointContract {
	const { subscribedPowerKva: power, activatedOn } = contract;

	return {
		...contract,
		subscribedPowerKva: power !== undefined && power > 0 ? power : undefined,
		activatedOn: activatedOn !== undefined && activatedOn <= today ? activatedOn : undefined,
	};
}

function isDue(readAt: Date | null, now: Date): boolean {
	return readAt === null || now.getTime() - readAt.getTime() >= CONTRACT_DAYS * 86_400_000;
}
