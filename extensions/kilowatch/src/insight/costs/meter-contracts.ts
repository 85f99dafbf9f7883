/** What prices a building's meters: their tariffs and their off-peak hours. */
import type { DeviceHours } from '../../domain/tariff/meter-hours.ts';
import { parseTariff, TariffError, type PricePeriod } from '../../domain/tariff/tariff.ts';
import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import type { Queryable } from '../../storage/database.ts';

export interface MeterContract extends DeviceHours {
	/** its own, else the building's; null: neither has one */
	tariff: { id: string; name: string; periods: readonly PricePeriod[] | 'unreadable_tariff' } | null;
}

export interface BuildingContracts {
	country: string | null;
	/** of each device */
	meters: ReadonlyMap<string, MeterContract>;
}

/** Reads what holds for every meter of a building. A project's own column of the tariff's name says nothing unless it is a key of ours. */
export async function readContracts(
	connection: Queryable,
	building: BuildingKey,
): Promise<BuildingContracts> {
	const { rows } = await connection.query<{
		country: string | null;
		device: string | null;
		off_peak_hours: string | null;
		former_off_peak_hours: unknown;
		tariff: { id: string; name: string; type: string; periods: unknown } | null;
	}>(
		`SELECT building.country, device.id AS device, device.off_peak_hours, device.former_off_peak_hours,
			CASE WHEN tariff.id IS NOT NULL THEN json_build_object(
				'id', tariff.id, 'name', tariff.name, 'type', tariff.type, 'periods', tariff.periods
			) END AS tariff
		 FROM (
			SELECT id, to_jsonb(own) ->> 'country' AS country, to_jsonb(own) ->> 'electricity_tariff' AS tariff
			FROM buildings own WHERE id = $1
		 ) building
		 LEFT JOIN iot_devices device ON device.building = building.id
		 LEFT JOIN iot_tariffs tariff ON tariff.id::text = coalesce(device.tariff::text, building.tariff)`,
		[building],
	);
	// Most meters of a building share a tariff, which is then read once.
	const parsed = new Map<string, readonly PricePeriod[] | 'unreadable_tariff'>();

	return {
		country: rows[0]?.country ?? null,
		meters: new Map(
			rows.flatMap(({ device, off_peak_hours, former_off_peak_hours, tariff }) => {
				if (device === null) return [];
				const periods = tariff && (parsed.get(tariff.id) ?? periodsOf(tariff));
				if (tariff && periods) parsed.set(tariff.id, periods);

				return [
					[
						device,
						{
							offPeakHours: off_peak_hours,
							formerOffPeakHours: former_off_peak_hours,
							tariff: tariff && periods ? { id: tariff.id, name: tariff.name, periods } : null,
						},
					] as const,
				];
			}),
		),
	};
}

/** What was written by SQL, or by an older version, nobody has checked. */
function periodsOf({ type, periods }: { type: string; periods: unknown }): MeterPeriods {
	try {
		return parseTariff({ type, periods });
	} catch (error) {
		if (error instanceof TariffError) return 'unreadable_tariff';
		throw error;
	}
}

type MeterPeriods = readonly PricePeriod[] | 'unreadable_tariff';
