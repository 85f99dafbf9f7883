import type { DataRule } from './data-rule.ts';
import { unusualRuns } from './data-runs.ts';
import type { AlertSettings } from './settings.ts';

/** The same value again and again, for longer than this series ever repeats one. */
export function dataFlat({ hours }: AlertSettings['data-flat']): DataRule {
	return unusualRuns(
		'data-flat',
		{ leastHours: hours - 1, hoursBefore: 1 },
		(value, before) => value === before && value !== 0,
	);
}
