import { expect, test } from 'vitest';
import { formatGrowth, growthOf, type GrowthLine } from './growth-table.ts';

const line = (meters: number, medianMs: number): GrowthLine => {
	const timing = { rounds: 40, medianMs, p95Ms: medianMs * 2 };

	return {
		meters,
		readings: meters * 35_000,
		days: meters * 1_096,
		timings: { raw: timing, days: timing, heatMap: timing, firstHeatMap: timing },
	};
};

test('the largest portfolio is set against the smallest, and goals are said', () => {
	const lines = [line(100, 20), line(10_000, 30)];
	expect(growthOf(lines, 'days')).toBe(1.5);
	const table = formatGrowth({ months: 24, lines });
	expect(table).toContain('heat map of 24 months, first look');
	expect(table).toContain('1.5 × (≤ 1.3 missed)');
	expect(table).toContain('< 50 ms ok');
	expect(table).toContain('< 50 ms missed');
});

test('one size grows from nothing', () => {
	expect(growthOf([line(100, 20)], 'raw')).toBeUndefined();
	expect(formatGrowth({ months: 3, lines: [line(100, 20)] })).not.toContain('×');
});
