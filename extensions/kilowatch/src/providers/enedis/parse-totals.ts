import { isCalendarDate } from '../../domain/local-days.ts';
import type { DayTotal } from '../../domain/reading.ts';
import type { ProviderWindow } from '../provider.ts';
import type { MeasuredPoints } from './measured-points.ts';
import { UnexpectedShape } from '../http/unexpected-shape.ts';

/**
 * The operator's own daily totals in Wh, by date; a hole is left out.
 *
 * @throws UnexpectedShape for points that are not the documented answer to this window
 */
export function parseTotals({ points }: MeasuredPoints, window: ProviderWindow): DayTotal[] {
	const valueOfDate = new Map<string, string | null>();
	for (const { d: date, v: value } of points) {
		if (!isCalendarDate(date)) {
			throw new UnexpectedShape('unreadable_label', 'Enedis dated a day in a form we do not know');
		}
		if (date < window.from || date >= window.to) {
			throw new UnexpectedShape('outside_window', `Enedis sent ${date}, a day that was not asked for`);
		}
		const known = valueOfDate.get(date) ?? null;
		// Sent with a value and without, it has one.
		if (value === null && known !== null) continue;
		if (known !== null && known !== value) {
			throw new UnexpectedShape('conflicting_points', `Enedis sent two different totals of ${date}`);
		}
		valueOfDate.set(date, value);
	}
	return [...valueOfDate]
		.flatMap(([date, value]) => (value === null ? [] : [{ date, value: Number(value) }]))
		.sort((one, other) => (one.date < other.date ? -1 : 1));
}
