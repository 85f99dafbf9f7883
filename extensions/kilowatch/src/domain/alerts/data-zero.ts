import type { DataRule } from './data-rule.ts';
import { unusualRuns } from './data-runs.ts';
import type { AlertSettings } from './settings.ts';

/** Nothing at all, for longer than this series ever uses nothing. */
export function dataZero({ hours }: AlertSettings['data-zero']): DataRule {
	return unusualRuns('data-zero', { leastHours: hours, hoursBefore: 0 }, (value) => value === 0);
}
