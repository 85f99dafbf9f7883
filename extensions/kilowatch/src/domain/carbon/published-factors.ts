/** Emission factors that are shipped: published yearly averages, each with where it was read. A project's own table goes before it. */
import { parseFactor, type EmissionFactor } from './emission-factors.ts';

const ademe = {
	country: 'FR',
	unit: 'gCO2e/kWh',
	method: 'Average consumption mix, life cycle (ADEME Base Empreinte)',
	valid_from: null,
	valid_until: null,
};

const electricityMaps = {
	country: 'BE',
	unit: 'gCO2e/kWh',
	method: 'Yearly average of the grid, life cycle (Electricity Maps)',
	valid_from: null,
	valid_until: null,
};

/**
 * Only what was read somewhere: a year that is not here goes by another one, and the statement says so. Factors by use are none,
 * for ADEME makes them no more since 2025; a residual mix is another method and answers another question.
 */
export const publishedFactors: readonly EmissionFactor[] = [
	{
		...ademe,
		year: 2024,
		value: '51.9',
		source:
			'ADEME Base Empreinte, “Mix de consommation – moyen” 2024: 0.0519 kgCO2e/kWh, as quoted by others',
	},
	{
		...electricityMaps,
		year: 2020,
		value: '222',
		source: 'Electricity Maps, Belgium 2020, as quoted by renouvelle.be',
	},
	{
		...electricityMaps,
		year: 2023,
		value: '174',
		source: 'Electricity Maps, Belgium 2023, as quoted by renouvelle.be',
	},
].map(parseFactor);
