import type { Finding } from './finding.ts';
import type { JudgedDay } from './judged-day.ts';

/**
 * A rule follows one series, one day after the other: first it judges a day by the days before, then it learns it. So it cannot
 * see a later day, and the judged day is never part of what it is compared with. What it has made of a day to judge it, it need not
 * make again to learn it.
 */
export interface Rule {
	judge(day: JudgedDay): Finding | undefined;
	/** @param isTrusted whether no rule found the day's consumption unusual, so that it counts for what is usual */
	learn(day: JudgedDay, isTrusted: boolean): void;
}
