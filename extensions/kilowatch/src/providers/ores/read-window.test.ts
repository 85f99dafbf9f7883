import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { addDays, localDay } from '../../domain/local-days.ts';
import { UnexpectedShape } from '../http/unexpected-shape.ts';
import { readCurve, readTotals } from './read-window.ts';
import { TIME_ZONE } from './rules.ts';

const pointId = '541456003702524723';
const curve = { measure: 'load_curve', pointId, from: '2026-11-02', to: '2026-11-03' } as const;
const daily = { ...curve, measure: 'daily' } as const;
const value = (start: string, kwh: number | null, quality = 'measured') => ({ start, value: kwh, quality });
const body = (resolution: string, values: readonly object[], more: object = {}) =>
	JSON.stringify({ prm: pointId, unit: 'kWh', resolution, values, ...more });
const iso = (seconds: number) =>
	DateTime.fromSeconds(seconds, { zone: TIME_ZONE }).toISO({ suppressMilliseconds: true });

/** Every quarter-hour of a local day, as the operator is assumed to write them. */
function quarterHoursOf(date: string) {
	const { startSeconds, endSeconds } = localDay(date, TIME_ZONE);

	return Array.from({ length: (endSeconds - startSeconds) / 900 }, (_, index) =>
		value(iso(startSeconds + index * 900) ?? '', index / 1000),
	);
}

describe('a curve', () => {
	test.each([
		['2026-11-02', 96],
		['2026-03-29', 92],
		['2026-10-25', 100],
	])('of %s has %i quarter-hours, each at its instant', (from, count) => {
		const readings = readCurve(body('PT15M', quarterHoursOf(from)), { ...curve, from, to: addDays(from, 1) });
		const { startSeconds } = localDay(from, TIME_ZONE);

		expect(readings).toEqual(
			Array.from({ length: count }, (_, index) => ({
				startSeconds: startSeconds + index * 900,
				durationSeconds: 900,
				value: index,
				quality: 'raw',
			})),
		);
	});

	test('is the same in whatever order and however often its points come', () => {
		const points = quarterHoursOf('2026-10-25');
		const window = { ...curve, from: '2026-10-25', to: '2026-10-26' };
		const whole = readCurve(body('PT15M', points), window);
		fc.assert(
			fc.property(fc.shuffledSubarray(points, { minLength: points.length }), (shuffled) => {
				expect(readCurve(body('PT15M', [...shuffled, ...shuffled.slice(0, 9)]), window)).toEqual(whole);
			}),
			{ numRuns: 20 },
		);
	});

	test('keeps zero, leaves holes out, and says how a value was found', () => {
		const readings = readCurve(
			body('PT30M', [
				value('2026-11-02T00:00:00+01:00', 0, 'estimated'),
				value('2026-11-02T00:30:00+01:00', null),
				value('2026-11-02T01:00:00+01:00', 0.1, 'validated'),
				value('2026-11-02T01:30:00+01:00', 0.3, 'corrected'),
			]),
			curve,
		);

		expect(readings.map(({ value: wattHours, quality }) => [wattHours, quality])).toEqual([
			[0, 'estimated'],
			[100, 'validated'],
			[300, 'corrected'],
		]);
	});

	test.each<[string, string, string]>([
		['another meter', body('PT15M', [], { prm: '541456005688315845' }), 'other_point'],
		['another unit', body('PT15M', [], { unit: 'Wh' }), 'unexpected_body'],
		['no JSON', 'Bonjour', 'unreadable_body'],
		['a step of days', body('P1D', quarterHoursOf('2026-11-02')), 'unknown_step'],
		['no step', body('often', quarterHoursOf('2026-11-02')), 'unknown_step'],
		['a step of seven minutes', body('PT7M', []), 'unknown_step'],
		['intervals that overlap', body('PT30M', quarterHoursOf('2026-11-02')), 'overlapping_points'],
		['an interval before', body('PT15M', [value('2026-11-01T23:45:00+01:00', 1)]), 'outside_window'],
		['an interval after', body('PT15M', [value('2026-11-03T00:00:00+01:00', 1)]), 'outside_window'],
		[
			'an interval over the end',
			body('PT30M', [value('2026-11-02T23:45:00+01:00', 1)]),
			'overlapping_points',
		],
		[
			'two values of one interval',
			body('PT15M', [value('2026-11-02T00:00:00+01:00', 1), value('2026-11-01T23:00:00Z', 2)]),
			'conflicting_points',
		],
		['a time without its offset', body('PT15M', [value('2026-11-02T00:00:00', 1)]), 'unexpected_body'],
		[
			'a value as text',
			body('PT15M', [{ ...value('2026-11-02T00:00:00Z', 0), value: '1' }]),
			'unexpected_body',
		],
	])('of %s is loud', (_, text, code) => {
		expect(() => readCurve(text, curve)).toThrow(UnexpectedShape);
		expect(() => readCurve(text, curve)).toThrow(expect.objectContaining({ code }) as Error);
	});
});

describe('totals', () => {
	test('are dated with the local day, in Wh', () => {
		const window = { ...daily, from: '2026-03-28', to: '2026-03-31' };
		const text = body('P1D', [
			value('2026-03-30T00:00:00+02:00', 1.001),
			value('2026-03-28T23:00:00Z', 12.3),
			value('2026-03-28T00:00:00+01:00', null),
		]);

		expect(readTotals(text, window)).toEqual([
			{ date: '2026-03-29', value: 12_300 },
			{ date: '2026-03-30', value: 1_001 },
		]);
	});

	test.each([
		['quarter-hours', body('PT15M', quarterHoursOf('2026-11-02')), 'unknown_step'],
		['days off their midnight', body('P1D', [value('2026-11-02T00:00:00Z', 1)]), 'unreadable_label'],
		['a day that was not asked for', body('P1D', [value('2026-11-03T00:00:00+01:00', 1)]), 'outside_window'],
	])('of %s are loud', (_, text, code) => {
		expect(() => readTotals(text, daily)).toThrow(expect.objectContaining({ code }) as Error);
	});
});
