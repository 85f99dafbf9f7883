import { DateTime } from 'luxon';
import { dateOf, localHours } from '../calendar.ts';
import { dayCurve, type LoadProfile } from '../meters/meter.ts';

/** The operator's days are those of Brussels, whose clocks change with those of Paris. */
const ZONE = 'Europe/Brussels';

const QUARTER_MS = 900_000;
const WH_PER_KWH = 1_000;

/** Energy over one interval; null where the meter has no value. */
export interface EnergyInterval {
	/** RFC 3339 with the zone's offset at that moment */
	start: string;
	/** with three decimals at most: whole Wh */
	kwh: number | null;
}

/** The first moment of a local day, in milliseconds since 1970 UTC. */
export const midnightMs = (dayNumber: number): number =>
	DateTime.fromISO(dateOf(dayNumber), { zone: ZONE }).startOf('day').toMillis();

/** A local day's quarter-hours in the order of time: 96, or 92 and 100 when clocks change. */
export function quarterHours(load: LoadProfile, dayNumber: number): EnergyInterval[] {
	const firstMs = midnightMs(dayNumber);
	const powers = new Map<string, number[]>();
	for (const { hour, powerW } of dayCurve(load, dayNumber, () => 15)) {
		const key = `${hour.hour} ${hour.isSecondPass}`;
		powers.set(key, [...(powers.get(key) ?? []), powerW]);
	}

	return localHours(dayNumber).flatMap(({ hour, isSecondPass }, position) => {
		const ofHour = powers.get(`${hour} ${isSecondPass}`);

		return [0, 1, 2, 3].map((quarter) => {
			const powerW = ofHour?.[quarter];

			return {
				start: rfc3339(firstMs + (4 * position + quarter) * QUARTER_MS),
				kwh: powerW === undefined ? null : Math.round(powerW / 4) / WH_PER_KWH,
			};
		});
	});
}

/** A local day's total: the sum of its quarter-hours; null when one is missing. */
export function dayTotal(load: LoadProfile, dayNumber: number): EnergyInterval {
	const quarters = quarterHours(load, dayNumber);
	const isWhole = quarters.every(({ kwh }) => kwh !== null);
	const wattHours = quarters.reduce((sum, { kwh }) => sum + Math.round((kwh ?? 0) * WH_PER_KWH), 0);

	return { start: rfc3339(midnightMs(dayNumber)), kwh: isWhole ? wattHours / WH_PER_KWH : null };
}

function rfc3339(ms: number): string {
	return DateTime.fromMillis(ms, { zone: ZONE }).toISO({ suppressMilliseconds: true }) ?? '';
}
