import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';

const HOUR_MS = 3_600_000;

/** Hourly load in Paris around the last autumn's clock change, as a file for the sandbox and as what must come of it. */
export interface LoadFile {
	csv: string;
	/** first date, and the date after the last */
	from: string;
	to: string;
	/** the date of 25 hours */
	changeDate: string;
	/** energy in Wh by the hour's start, in milliseconds since 1970 UTC; an hour of the file's hole is not in it */
	hoursWh: Map<number, number>;
	/** energy in Wh of each date */
	daysWh: Map<string, number>;
}

/**
 * A made-up load of eight weeks, whole Wh, with one hour missing and one at zero; the doubled hour of the clock change
 * counts twice, for the file has it once and the sandbox serves it twice.
 */
export function autumnLoad(now: Date, meter: string): LoadFile {
	const changeDate = lastAutumnChange(now);
	const from = addDays(changeDate, -42);
	const to = addDays(changeDate, 14);
	const changeMs = Date.parse(`${changeDate}T01:00:00Z`);
	const rows: string[] = [];
	const hoursWh = new Map<number, number>();
	const daysWh = new Map<string, number>();

	for (let date = from, day = 0; date < to; date = addDays(date, 1), day++) {
		let dayWh = 0;
		for (let hour = 0; hour < 24; hour++) {
			const energyWh = energyOf(day, hour);
			rows.push(
				`${date} ${String(hour).padStart(2, '0')}:00:00,${energyWh === undefined ? '' : energyWh / 1000}`,
			);
			if (energyWh === undefined) continue;
			for (const startMs of startsOf(date, hour, changeMs)) {
				hoursWh.set(startMs, energyWh);
				dayWh += energyWh;
			}
		}
		daysWh.set(date, dayWh);
	}

	return { csv: [`timestamp_local,${meter}`, ...rows, ''].join('\n'), from, to, changeDate, hoursWh, daysWh };
}

/** Both passes of 02:00 are different instants: UTC is two hours behind before the change, one hour after. */
function startsOf(date: string, hour: number, changeMs: number): number[] {
	const naive = Date.parse(`${date}T00:00:00Z`) + hour * HOUR_MS;
	const summer = naive - 2 * HOUR_MS;
	const winter = naive - HOUR_MS;

	return [...(summer < changeMs ? [summer] : []), ...(winter >= changeMs ? [winter] : [])];
}

export const HOLE_DAY = 9;

function energyOf(day: number, hour: number): number | undefined {
	if (day === HOLE_DAY && hour === 15) return undefined;
	if (day === 20 && hour === 4) return 0;

	return 400 + (((day * 24 + hour) * 137) % 1913);
}

/** The last Sunday of October, of the last year in which two weeks and a day have passed since. */
function lastAutumnChange(now: Date): string {
	for (let year = now.getUTCFullYear(); ; year--) {
		const lastOfOctober = Date.UTC(year, 9, 31);
		const sunday = lastOfOctober - new Date(lastOfOctober).getUTCDay() * 24 * HOUR_MS;
		if (now.getTime() - sunday > 16 * 24 * HOUR_MS) return new Date(sunday).toISOString().slice(0, 10);
	}
}
