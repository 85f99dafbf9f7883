/** What was forecast of months that are over, held against what came. Energies in Wh. */
import type { PeriodForecast } from '../domain/forecast/forecast-energy.ts';
import type { ForecastRecord, ForecastRecordMonth } from '../shared/http-contract/forecast.ts';
import type { StoredForecast } from '../storage/forecasts.ts';

const WH_PER_KWH = 1_000;
/** A night may lack, and days may be known late: so many days more may have been known. */
const MOST_MORE_KNOWN = 3;

/** What came of a month: the sum of its days, and whose they are. */
export interface CameMonth {
	/** `undefined` while a day of it is not known */
	wh: number | undefined;
	channels: readonly number[];
}

/**
 * The track record of months: what was kept on the night on which so many of their days were known or, where no night was, what
 * would have been told then.
 */
export function forecastRecord(
	knownDays: number,
	replayed: readonly PeriodForecast[],
	kept: readonly StoredForecast[],
	cameOf: (month: PeriodForecast) => CameMonth,
): ForecastRecord {
	const months = replayed.flatMap((month) => {
		const stored = kept.find(
			(one) =>
				one.month === month.from &&
				one.knownDays >= knownDays &&
				one.knownDays <= knownDays + MOST_MORE_KNOWN,
		);
		const told = stored ? toldOf(stored) : replayOf(month);

		return told ? [compared(month, told, cameOf(month))] : [];
	});
	const errors = months.flatMap(({ error }) => (error === null ? [] : Math.abs(error)));

	return {
		known_days: knownDays,
		months,
		months_compared: errors.length,
		median_error: medianOf(errors),
		months_held: months.filter(({ held }) => held === true).length,
	};
}

type Told = Omit<ForecastRecordMonth, 'month' | 'came_wh' | 'error' | 'held' | 'obstacle'> & {
	/** whose days it was made from; a replay is made from today's */
	channels?: readonly number[];
};

function toldOf(stored: StoredForecast): Told {
	return {
		origin: 'kept',
		made_on: stored.madeOn,
		known_days: stored.knownDays,
		predicted_wh: stored.predictedWh,
		lower_wh: stored.lowerWh,
		upper_wh: stored.upperWh,
		channels: stored.channels,
	};
}

function replayOf({ total, knownDays }: PeriodForecast): Told | undefined {
	if (total === undefined) return undefined;

	return {
		origin: 'replayed',
		made_on: null,
		known_days: knownDays,
		predicted_wh: Math.round(total.predicted * WH_PER_KWH),
		lower_wh: Math.round(total.lower * WH_PER_KWH),
		upper_wh: Math.round(total.upper * WH_PER_KWH),
	};
}

function compared(
	{ from }: PeriodForecast,
	{ channels, ...told }: Told,
	came: CameMonth,
): ForecastRecordMonth {
	const isOfOthers = channels !== undefined && channels.join() !== came.channels.join();
	const obstacle = isOfOthers ? 'other_meters' : came.wh === undefined ? 'days_missing' : null;
	const wh = obstacle === null ? (came.wh ?? null) : null;

	return {
		month: from.slice(0, 7),
		...told,
		came_wh: wh,
		error: wh === null || wh === 0 ? null : (told.predicted_wh - wh) / wh,
		held: wh === null ? null : wh >= told.lower_wh && wh <= told.upper_wh,
		obstacle,
	};
}

function medianOf(values: readonly number[]): number | null {
	const sorted = values.toSorted((one, other) => one - other);
	const upper = sorted[sorted.length >> 1];
	if (upper === undefined) return null;

	return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? upper) + upper) / 2;
}
