import { expect, test } from 'vitest';
import { addDays } from '../../domain/local-days.ts';
import { layOutChart, type Column } from './chart-layout.ts';

const plot = { x: 100, y: 50, width: 400, height: 200 };

function column(
	date: string,
	state: Column['state'],
	energyWh: number | null,
	besideWh: number | null = null,
): Column {
	return { date, state, energyWh, besideWh };
}

test('bars stand on the floor in proportion; a hole is a full column and no bar', () => {
	const layout = layOutChart(
		[
			column('2026-10-01', 'known', 10_000),
			column('2026-10-02', 'partial', 5000),
			column('2026-10-03', 'missing', null),
			column('2026-10-04', 'known', 0),
		],
		plot,
	);

	expect(layout.bars.map(({ date, state, y, height }) => ({ date, state, y, height }))).toEqual([
		{ date: '2026-10-01', state: 'known', y: 50, height: 200 },
		{ date: '2026-10-02', state: 'partial', y: 150, height: 100 },
		{ date: '2026-10-04', state: 'known', y: 249.2, height: 0.8 },
	]);
	expect(layout.holes).toHaveLength(1);
	expect(layout.holes[0]).toMatchObject({ y: 50, height: 200 });
	expect(layout.holes[0]?.x).toBeGreaterThan(300);
	expect(layout.holes[0]?.x).toBeLessThan(400);
	expect(layout.y(5000)).toBe(150);
});

test('what is beside has a mark of its own, also where the day itself is a hole, and the axis holds both', () => {
	const { beside, bars, ticks } = layOutChart(
		[column('2026-10-01', 'known', 5000, 10_000), column('2026-10-02', 'missing', null, 2500)],
		plot,
	);

	expect(beside.map(({ y }) => y)).toEqual([50, 200]);
	expect(bars[0]).toMatchObject({ y: 150, height: 100 });
	expect(ticks.at(-1)).toEqual({ energyWh: 10_000, y: 50 });
});

test('what is below nothing hangs from the line of nothing, inside the plot', () => {
	const { bars, y } = layOutChart(
		[column('2026-10-01', 'known', 10_000), column('2026-10-02', 'known', -10_000)],
		plot,
	);

	expect(y(0)).toBe(150);
	expect(bars.map((bar) => [bar.y, bar.y + bar.height])).toEqual([
		[50, 150],
		[150, 250],
	]);
});

test('the value axis has round kilowatt-hours', () => {
	const { ticks } = layOutChart([column('2026-10-01', 'known', 9_700_000)], plot);

	expect(ticks.map(({ energyWh }) => energyWh / 1000)).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
	expect(ticks.at(-1)?.y).toBe(50);
});

test('without data there is no value axis', () => {
	expect(layOutChart([column('2026-10-01', 'missing', null)], plot).ticks).toEqual([]);
});

test.each([
	[31, 'each', 31],
	[32, 'week', 5],
	[62, 'week', 9],
] as const)('of %i columns labels are by %s: %i', (count, step, labels) => {
	const columns = Array.from({ length: count }, (_, index) =>
		column(addDays('2026-01-01', index), 'known', 1),
	);
	const layout = layOutChart(columns, plot);

	expect(layout.labelStep).toBe(step);
	expect(layout.labels).toHaveLength(labels);
});
