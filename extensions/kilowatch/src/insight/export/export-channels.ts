/** What of a building an export can tell: the building, and each series of each of its meters. */
import { metricRules, metrics, registers, type Metric } from '../../domain/metrics.ts';
import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import type { Queryable } from '../../storage/database.ts';
import { isReplaced } from '../../storage/replaced-device.ts';
import { DEFAULT_TIME_ZONE, type BuildingChannel } from '../readings.ts';

/** A series of a meter, with what names it to people. */
export interface ExportChannel extends BuildingChannel {
	metric: Metric;
	unit: (typeof metricRules)[Metric]['unit'];
	label: string | null;
	pointId: string | null;
}

export interface ExportBuilding {
	name: string;
	/** street and town, as far as they are known */
	address: string | null;
	timezone: string;
}

/** Reads the building's facts, and its series in the order of meter and metric. */
export async function readExportChannels(
	connection: Queryable,
	building: BuildingKey,
	{ metrics: asked, device }: { metrics?: readonly Metric[] | undefined; device?: string | undefined },
): Promise<{ building: ExportBuilding; channels: ExportChannel[] }> {
	const [facts, series] = await Promise.all([
		connection.query<{
			name: string | null;
			address: string | null;
			city: string | null;
			timezone: string | null;
		}>('SELECT name, address, city, timezone FROM buildings WHERE id::text = $1', [String(building)]),
		connection.query<Omit<ExportChannel, 'unit'>>(
			`SELECT channel.id, channel.device, channel.metric, channel.register, device.personal, device.label,
				device.point_id AS "pointId"
			 FROM iot_channels channel JOIN iot_devices device ON device.id = channel.device
			 WHERE device.building::text = $1 AND ($2::text[] IS NULL OR channel.metric = ANY ($2))
				AND ($3::uuid IS NULL OR device.id = $3)
				AND NOT ${isReplaced}
			 ORDER BY device.label NULLS LAST, device.point_id, device.id,
				array_position($4::text[], channel.metric), array_position($5::text[], channel.register), channel.id`,
			[String(building), asked ?? null, device ?? null, metrics, registers],
		),
	]);
	const [row] = facts.rows;
	const address = [row?.address, row?.city].filter((part) => part).join(', ');

	return {
		building: {
			name: row?.name ?? '',
			address: address === '' ? null : address,
			timezone: row?.timezone ?? DEFAULT_TIME_ZONE,
		},
		channels: series.rows.map((channel) => ({ ...channel, unit: metricRules[channel.metric].unit })),
	};
}

/** What stands for a meter where it has no label: its point, or the beginning of its key. */
export function meterName({
	label,
	pointId,
	device,
}: Pick<ExportChannel, 'label' | 'pointId' | 'device'>): string {
	return label ?? pointId ?? device.slice(0, 8);
}

/** As a unit of people: energies in kWh, everything else as it is stored. */
export const exportUnits = { Wh: 'kWh', VA: 'VA', L: 'L', '°C': '°C', '%': '%' } as const satisfies Readonly<
	Record<ExportChannel['unit'], string>
>;
