import { expect, test } from 'vitest';
import { LeastSquares } from './least-squares.ts';

function learned(rows: readonly [number[], number][], halfLife = Infinity): LeastSquares {
	const squares = new LeastSquares({ columns: rows[0]?.[0].length ?? 0, halfLife });
	for (const [row, value] of rows) squares.learn(Float64Array.from(row), value);

	return squares;
}

test('finds the line through points', () => {
	const [base, slope] = learned([1, 2, 3, 4].map((x) => [[1, x], 5 + 2 * x])).solve([0, 0]);
	expect(base).toBeCloseTo(5, 5);
	expect(slope).toBeCloseTo(2, 5);
});

test('drops columns, holds others back, and gives nothing to what was never seen', () => {
	const squares = learned([1, 2, 3, 4].map((x) => [[1, x, 0], 5 + 2 * x]));
	expect(Array.from(squares.solve([0, Infinity, 0]), (value) => Math.round(value * 1e4) / 1e4)).toEqual([
		10, 0, 0,
	]);
	expect(squares.solve([0, 10, 0])[1]).toBeLessThan(1);
});

test('old rows count less', () => {
	const rows = Array.from({ length: 40 }, (_, index): [number[], number] => [[1], index < 20 ? 0 : 10]);
	expect(learned(rows, 5).solve([0])[0]).toBeGreaterThan(9);
});
