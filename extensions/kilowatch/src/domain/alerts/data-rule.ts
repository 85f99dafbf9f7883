import type { Finding } from './finding.ts';
import type { UsualHours } from './usual-hours.ts';

/** One day as it came, before anybody asked whether to believe it. */
export interface RawDay {
	place: number;
	kwh: Float64Array;
	/** their logarithms, `-Infinity` where nothing was used */
	logs: Float64Array;
	usualHours: UsualHours;
}

/** A rule about the data itself. It comes before the others, which do not see what it disbelieves. */
export interface DataRule {
	/**
	 * Judges a day by the days before and learns it.
	 *
	 * @param disbelieve to be called with each hour, 0 to 23, that is not to be counted
	 */
	judge(day: RawDay, disbelieve: (hour: number) => void): Finding | undefined;
}
