/** What one meter knows of a period, day by day. Pure; energies in Wh, dates local. */
import { addDays, expectedPoints, localDay } from '../domain/local-days.ts';
import type { Source } from '../domain/reading.ts';
import type { MeterDay, Period } from './building-days.ts';

/** A row of `iot_daily`, as far as it matters here. */
export interface DayRow {
	date: string;
	/** the operator's own total */
	value: number | null;
	/** sum of the load curve's known points */
	curve_value: number | null;
	points_expected: number;
	points_received: number;
	source: Source;
}

/** How well a meter's period is known. */
export interface MeterCoverage {
	knownDays: number;
	partialDays: number;
	missingDays: number;
	/** stretches of days that are missing or known only in part */
	gaps: Period[];
	/** the last day of which anything is known */
	lastDate: string | null;
	/** points of the load curve; both 0 where only daily totals are read */
	pointsExpected: number;
	pointsReceived: number;
	/** days with a value, by where it came from */
	sourceDays: Record<Source, number>;
}

/** The day a row tells of; undefined when it holds no value. The operator's own total goes before the curve's sum. */
export function meterDay(row: DayRow): MeterDay | undefined {
	if (row.value !== null) return { date: row.date, energyWh: row.value, complete: true };
	if (row.curve_value === null) return undefined;

	return {
		date: row.date,
		energyWh: row.curve_value,
		complete: row.points_expected > 0 && row.points_received >= row.points_expected,
	};
}

/**
 * Counts what is known of the given dates, on which the meter is needed.
 *
 * @param zone the building's time zone: a day without a row lacks as many points as its real length holds
 */
export function meterCoverage(
	rows: ReadonlyMap<string, DayRow>,
	dates: readonly string[],
	zone: string,
): MeterCoverage {
	const stepSeconds = usualStepSeconds(rows, zone);
	const coverage: MeterCoverage = {
		knownDays: 0,
		partialDays: 0,
		missingDays: 0,
		gaps: [],
		lastDate: null,
		pointsExpected: 0,
		pointsReceived: 0,
		sourceDays: { operator: 0, file: 0, push: 0 },
	};

	for (const date of dates) {
		const row = rows.get(date);
		const day = row && meterDay(row);
		if (row && day) {
			coverage.lastDate = date;
			coverage.sourceDays[row.source] += 1;
		}
		if (day?.complete) coverage.knownDays += 1;
		else {
			if (day) coverage.partialDays += 1;
			else coverage.missingDays += 1;
			extendGaps(coverage.gaps, date);
		}
		if (stepSeconds !== undefined) {
			coverage.pointsExpected +=
				row !== undefined && row.points_expected > 0
					? row.points_expected
					: expectedPoints(localDay(date, zone), stepSeconds);
			coverage.pointsReceived += row?.points_received ?? 0;
		}
	}

	return coverage;
}

/** Length of the load curve's interval, from the first day that has a curve. */
function usualStepSeconds(rows: ReadonlyMap<string, DayRow>, zone: string): number | undefined {
	for (const { date, points_expected: points } of rows.values()) {
		if (points === 0) continue;
		const { startSeconds, endSeconds } = localDay(date, zone);

		return (endSeconds - startSeconds) / points;
	}

	return undefined;
}

function extendGaps(gaps: Period[], date: string): void {
	const last = gaps.at(-1);
	if (last?.to === date) last.to = addDays(date, 1);
	else gaps.push({ from: date, to: addDays(date, 1) });
}
