import { describe, expect, test } from 'vitest';
import type { Measure, ProviderWindow } from '../../provider.ts';
import { parseCurve } from '../curve/parse-curve.ts';
import { parsePeaks } from '../parse-peaks.ts';
import { parseTotals } from '../parse-totals.ts';
import { readMeterReading } from './meter-reading.ts';

const PRM = '11111111111111';
const windowOf = (measure: Measure): ProviderWindow => ({
	measure,
	pointId: PRM,
	from: '2023-04-01',
	to: '2023-04-03',
});

function body(points: object[], type: object | null, changes: object = {}): string {
	return JSON.stringify({
		meter_reading: {
			usage_point_id: PRM,
			start: '2023-04-01',
			end: '2023-04-03',
			quality: 'BRUT',
			...(type === null ? {} : { reading_type: type }),
			interval_reading: points,
			...changes,
		},
	});
}

const energy = { unit: 'Wh', measurement_kind: 'energy', aggregate: 'sum', measuring_period: 'P1D' };
const power = { unit: 'W', measurement_kind: 'power', aggregate: 'average' };
const peak = { unit: 'VA', measurement_kind: 'power', aggregate: 'maximum', measuring_period: 'P1D' };

describe('the documented samples', () => {
	test.each(['daily', 'daily_production'] as const)('%s', (measure) => {
		const text = body(
			[
				{ value: '11776', date: '2023-04-01' },
				{ value: '14401', date: '2023-04-02' },
			],
			energy,
		);
		expect(parseTotals(readMeterReading(text, windowOf(measure)), windowOf(measure))).toEqual([
			{ date: '2023-04-01', value: 11_776 },
			{ date: '2023-04-02', value: 14_401 },
		]);
	});

	test.each(['load_curve', 'production_load_curve'] as const)('%s', (measure) => {
		const text = body(
			[
				{ value: '752', date: '2023-04-01 00:30:00', interval_length: 'PT30M', measure_type: 'B' },
				{ value: '100', date: '2023-04-01 00:40:00', interval_length: 'PT10M', measure_type: 'B' },
			],
			power,
		);
		expect(parseCurve(readMeterReading(text, windowOf(measure)), windowOf(measure))).toEqual([
			{ startSeconds: Date.UTC(2023, 2, 31, 22) / 1000, durationSeconds: 1800, value: 376, quality: 'raw' },
			{
				startSeconds: Date.UTC(2023, 2, 31, 22, 30) / 1000,
				durationSeconds: 600,
				value: 100 / 6,
				quality: 'raw',
			},
		]);
	});

	test('max_power', () => {
		const text = body([{ value: '4638', date: '2023-04-01 12:06:20' }], peak);
		const window = windowOf('max_power');
		expect(parsePeaks(readMeterReading(text, window), window)).toEqual([
			{ date: '2023-04-01', value: 4638, peakSeconds: Date.UTC(2023, 3, 1, 10, 6, 20) / 1000 },
		]);
	});
});

test('an old capture without reading type and with seconds as step is understood', () => {
	const window = windowOf('load_curve');
	const text = body([{ value: '2', date: '2023-04-01 00:30:00', interval_length: '1800' }], null);
	expect(parseCurve(readMeterReading(text, window), window)).toMatchObject([{ value: 1 }]);
});

test.each<[string, Measure, string]>([
	['kilowatts', 'load_curve', body([], { ...power, unit: 'kW' })],
	['energy for power', 'load_curve', body([], energy)],
	['power for energy', 'daily', body([], power)],
	['months', 'daily', body([], { ...energy, measuring_period: 'P1M' })],
	['a mean for a maximum', 'max_power', body([], { ...peak, aggregate: 'average' })],
	['a number as value', 'daily', body([{ value: 7, date: '2023-04-01' }], energy)],
	['the generation after', 'daily', JSON.stringify({ idPrm: PRM, grandeur: [] })],
])('%s is not understood', (_, measure, text) => {
	expect(() => readMeterReading(text, windowOf(measure))).toThrow(
		expect.objectContaining({ code: 'unexpected_body' }) as Error,
	);
});

test('another point’s answer is not taken', () => {
	expect(() =>
		readMeterReading(body([], energy, { usage_point_id: '22222222222222' }), windowOf('daily')),
	).toThrow(expect.objectContaining({ code: 'other_point' }) as Error);
});
