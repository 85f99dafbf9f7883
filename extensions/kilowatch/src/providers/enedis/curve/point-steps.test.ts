import { expect, test } from 'vitest';
import { pointSteps } from './point-steps.ts';

const at = (time: string, p?: string | null) => ({ d: `2026-07-14 ${time}:00`, p });

test.each([
	['PT5M', 300],
	['PT10M', 600],
	['PT15M', 900],
	['PT30M', 1800],
	['PT60M', 3600],
	['PT1H', 3600],
	['PT0H30M', 1800],
	['PT1800S', 1800],
	['1800', 1800],
])('%s', (p, seconds) => {
	expect(pointSteps([at('10:00', p)])).toEqual([seconds]);
});

test.each(['PT0M', 'PT-30M', 'PT7M', 'PT2H', 'P1D', 'PT30S', '30', ''])('%j is no step', (p) => {
	expect(() => pointSteps([at('10:00', p)])).toThrow(
		expect.objectContaining({ code: 'unknown_step' }) as Error,
	);
});

test('a point after a hole has the step of those before it, not the hole’s length', () => {
	const times = ['09:00', '09:30', '11:00', '12:00', '12:30'];
	expect(pointSteps(times.map((time) => at(time)))).toEqual([1800, 1800, 1800, 1800, 1800]);
});

test('a missing step is the distance to a neighbour, whatever the order', () => {
	expect(
		pointSteps([at('12:00'), at('10:00'), at('10:30', null), at('13:00'), at('11:00', 'PT30M')]),
	).toEqual([3600, 1800, 1800, 3600, 1800]);
});

test('repeats of a label do not hide the distance', () => {
	const points = ['02:00', '02:30', '02:00', '02:30'].map((time) => ({ d: `2026-10-25 ${time}:00` }));
	expect(pointSteps(points)).toEqual([1800, 1800, 1800, 1800]);
});

test.each([[[at('10:00')]], [[at('10:00'), at('15:00')]], [[at('10:00'), at('10:07')]]])(
	'no step is made up from %j',
	(points) => {
		expect(() => pointSteps(points)).toThrow(expect.objectContaining({ code: 'unknown_step' }) as Error);
	},
);

test('nothing of nothing', () => {
	expect(pointSteps([])).toEqual([]);
});
