/** Facts of the demo's buildings, by the start of their simulated meters' labels; made up, like the meters. */

export interface DemoBuilding {
	name: string;
	address?: string;
	city?: string;
	country: string;
	timezone: string;
	floor_area?: number;
	dwellings?: number;
	heating?: string;
	year_built?: number;
}

const place = { country: 'FR', timezone: 'Europe/Paris' };

const known: DemoBuilding[] = [
	{
		...place,
		name: 'Résidence Les Tilleuls',
		address: '12 rue des Tilleuls',
		city: 'Lyon',
		floor_area: 2850,
		dwellings: 42,
		heating: 'gas',
		year_built: 1978,
	},
	{
		...place,
		name: 'Résidence Bellevue',
		address: '5 chemin de Bellevue',
		city: 'Grenoble',
		floor_area: 640,
		dwellings: 9,
		heating: 'electric',
		year_built: 1986,
	},
	{
		...place,
		name: 'Bureaux Quai Ouest',
		address: '27 quai de la Fosse',
		city: 'Nantes',
		floor_area: 1480,
		dwellings: 0,
		heating: 'heat_pump',
		year_built: 2011,
	},
	{
		...place,
		name: 'École Jules-Ferry',
		address: '3 place de la République',
		city: 'Dijon',
		floor_area: 1920,
		dwellings: 0,
		heating: 'gas',
		year_built: 1934,
	},
	{
		...place,
		name: 'Boulangerie du Marché',
		address: '8 place du Marché',
		city: 'Tours',
		floor_area: 180,
		dwellings: 1,
		heating: 'none',
		year_built: 1905,
	},
	{
		...place,
		name: 'Parking Gare',
		address: '1 place de la Gare',
		city: 'Lille',
		floor_area: 6400,
		dwellings: 0,
		heating: 'none',
		year_built: 1996,
	},
];

/** A building of the demo by its name; of one from a file only the name is known. */
export function demoBuilding(name: string): DemoBuilding {
	return known.find((building) => building.name === name) ?? { ...place, name: name.replaceAll('_', ' ') };
}
