import type { DayTotal } from '../../domain/reading.ts';
import type { ProviderWindow } from '../provider.ts';
import { labelDate, labelInstants } from './curve/label-instants.ts';
import type { MeasuredPoints } from './measured-points.ts';
import { TIME_ZONE } from './rules.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

/**
 * Each day's maximum in VA with its moment, by date; a hole is left out.
 *
 * The moment carries no offset; of autumn's repeated hour its first pass is taken, for nothing says which, and an hour
 * more or less changes neither the day nor the value.
 *
 * @throws UnexpectedShape for moments outside the window, and for two different maxima of a day
 */
export function parsePeaks({ points }: MeasuredPoints, window: ProviderWindow): DayTotal[] {
	const peaks = new Map<string, DayTotal>();
	for (const { d: label, v: value } of points) {
		const date = labelDate(label);
		if (date < window.from || date >= window.to) {
			throw new UnexpectedShape('outside_window', `Enedis sent ${date}, a day that was not asked for`);
		}
		if (value === null) continue;
		const [peakSeconds] = labelInstants(label, TIME_ZONE);
		const known = peaks.get(date);
		if (known && (known.value !== Number(value) || known.peakSeconds !== peakSeconds)) {
			throw new UnexpectedShape('conflicting_points', `Enedis sent two different maxima of ${date}`);
		}
		peaks.set(date, { date, value: Number(value), peakSeconds });
	}

	return [...peaks.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
}
