/** Facts of the demo's buildings, by the start of their simulated meters' labels; made up, like the meters. */

export interface DemoBuilding {
	name: string;
	address?: string;
	city?: string;
	country: string;
	timezone: string;
	latitude?: number;
	longitude?: number;
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
		latitude: 45.764,
		longitude: 4.8357,
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
		latitude: 45.1885,
		longitude: 5.7245,
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
		latitude: 47.2184,
		longitude: -1.5536,
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
		latitude: 47.322,
		longitude: 5.0415,
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
		latitude: 47.3941,
		longitude: 0.6848,
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
		latitude: 50.6366,
		longitude: 3.0706,
		floor_area: 6400,
		dwellings: 0,
		heating: 'none',
		year_built: 1996,
	},
	{
		...place,
		name: 'Piscine des Remparts',
		address: '1 rue des Remparts',
		city: 'Angers',
		latitude: 47.4784,
		longitude: -0.5632,
		floor_area: 2100,
		dwellings: 0,
		heating: 'gas',
		year_built: 1974,
	},
	{
		...place,
		name: 'Hôtel du Lac',
		address: '14 quai du Lac',
		city: 'Annecy',
		latitude: 45.8992,
		longitude: 6.1294,
		floor_area: 1350,
		dwellings: 0,
		heating: 'electric',
		year_built: 1968,
	},
	{
		...place,
		name: 'Supérette Saint-Martin',
		address: '6 rue Saint-Martin',
		city: 'Rennes',
		latitude: 48.1173,
		longitude: -1.6778,
		floor_area: 520,
		dwellings: 0,
		heating: 'heat_pump',
		year_built: 2003,
	},
	{
		...place,
		name: 'Résidence Les Érables',
		address: '21 allée des Érables',
		city: 'Toulouse',
		latitude: 43.6047,
		longitude: 1.4442,
		floor_area: 1760,
		dwellings: 27,
		heating: 'gas',
		year_built: 1982,
	},
	{
		...place,
		name: 'Copropriété Belle Rive',
		address: '9 rue de la Rive',
		city: 'Strasbourg',
		latitude: 48.5734,
		longitude: 7.7521,
		floor_area: 1240,
		dwellings: 18,
		heating: 'heat_pump',
		year_built: 2019,
	},
	{
		...place,
		name: 'Mairie de Saint-Aubin',
		address: '1 place de la Mairie',
		city: 'Saint-Aubin',
		latitude: 48.7153,
		longitude: 2.1404,
		floor_area: 870,
		dwellings: 0,
		heating: 'oil',
		year_built: 1921,
	},
];

/** The demo's building in Wallonia, whose meters are at ORES. */
export const walloonBuilding: DemoBuilding = {
	name: 'Résidence de la Citadelle',
	address: '4 rue des Remparts',
	city: 'Namur',
	latitude: 50.4669,
	longitude: 4.8675,
	country: 'BE',
	timezone: 'Europe/Brussels',
	floor_area: 1650,
	dwellings: 24,
	heating: 'gas',
	year_built: 1984,
};

/** A building of the demo by its name; of one from a file only the name is known. */
export function demoBuilding(name: string): DemoBuilding {
	return known.find((building) => building.name === name) ?? { ...place, name: name.replaceAll('_', ' ') };
}
