import { describe, expect, test } from 'vitest';
import { placeLabels } from './place-labels.ts';

/** Times of 2026-10-25 in Paris as `HH:MM`, placed; each as its UTC time, `?` where it was guessed. */
function place(times: string[], stepMinutes: number | number[] = 30): string[] {
	const points = times.map((time, index) => ({
		label: `2026-10-25 ${time}:00`,
		stepSeconds: 60 * (typeof stepMinutes === 'number' ? stepMinutes : (stepMinutes[index] ?? 0)),
	}));
	return placeLabels(points, 'Europe/Paris').map(
		({ endSeconds, ambiguous }) =>
			new Date(endSeconds * 1000).toISOString().slice(11, 16) + (ambiguous ? '?' : ''),
	);
}

describe('both passes of the repeated hour', () => {
	test('in the documented order', () => {
		expect(place(['01:30', '02:00', '02:30', '02:00', '02:30', '03:00'])).toEqual([
			'23:30',
			'00:00',
			'00:30',
			'01:00',
			'01:30',
			'02:00',
		]);
	});

	test('of an hourly curve', () => {
		expect(place(['01:00', '02:00', '02:00', '03:00'], 60)).toEqual(['23:00', '00:00', '01:00', '02:00']);
	});

	test('newest first', () => {
		expect(place(['03:00', '02:30', '02:00', '02:30', '02:00', '01:30'])).toEqual([
			'02:00',
			'01:30',
			'01:00',
			'00:30',
			'00:00',
			'23:30',
		]);
	});

	test('sorted by their label', () => {
		expect(place(['01:30', '02:00', '02:00', '02:30', '02:30', '03:00'])).toEqual([
			'23:30',
			'00:00',
			'01:00',
			'00:30',
			'01:30',
			'02:00',
		]);
	});

	test('in no order: the pass is a guess, and all are kept', () => {
		expect(place(['03:00', '02:00', '01:30', '02:00', '04:00'])).toEqual([
			'02:00',
			'00:00?',
			'23:30',
			'01:00?',
			'03:00',
		]);
	});

	test('a day of its own between days in another order', () => {
		const points = [
			'2026-10-26 00:30:00',
			'2026-10-26 01:00:00',
			'2026-10-25 01:30:00',
			'2026-10-25 02:00:00',
			'2026-10-25 02:00:00',
			'2026-10-25 03:30:00',
		].map((label) => ({ label, stepSeconds: 1800 }));
		expect(
			placeLabels(points, 'Europe/Paris')
				.slice(2)
				.map(({ endSeconds, ambiguous }) => [
					new Date(endSeconds * 1000).toISOString().slice(11, 16),
					ambiguous,
				]),
		).toEqual([
			['23:30', false],
			['00:00', false],
			['01:00', false],
			['02:30', false],
		]);
	});
});

describe('one pass alone is a guess', () => {
	test('right after the previous instant: the first pass', () => {
		expect(place(['01:30', '02:00', '02:30', '03:00'])).toEqual(['23:30', '00:00?', '00:30?', '02:00']);
		expect(place(['01:00', '02:00', '03:00'], 60)).toEqual(['23:00', '00:00?', '02:00']);
	});

	test('right before the next instant: the second pass', () => {
		expect(place(['01:30', '02:30', '03:00'])).toEqual(['23:30', '01:30?', '02:00']);
	});

	test('between its neighbours', () => {
		expect(place(['01:30', '02:00', '02:30', '02:00', '03:00'])).toEqual([
			'23:30',
			'00:00',
			'00:30?',
			'01:00',
			'02:00',
		]);
		expect(place(['01:30', '02:30', '02:00', '02:30', '03:00'])).toEqual([
			'23:30',
			'00:30',
			'01:00?',
			'01:30',
			'02:00',
		]);
	});

	test('the same newest first', () => {
		expect(place(['03:00', '02:30', '02:00', '02:30', '01:30'])).toEqual([
			'02:00',
			'01:30',
			'01:00?',
			'00:30',
			'23:30',
		]);
	});

	test('in no order: beside its neighbours in time, not in the array', () => {
		expect(place(['03:00', '00:30', '02:30', '03:30'])).toEqual(['02:00', '22:30', '01:30?', '02:30']);
	});

	test('by its own step', () => {
		expect(place(['01:30', '02:00', '02:00', '02:30', '03:00'], [30, 30, 60, 30, 30])).toEqual([
			'23:30',
			'00:00',
			'01:00',
			'01:30?',
			'02:00',
		]);
	});

	test('without neighbours: the first pass', () => {
		expect(place(['02:30'])).toEqual(['00:30?']);
	});
});

test('a label of the repeated hour cannot come three times', () => {
	expect(() => place(['01:30', '02:00', '02:00', '02:00', '03:00'])).toThrow(
		expect.objectContaining({ code: 'repeated_label' }) as Error,
	);
});
