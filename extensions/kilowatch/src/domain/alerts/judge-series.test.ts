import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOURS_PER_DAY, type HourGrid } from './hour-grid.ts';
import { changeHours, madeUpHours } from './hours.fixture.ts';
import { judgeSeries } from './judge-series.ts';
import { alertSettings } from './settings.ts';

const settings = alertSettings.parse({ 'above-average': { enabled: true } });
const usual = alertSettings.parse({});

function firstDays(hours: HourGrid, days: number): HourGrid {
	return { ...hours, days, kwh: hours.kwh.slice(0, days * HOURS_PER_DAY) };
}

/** A half-year in which much happens. */
function troubled(seed: number): HourGrid {
	const doubled = changeHours(madeUpHours({ seed }), [60, 62], (value) => value * 2);
	const nights = changeHours(doubled, [90, 100], (value) => value * 1.6, [0, 6]);
	const gap = changeHours(nights, [110, 111], () => NaN);
	const spike = changeHours(gap, [130, 130], (value) => value * 3, [21, 23]);

	return changeHours(
		changeHours(spike, [150, 150], () => 0),
		[170, 199],
		(value) => value * 1.3,
	);
}

describe('judgeSeries', () => {
	test('says nothing of ordinary half-years', () => {
		for (const seed of [1, 2, 3, 4, 5]) expect(judgeSeries(madeUpHours({ seed }), usual)).toEqual([]);
	});

	test('nor of buildings whose clock changes, with one hour less', () => {
		const hours = changeHours(madeUpHours(), [90, 90], () => NaN, [2, 3]);
		expect(judgeSeries(hours, usual)).toEqual([]);
	});

	test('later days change nothing of what was said of earlier ones', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 40, max: 200 }), (seed, days) => {
				const hours = troubled(seed);
				const findings = (grid: HourGrid) =>
					judgeSeries(grid, settings).flatMap((episode) => episode.findings);
				expect(findings(firstDays(hours, days))).toEqual(findings(hours).filter(({ day }) => day < days));
			}),
			{ numRuns: 20 },
		);
	});

	test('tells each thing that happened once', () => {
		expect(judgeSeries(troubled(1), usual).map(({ rule }) => rule)).toEqual([
			'day-surge',
			'night-base-load',
			'data-missing',
			'short-spike',
			'data-zero',
			'day-surge',
		]);
	});

	test('a series of nothing, or of zeros, is no trouble', () => {
		expect(judgeSeries({ firstDate: '2024-01-01', days: 0, kwh: new Float64Array(0) }, settings)).toEqual([]);
		const empty = changeHours(madeUpHours(), [0, 199], () => NaN);
		expect(judgeSeries(empty, settings)).toEqual([]);
		expect(
			judgeSeries(
				changeHours(madeUpHours(), [0, 199], () => 0),
				settings,
			),
		).toEqual([]);
	});
});
