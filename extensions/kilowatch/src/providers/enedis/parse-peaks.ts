import { addDays } from '../../domain/local-days.ts';
import type { DayTotal } from '../../domain/reading.ts';
import type { ProviderWindow } from '../provider.ts';
import { labelDate, labelInstants } from './curve/label-instants.ts';
import type { MeasuredPoints } from './measured-points.ts';
import { TIME_ZONE } from './rules.ts';
import { UnexpectedShape } from '../http/unexpected-shape.ts';

/**
 * Each day's maximum in VA with its moment, by date; a hole is left out.
 *
 * The moment carries no offset; of autumn's repeated hour its first pass is taken, for nothing says which, and an hour
 * more or less changes neither the day nor the value. Midnight sharp is the end of the day before where the day it
 * names was not asked for or has a maximum of its own.
 *
 * @throws UnexpectedShape for moments outside the window, and for two different maxima of a day
 */
export function parsePeaks({ points }: MeasuredPoints, window: ProviderWindow): DayTotal[] {
	const peaks = new Map<string, DayTotal>();
	const measured = points.flatMap(({ d: label, v: value }) =>
		value === null ? [] : [{ label, value: Number(value), date: labelDate(label) }],
	);
	const ofTheirDate = new Set(measured.filter(({ label }) => !isMidnight(label)).map(({ date }) => date));

	for (const { label, value, date: named } of measured) {
		const isDayEnd = isMidnight(label) && (named === window.to || ofTheirDate.has(named));
		const date = isDayEnd ? addDays(named, -1) : named;
		if (date < window.from || date >= window.to) {
			// A day's end may be answered to a question that begins with the next day; it is not what was asked for.
			if (isDayEnd) continue;
			throw new UnexpectedShape('outside_window', `Enedis sent ${date}, a day that was not asked for`);
		}
		const [peakSeconds] = labelInstants(label, TIME_ZONE);
		const known = peaks.get(date);
		if (known && (known.value !== value || known.peakSeconds !== peakSeconds)) {
			throw new UnexpectedShape('conflicting_points', `Enedis sent two different maxima of ${date}`);
		}
		peaks.set(date, { date, value, peakSeconds });
	}

	return [...peaks.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
}

function isMidnight(label: string): boolean {
	return label.endsWith(' 00:00:00');
}
