import type { Way } from './measure.ts';
import type { Goal } from './table.ts';

/** Something that is done in several ways, and the ratios that are of interest. */
export interface Question {
	question: string;
	ways: Readonly<Record<string, Way>>;
	ratios: readonly { measured: string; against: string; goal?: Goal }[];
	/** rows that one run of any way loads, where speed and not time is the matter */
	rows?: number;
}
