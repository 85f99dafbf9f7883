/** What can be measured, in which unit, and which values are believed. One row is the rule everywhere. */

export const metrics = [
	'consumption',
	'production',
	'max_power',
	'water',
	'gas',
	'temperature',
	'humidity',
] as const;

export type Metric = (typeof metrics)[number];

export const registers = ['total', 'peak', 'off_peak', 'day', 'night'] as const;

export type Register = (typeof registers)[number];

/** How the intervals of a metric combine into a longer one. */
type Aggregate = 'sum' | 'max' | 'mean';

interface MetricRule {
	unit: 'Wh' | 'VA' | 'L' | '°C' | '%';
	/** smallest believed value, inclusive */
	minimum: number;
	/** largest believed value, inclusive */
	maximum: number;
	aggregate: Aggregate;
}

/** Bounds are the request's: temperature −40…+80 °C, humidity 0…100 %, consumption ≥ 0. Gas is kept as energy. */
export const metricRules: Readonly<Record<Metric, MetricRule>> = {
	consumption: { unit: 'Wh', minimum: 0, maximum: Infinity, aggregate: 'sum' },
	production: { unit: 'Wh', minimum: 0, maximum: Infinity, aggregate: 'sum' },
	max_power: { unit: 'VA', minimum: 0, maximum: Infinity, aggregate: 'max' },
	water: { unit: 'L', minimum: 0, maximum: Infinity, aggregate: 'sum' },
	gas: { unit: 'Wh', minimum: 0, maximum: Infinity, aggregate: 'sum' },
	temperature: { unit: '°C', minimum: -40, maximum: 80, aggregate: 'mean' },
	humidity: { unit: '%', minimum: 0, maximum: 100, aggregate: 'mean' },
};

/**
 * Why a value cannot be true for its metric, as a sentence; `undefined` when it can.
 * Such a value is refused and counted, never clipped.
 */
export function implausible(metric: Metric, value: number): string | undefined {
	const { unit, minimum, maximum } = metricRules[metric];
	if (!Number.isFinite(value)) return `${metric} must be a number`;
	if (value < minimum) return `${metric} must be at least ${minimum} ${unit}, not ${value}`;
	if (value > maximum) return `${metric} must be at most ${maximum} ${unit}, not ${value}`;

	return undefined;
}
