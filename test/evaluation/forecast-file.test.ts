import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { madeUpHours } from '../../extensions/kilowatch/src/domain/alerts/hours.fixture.ts';
import type { HourGrid } from '../../extensions/kilowatch/src/domain/alerts/hour-grid.ts';
import { rootFolder } from '../../scripts/paths.ts';
import { forecastLines, monthlyOrigins } from './forecast-file.ts';
import { formatForecasts, forecastShortfalls, lineOf } from './forecast-table.ts';
import { readHourlyFile } from './hourly-file.ts';
import { scoreForecasts } from './score-forecasts.ts';

/** Real buildings stand beside the repository or nowhere: they are under a licence of their own. */
const realBuildings = path.join(rootFolder, '../shared/data/buildings_hourly_kwh.csv.gz');

interface Line {
	building: string;
	origin: string;
	horizon: number;
	predicted: number[];
	lower: number[];
	upper: number[];
}

const linesOf = (hours: HourGrid) =>
	forecastLines({ building: 'one', hours }, {}).map((line) => JSON.parse(line) as Line);

test('origins are the starts of months from the thirteenth on', () => {
	const origins = (firstDate: string, days: number) =>
		monthlyOrigins({ firstDate, kwh: new Float64Array(days) });
	expect(origins('2016-01-01', 731)).toEqual(
		['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map(
			(month) => `2017-${month}-01`,
		),
	);
	expect(origins('2016-01-15', 400)).toEqual(['2017-02-01']);
	expect(origins('2016-01-01', 366)).toEqual([]);
});

test('lines say thirty days, in their ranges', () => {
	const lines = linesOf(madeUpHours({ days: 500 }));
	expect(lines.map(({ origin }) => origin)).toEqual([
		'2025-01-01',
		'2025-02-01',
		'2025-03-01',
		'2025-04-01',
		'2025-05-01',
	]);
	for (const { building, horizon, predicted, lower, upper } of lines) {
		expect([building, horizon]).toEqual(['one', 30]);
		expect([predicted, lower, upper].map(({ length }) => length)).toEqual([30, 30, 30]);
		for (const [day, kwh] of predicted.entries()) {
			expect(lower[day]).toBeLessThanOrEqual(kwh);
			expect(upper[day]).toBeGreaterThanOrEqual(kwh);
		}
	}
});

test('the future is never used: whatever comes later, the same is forecast', () => {
	const hours = madeUpHours({ days: 500 });
	const lines = linesOf(hours);
	const march = 425; // 2025-03-01
	const other = { ...hours, kwh: hours.kwh.map((kwh, cell) => (cell < march * 24 ? kwh : 9 * kwh + 1)) };
	const gone = { ...hours, kwh: hours.kwh.map((kwh, cell) => (cell < march * 24 ? kwh : NaN)) };
	for (const changed of [linesOf(other), linesOf(gone)]) {
		expect(changed.slice(0, 3)).toEqual(lines.slice(0, 3));
		expect(changed[3]).not.toEqual(lines[3]);
	}
	expect(linesOf({ ...hours, days: march, kwh: hours.kwh.slice(0, march * 24) })).toEqual(lines.slice(0, 2));
});

test('what is not reached is told in sentences', () => {
	const score = { building: 'A_1', kwhPerYear: 2e6, mase: [{ ours: 1, naive: 1 }], days: 10, daysHeld: 10 };
	const line = lineOf('some', [{ ...score, months: [{ ours: 4, naive: 4, held: false }] }]);
	expect(forecastShortfalls(line)).toHaveLength(4);
	expect(formatForecasts([line]).split('\n')).toHaveLength(3);
});

describe.skipIf(!existsSync(realBuildings))(
	`forecasts of real buildings (skipped without ${path.basename(realBuildings)})`,
	() => {
		test('reach what they must: all together, and those that are held out in all but the months of large ones', async () => {
			const buildings = await readHourlyFile(realBuildings);
			const scores = buildings.map((building) => scoreForecasts(building, {}));
			const heldOut = scores.filter(({ building }) => !/^(Cockatoo|Fox)/.test(building));

			expect(forecastShortfalls(lineOf('all', scores))).toEqual([]);
			expect(forecastShortfalls(lineOf('held out', heldOut))).toEqual([
				expect.stringMatching(/^held out: months of large buildings are 3\.\d % off, not 3$/),
			]);
		}, 120_000);
	},
);
