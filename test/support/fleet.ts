import { ensureChannel } from '../../extensions/kilowatch/src/storage/channels.ts';
import type { SchemaForTest } from './schema.ts';
import type { SimulatedOperator } from './simulated-operator.ts';

/** A meter of the simulated operator that our tables know, shared and ready to be synced. */
export interface FleetMeter {
	pointId: string;
	device: string;
	consent: string;
}

/** Connects so many of the operator's meters: long in service, with a curve, and without trouble of their own. */
export async function connectFleet(
	schema: SchemaForTest,
	operator: SimulatedOperator,
	count: number,
): Promise<FleetMeter[]> {
	const meters = await operator.control<
		{
			pointId: string;
			activatedOn: string;
			persona: unknown;
			consumption: boolean;
			isCurveCollected: boolean;
		}[]
	>('meters', 'GET');
	const usual = meters.filter(
		({ activatedOn, persona, consumption, isCurveCollected }) =>
			persona === null && consumption && isCurveCollected && activatedOn < '2023-01-01',
	);
	if (usual.length < count) throw new Error(`The operator has ${usual.length} usual meters, not ${count}`);

	const fleet: FleetMeter[] = [];
	for (const { pointId } of usual.slice(0, count)) {
		await operator.share(pointId);
		const { device, consent } = await schema.addMeter(pointId);
		await ensureChannel(schema.database, device, 'max_power', 'total');
		fleet.push({ pointId, device, consent });
	}

	return fleet;
}

/** How many runs there are of each status. */
export async function countRunsByStatus({ database }: SchemaForTest): Promise<Record<string, number>> {
	const { rows } = await database.query<{ status: string; runs: number }>(
		'SELECT status, count(*)::int AS runs FROM iot_sync_runs GROUP BY status',
	);

	return Object.fromEntries(rows.map(({ status, runs }) => [status, runs]));
}
