import { expect, test } from 'vitest';
import type { Metric } from '../../domain/metrics.ts';
import type { ChannelState, DeviceStatus } from '../../shared/names.ts';
import { knownSince, measuredMetrics, metersOf } from './measured-metrics.ts';

const meter = (...series: [metric: Metric, state: ChannelState][]) => ({
	channels: series.map(([metric, state]) => ({ metric, state, register: 'total' as const })),
});

test('what no meter measures is not offered', () => {
	expect(measuredMetrics([meter(['max_power', 'active'], ['consumption', 'active'])])).toEqual([
		'consumption',
		'max_power',
	]);
	expect(measuredMetrics([meter(['consumption', 'active']), meter(['production', 'active'])])).toEqual([
		'consumption',
		'production',
	]);
});

test('a building that only produces opens on production', () => {
	expect(measuredMetrics([meter(['consumption', 'not_measured'], ['production', 'active'])])).toEqual([
		'production',
	]);
});

test('before any series is known there is consumption, which is empty', () => {
	expect(measuredMetrics([])).toEqual(['consumption']);
	expect(measuredMetrics([meter(), meter(['temperature', 'active'])])).toEqual(['consumption']);
});

test('meters are those that measure it', () => {
	const roof = meter(['production', 'active']);
	const flat = meter(['consumption', 'active'], ['production', 'not_measured']);

	expect(metersOf([roof, flat], 'production')).toEqual([roof]);
});

test('only what an active meter’s history is of is expected', () => {
	const known = (
		id: string,
		metrics: Metric[],
		status: DeviceStatus = 'active',
		first: string | null = '2025-01-01',
	) => ({
		id,
		status,
		...meter(...metrics.map((metric): [Metric, ChannelState] => [metric, 'active'])),
		coverage: { first_date: first, last_date: first, days_known: 1, days_missing: 0 },
	});
	const devices = [
		known('flat', ['consumption', 'max_power']),
		known('roof', ['production']),
		known('both', ['consumption', 'production']),
		known('ended', ['consumption'], 'stopped'),
		known('new', ['consumption'], 'active', null),
	];

	expect(knownSince(devices, 'consumption')).toEqual({ flat: '2025-01-01', both: '2025-01-01' });
	expect(knownSince(devices, 'production')).toEqual({ roof: '2025-01-01' });
	expect(knownSince(devices, 'max_power')).toEqual({});
});
