import { describe, expect, test } from 'vitest';
import type { ImportReport, ImportSeries } from '../../../shared/http-contract/imports.ts';
import { importLines } from './import-lines.ts';

const written: ImportReport['written'] = {
	readings: { new: 96, changed: 0, unchanged: 2, kept: 1, refused: 0 },
	days: { new: 2, changed: 0, unchanged: 0 },
};

const sound: ImportSeries = {
	metric: 'consumption',
	period: { from: '2026-10-24', to: '2026-10-26' },
	points: 98,
	day_totals: 0,
	steps: [{ seconds: 1800, points: 98 }],
	days: { complete: 2, partial: 0 },
	gaps: { total: 0, missing_seconds: 0, named: [] },
	duplicates: { identical: 0, conflicting: 0 },
	clock_changes: [],
	suspicious: [],
	beyond_retention: { points: 0, days: 0 },
	written,
};

function report(series: Partial<ImportSeries> = {}, rest: Partial<ImportReport> = {}): ImportReport {
	return {
		dry_run: true,
		run: null,
		file: {
			layouts: ['horodate'],
			stamps: ['end'],
			encoding: 'utf-8',
			separator: ';',
			units: ['W'],
			order: 'ascending',
			offsets: 'all',
			rows: 98,
			missing: 0,
			unreadable: 0,
			other_quantities: 0,
			future: 0,
			off_grid: 0,
		},
		series: [{ ...sound, ...series }],
		written,
		...rest,
	};
}

describe('what the import doctor has found', () => {
	test('is short for a sound file', () => {
		expect(importLines(report())).toEqual([
			'File: horodate; 98 rows in utf-8, ascending; stamps mark end, with their offset from UTC; units W',
			'',
			'consumption: 2026-10-24 to 2026-10-26, not included',
			'  98 readings (98 of 30 min), 0 totals of days',
			'  2 days complete, 0 in part',
			'Nothing was stored; it would be: 96 new readings, 0 changed, 2 as they were, 1 kept as the operator has them, 0 refused, 2 new days, 0 changed',
		]);
	});

	test('names what is odd, and how much more of it there is', () => {
		const hole = { from: '2026-10-24T01:00:00.000Z', to: '2026-10-24T02:30:00.000Z' };
		const lines = importLines(
			report({
				gaps: { total: 7, missing_seconds: 37_800, named: Array.from({ length: 7 }, () => hole) },
				duplicates: { identical: 3, conflicting: 0 },
				clock_changes: [
					{ date: '2026-10-25', points_expected: 50, points_found: 48, told_apart_by: 'guessed' },
				],
				suspicious: [{ code: 'negative', total: 1, named: [{ ...hole, value: -4 }] }],
			}),
		);

		expect(lines.slice(5, -1)).toEqual([
			'  3 rows twice with the same value',
			'  7 gaps, 10.5 hours in all',
			...Array.from({ length: 5 }, () => `    ${hole.from} to ${hole.to}`),
			'    and 2 more',
			'  clock change 2026-10-25: 48 of 50 readings, the two passes are guessed',
			'  1 negative values, refused',
			`    ${hole.from} to ${hole.to}: -4`,
		]);
	});

	test('ends with the run that stored it', () => {
		expect(importLines(report({}, { dry_run: false, run: 'a-run' })).at(-1)).toMatch(
			/^Stored in run a-run: 96 new/,
		);
	});
});
