import { expect, test } from 'vitest';
import type { Measure } from '../providers/provider.ts';
import { restOf, withoutDone } from './period-rest.ts';

const window = (measure: Measure, from: string, to: string) => ({
	measure,
	pointId: '09775542606818',
	from,
	to,
});
const period = [
	window('daily', '2026-11-02', '2026-11-23'),
	window('load_curve', '2026-11-16', '2026-11-23'),
	window('load_curve', '2026-11-09', '2026-11-16'),
	window('load_curve', '2026-11-02', '2026-11-09'),
];

test('a measure with nothing left is done from its beginning, another from where it stopped', () => {
	expect(restOf(period, period.slice(2))).toEqual([
		['daily', '2026-11-02'],
		['load_curve', '2026-11-16'],
	]);
});

test.each([0, 1, 2, 3, 4])('after %d windows the others are left, and no day of a done one', (done) => {
	const pending = period.slice(done);

	expect(withoutDone(period, restOf(period, pending))).toEqual(pending);
});

test('planned anew in other windows, a day that is done is cut off', () => {
	const rest = restOf(period, period.slice(2));
	const anew = [
		window('load_curve', '2026-11-14', '2026-11-21'),
		window('load_curve', '2026-11-02', '2026-11-14'),
	];

	expect(withoutDone(anew, rest)).toEqual([
		window('load_curve', '2026-11-14', '2026-11-16'),
		window('load_curve', '2026-11-02', '2026-11-14'),
	]);
});

test('a measure that was not planned before is asked whole', () => {
	expect(withoutDone(period, [])).toEqual(period);
});
