import { expect, test } from 'vitest';
import type { BuildingDay } from '../../insight/building-days.ts';
import { addDays } from '../../domain/local-days.ts';
import { layOutChart } from './chart-layout.ts';

const plot = { x: 100, y: 50, width: 400, height: 200 };

function day(date: string, state: BuildingDay['state'], energyWh: number | null): BuildingDay {
	return { date, state, energyWh, incompleteDevices: [] };
}

test('bars stand on the floor in proportion; a hole is a full column and no bar', () => {
	const layout = layOutChart(
		[
			day('2026-10-01', 'known', 10_000),
			day('2026-10-02', 'partial', 5000),
			day('2026-10-03', 'missing', null),
			day('2026-10-04', 'known', 0),
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

test('the value axis has round kilowatt-hours', () => {
	const { ticks } = layOutChart([day('2026-10-01', 'known', 9_700_000)], plot);

	expect(ticks.map(({ energyWh }) => energyWh / 1000)).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
	expect(ticks.at(-1)?.y).toBe(50);
});

test('without data there is no value axis', () => {
	expect(layOutChart([day('2026-10-01', 'missing', null)], plot).ticks).toEqual([]);
});

test.each([
	[31, 'day', 31],
	[32, 'week', 5],
	[365, 'month', 12],
] as const)('%i days are labelled by the %s', (count, step, labels) => {
	const days = Array.from({ length: count }, (_, index) => day(addDays('2026-01-01', index), 'known', 1));
	const layout = layOutChart(days, plot);

	expect(layout.dateStep).toBe(step);
	expect(layout.dates).toHaveLength(labels);
});
