import { expect, test } from 'vitest';
import { buildingDays, type MeterDay, type MeterDays } from './building-days.ts';

const dates = ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04'];

function meter(device: string, days: MeterDay[], needed: Partial<MeterDays> = {}): MeterDays {
	return {
		device,
		neededFrom: null,
		neededTo: null,
		days: new Map(days.map((day) => [day.date, day])),
		...needed,
	};
}

const whole = (date: string, energyWh: number): MeterDay => ({ date, energyWh, complete: true });

test('a day is known only when every meter knows all of it, and says which did not', () => {
	const stairs = meter('stairs', [
		whole('2026-10-01', 1000),
		whole('2026-10-02', 1100),
		{ date: '2026-10-03', energyWh: 400, complete: false },
	]);
	const lift = meter('lift', [whole('2026-10-01', 50), whole('2026-10-03', 70)]);

	expect(buildingDays([stairs, lift], dates)).toEqual([
		{ date: '2026-10-01', state: 'known', energyWh: 1050, incompleteDevices: [] },
		{ date: '2026-10-02', state: 'partial', energyWh: 1100, incompleteDevices: ['lift'] },
		{ date: '2026-10-03', state: 'partial', energyWh: 470, incompleteDevices: ['stairs'] },
		{ date: '2026-10-04', state: 'missing', energyWh: null, incompleteDevices: ['stairs', 'lift'] },
	]);
});

test('a day on which nothing was used is known', () => {
	expect(buildingDays([meter('lift', [whole('2026-10-01', 0)])], ['2026-10-01'])).toEqual([
		{ date: '2026-10-01', state: 'known', energyWh: 0, incompleteDevices: [] },
	]);
});

test('a meter that was replaced is needed until its last day, its successor from its first', () => {
	const old = meter('old', [whole('2026-10-01', 10), whole('2026-10-02', 20)], { neededTo: '2026-10-03' });
	const successor = meter('new', [whole('2026-10-03', 30)], { neededFrom: '2026-10-03' });

	expect(buildingDays([old, successor], dates).map(({ state, energyWh }) => [state, energyWh])).toEqual([
		['known', 10],
		['known', 20],
		['known', 30],
		['missing', null],
	]);
});

test('of a building without a meter nothing is known', () => {
	expect(buildingDays([], ['2026-10-01'])).toEqual([
		{ date: '2026-10-01', state: 'missing', energyWh: null, incompleteDevices: [] },
	]);
});
