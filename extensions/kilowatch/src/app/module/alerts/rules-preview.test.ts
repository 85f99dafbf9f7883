import { expect, test } from 'vitest';
import type { PreviewAnswer } from '../../../shared/http-contract/alerts.ts';
import { judgedOf, previewMonths, previewOf, totalCount } from './rules-preview.ts';

const none = { true: 0, false: 0, known_cause: 0, precision: null };
const rule = (name: PreviewAnswer['data'][number]['rule'], count: number) => ({
	rule: name,
	enabled: true,
	episodes: [],
	count,
	per_100_days: null,
	energy_wh: null,
	building: none,
	portfolio: none,
});
const answer: PreviewAnswer = {
	data: [rule('day-surge', 3), rule('data-missing', 2)],
	meta: { from: '2025-11-25', to: '2026-11-25', device_days: 365, devices: 1 },
};

test('a year, or less where there are many meters', () => {
	expect([0, 1, 50, 100, 300, 5_000].map(previewMonths)).toEqual([12, 12, 12, 6, 2, 1]);
});

test('all rules together, and one of them', () => {
	expect(totalCount(answer)).toBe(5);
	expect(previewOf(answer, 'day-surge')?.count).toBe(3);
	expect(previewOf(answer, 'week-drift')).toBeUndefined();
});

test('an alert with a known cause was right, too', () => {
	expect(judgedOf({ true: 5, false: 2, known_cause: 3, precision: 0.8 })).toEqual({ right: 8, judged: 10 });
	expect(judgedOf(none)).toBeUndefined();
});
