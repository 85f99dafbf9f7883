import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitColdDependence } from './cold-dependence.ts';

test('days on a line give the line', () => {
	const days = [0, 0, 3, 7, 12].map((degreeDays) => ({ degreeDays, energyWh: 5_000 + 400 * degreeDays }));
	const line = fitColdDependence(days);
	expect(line).toMatchObject({ days: 5, coldDays: 3 });
	expect(line?.whPerDay).toBeCloseTo(5_000, 6);
	expect(line?.whPerDegreeDay).toBeCloseTo(400, 6);
	expect(line?.explained).toBeCloseTo(1, 9);
});

test('days that use the same whatever the cold do not follow it', () => {
	const line = fitColdDependence([0, 5, 10].map((degreeDays) => ({ degreeDays, energyWh: 3_000 })));
	expect(line).toMatchObject({ whPerDegreeDay: 0, explained: 0, whPerDay: 3_000 });
});

test('no line goes through no days, nor through days that are all as cold', () => {
	expect(fitColdDependence([])).toBeUndefined();
	expect(fitColdDependence([1, 2, 3].map((energyWh) => ({ degreeDays: 4, energyWh })))).toBeUndefined();
});

test('no other line is nearer to the days', () => {
	const day = fc.record({
		degreeDays: fc.double({ min: 0, max: 30, noNaN: true }),
		energyWh: fc.double({ min: 0, max: 100_000, noNaN: true }),
	});
	fc.assert(
		fc.property(
			fc.array(day, { minLength: 3, maxLength: 40 }),
			fc.double({ min: -50, max: 50, noNaN: true }),
			fc.double({ min: -500, max: 500, noNaN: true }),
			(days, slopeOff, heightOff) => {
				// Of days that are all but equally cold, rounding decides.
				const degrees = days.map(({ degreeDays }) => degreeDays);
				fc.pre(Math.max(...degrees) - Math.min(...degrees) > 0.5);
				const line = fitColdDependence(days);
				if (!line) throw new Error('There is a line');
				const away = (slope: number, height: number) =>
					days.reduce(
						(sum, { degreeDays, energyWh }) => sum + (energyWh - height - slope * degreeDays) ** 2,
						0,
					);
				const best = away(line.whPerDegreeDay, line.whPerDay);
				expect(best).toBeLessThanOrEqual(
					away(line.whPerDegreeDay + slopeOff, line.whPerDay + heightOff) * (1 + 1e-9) + 1e-3,
				);
				expect(line.explained).toBeGreaterThanOrEqual(0);
				expect(line.explained).toBeLessThanOrEqual(1 + 1e-9);
			},
		),
	);
});
