import type { Episode } from '../../extensions/kilowatch/src/domain/alerts/episode.ts';
import { HOURS_PER_DAY, type HourGrid } from '../../extensions/kilowatch/src/domain/alerts/hour-grid.ts';
import { addDays } from '../../extensions/kilowatch/src/domain/local-days.ts';

/** An alert as one JSON line; `from` and `until`, the hour after its last, are local time without a zone, as in the file. */
export function alertLine(building: string, { firstDate }: HourGrid, episode: Episode): string {
	const { rule, severity, fromHour, untilHour, observed, expected } = episode;

	return JSON.stringify({
		building,
		rule,
		severity,
		from: stampOf(firstDate, fromHour),
		until: stampOf(firstDate, untilHour),
		observed: rounded(observed),
		expected: rounded(expected),
	});
}

function stampOf(firstDate: string, hour: number): string {
	const date = addDays(firstDate, Math.floor(hour / HOURS_PER_DAY));

	return `${date}T${String(hour % HOURS_PER_DAY).padStart(2, '0')}:00:00`;
}

function rounded(value: number | null): number | null {
	return value === null ? null : Math.round(value * 1000) / 1000;
}
