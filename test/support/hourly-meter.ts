import { localDays, type LocalDay } from '../../extensions/kilowatch/src/domain/local-days.ts';
import { localHours } from '../../extensions/kilowatch/src/domain/statistics/local-hours.ts';
import type { Database } from '../../extensions/kilowatch/src/storage/database.ts';
import { storeWindow } from '../../extensions/kilowatch/src/storage/readings/store-window.ts';

const timeZone = 'Europe/Paris';

/** kWh of one hour of a local day; `null`: the operator does not say. */
export type HourOf = (date: string, hour: number) => number | null;

/** Stores the load curve of some local days as half-hours, in the operator's name. */
export async function storeHours(
	database: Database,
	channel: number,
	period: { from: string; to: string },
	kwhOf: HourOf,
): Promise<void> {
	await store(database, channel, localDays(period.from, period.to, timeZone), {
		readings: localHours(period.from, period.to, timeZone).flatMap(({ startSeconds, date, hour }) => {
			const kwh = kwhOf(date, hour);

			return kwh === null
				? []
				: [0, 1800].map((offset) => ({
						startSeconds: startSeconds + offset,
						durationSeconds: 1800,
						value: kwh * 500,
						quality: 'raw' as const,
					}));
		}),
		dayTotals: [],
		usualStepSeconds: 1800,
	});
}

/** Stores the days' totals alone, in kWh. */
export async function storeTotals(
	database: Database,
	channel: number,
	period: { from: string; to: string },
	kwhOf: (date: string) => number,
): Promise<void> {
	const days = localDays(period.from, period.to, timeZone);
	await store(database, channel, days, {
		readings: [],
		dayTotals: days.map(({ date }) => ({ date, value: kwhOf(date) * 1000 })),
		usualStepSeconds: undefined,
	});
}

async function store(
	database: Database,
	channel: number,
	days: LocalDay[],
	brought: Pick<Parameters<typeof storeWindow>[1], 'readings' | 'dayTotals' | 'usualStepSeconds'>,
): Promise<void> {
	await storeWindow(database, {
		channel,
		metric: 'consumption',
		source: 'operator',
		days,
		...brought,
		asked: undefined,
	});
}

/** A quiet building: more by day, less on Sundays, and a little of its own every hour, the same for the same hour. */
export const usualHour: HourOf = (date, hour) => {
	const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
	const base = hour < 6 ? 2 : hour < 8 || hour > 19 ? 4 : 6;
	const sunday = new Date(day * 86_400_000).getUTCDay() === 0 ? 0.8 : 1;
	const noise = ((day * 31 + hour * 17) % 23) / 23 - 0.5;

	return base * sunday * (1 + 0.06 * noise);
};
