import { localDateOf, localDay, type LocalDay } from '../domain/local-days.ts';
import type { DayTotal, Reading } from '../domain/reading.ts';
import type { DailyValue } from '../providers/enedis-file/parse-rows.ts';

/** All that a file says of one local day of one channel. */
export interface FileDay {
	day: LocalDay;
	/** oldest first */
	readings: Reading[];
	total: DayTotal | undefined;
}

/** Readings, oldest first, and totals by date, as local days in order; days of which the file says nothing are not there. */
export function* fileDays(
	readings: Iterable<Reading>,
	totals: ReadonlyMap<string, DailyValue>,
	zone: string,
): Generator<FileDay> {
	const dates = [...totals.keys()].sort();
	let next = 0;
	let current: FileDay | undefined;

	const totalOf = (date: string): DayTotal | undefined => {
		const total = totals.get(date);

		return (
			total && {
				date,
				value: total.value,
				...(total.peakSeconds === undefined ? {} : { peakSeconds: total.peakSeconds }),
			}
		);
	};
	function* totalsAlone(before: string | undefined): Generator<FileDay> {
		for (; next < dates.length; next += 1) {
			const date = dates[next] ?? '';
			if (before !== undefined && date >= before) return;
			yield { day: localDay(date, zone), readings: [], total: totalOf(date) };
		}
	}

	for (const reading of readings) {
		if (!current || reading.startSeconds >= current.day.endSeconds) {
			if (current) yield current;
			const day = localDay(localDateOf(reading.startSeconds, zone), zone);
			yield* totalsAlone(day.date);
			if (dates[next] === day.date) next += 1;
			current = { day, readings: [], total: totalOf(day.date) };
		}
		current.readings.push(reading);
	}
	if (current) yield current;
	yield* totalsAlone(undefined);
}
