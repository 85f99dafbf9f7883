import { expect, test } from 'vitest';
import type { PortfolioBuilding } from '../../shared/http-contract/buildings.ts';
import { searchBuildings, sortBuildings } from './building-list.ts';

function building(name: string, more: Partial<PortfolioBuilding> = {}): PortfolioBuilding {
	return {
		id: name,
		name,
		city: null,
		country: 'FR',
		timezone: 'Europe/Paris',
		floor_area: null,
		dwellings: null,
		manager: null,
		may_update: true,
		devices: 1,
		energy_wh: null,
		days_known: 0,
		days_expected: 30,
		scaled_wh: null,
		scaled_days: 0,
		energy_per_m2_wh: null,
		energy_per_dwelling_wh: null,
		previous: null,
		rank: null,
		last_reading_at: null,
		...more,
	};
}

const names = (buildings: PortfolioBuilding[]) => buildings.map(({ name }) => name);

test('finds names and cities without their accents', () => {
	const buildings = [building('École'), building('Tour', { city: 'Besançon' }), building('Halle')];

	expect(names(searchBuildings(buildings, ' ecole'))).toEqual(['École']);
	expect(names(searchBuildings(buildings, 'BESANC'))).toEqual(['Tour']);
	expect(searchBuildings(buildings, '')).toHaveLength(3);
});

test('names sort as people number them', () => {
	const buildings = [building('Bloc 10'), building('Bloc 9'), building('école')];

	expect(names(sortBuildings(buildings, { by: 'name', desc: false }, 'fr-FR'))).toEqual([
		'Bloc 9',
		'Bloc 10',
		'école',
	]);
});

test('what is not known comes last in either direction', () => {
	const buildings = [building('a'), building('b', { energy_wh: 5 }), building('c', { energy_wh: 10 })];

	expect(names(sortBuildings(buildings, { by: 'energy_wh', desc: false }, 'en-US'))).toEqual(['b', 'c', 'a']);
	expect(names(sortBuildings(buildings, { by: 'energy_wh', desc: true }, 'en-US'))).toEqual(['c', 'b', 'a']);
});

test('days known are compared as a share', () => {
	const buildings = [
		building('most', { days_known: 30, days_expected: 60 }),
		building('all', { days_known: 10, days_expected: 10 }),
		building('none expected', { days_expected: 0 }),
	];

	expect(names(sortBuildings(buildings, { by: 'days_known', desc: true }, 'en-US'))).toEqual([
		'all',
		'most',
		'none expected',
	]);
});
