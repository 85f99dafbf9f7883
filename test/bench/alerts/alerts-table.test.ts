import { expect, test } from 'vitest';
import { alertLines, formatAlerts } from './alerts-table.ts';
import type { JudgedNight } from './alerts-process.ts';

const night = (meters: number, seconds: number, longest: number): JudgedNight & { meters: number } => ({
	meters,
	series: meters,
	created: 7,
	seconds,
	cpuSeconds: seconds / 2,
	memoryMib: { before: 100, peak: 150 + seconds, after: 120 },
	waitMs: { p99: 3, longest },
});

test('a portfolio is told by the median of its nights and by its longest wait', () => {
	const [small, large] = alertLines([
		[night(100, 0.3, 9)],
		[night(10_000, 50, 20), night(10_000, 40, 51), night(10_000, 70, 20)],
	]);

	expect(small).toMatchObject({ goalSeconds: 1, isReached: true, alerts: 7 });
	expect(large).toMatchObject({
		seconds: 50,
		goalSeconds: 60,
		cpuMsAMeter: 2.5,
		memoryMib: { before: 100, peak: 220, after: 120 },
		waitMs: { p99: 3, longest: 51 },
		isReached: false,
	});
});

test('and in columns, with the histories below', () => {
	const text = formatAlerts({
		lines: alertLines([[night(10_000, 50, 20)]]),
		history: { meters: 200, years: 2, cpuMsAMeterYear: 1.234 },
	});

	expect(text).toContain('10,000       7    50 s       2.5 ms');
	expect(text).toContain('≤ 60 s, 50 ms  ok');
	expect(text).toContain('200 histories of 2 years: 1.23 ms');
});
