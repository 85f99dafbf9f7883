import { hashText } from '../hash.ts';
import {
	commonLighting,
	drawing,
	heating,
	hours,
	photovoltaic,
	residentialLift,
	selfConsumption,
	steady,
	sum,
	when,
} from '../meters/loads.ts';
import type { LoadProfile } from '../meters/meter.ts';
import { eanFor } from './ean.ts';

/** A metering point that a holder can let an application read. */
export interface OresMeter {
	ean: string;
	/** the building, and after a dash the part of it */
	label: string;
	/** first day of its measures, `YYYY-MM-DD` */
	activatedOn: string;
	/** power drawn from the grid; null = the point only feeds in */
	consumption: LoadProfile | null;
	/** power fed into the grid; null = the point only draws */
	production: LoadProfile | null;
}

/** Made-up buildings of Namur and Charleroi: the same values at every start. */
export function oresMeters(): OresMeter[] {
	return [
		meter('Résidence de la Citadelle – parties communes', '2022-05-02', (seed) =>
			selfConsumption(
				drawing(sum(steady(740), when(hours(7, 22), steady(420)), commonLighting(980)), seed),
				photovoltaic(7_500, seed),
			),
		),
		meter('Résidence de la Citadelle – ascenseur', '2022-05-02', (seed) => ({
			consumption: drawing(residentialLift(2_400), seed),
			production: null,
		})),
		meter('Maison communale de Jambes', '2024-01-15', (seed) => ({
			consumption: drawing(sum(steady(380), when(hours(8, 18), sum(steady(2_900), heating(15, 190)))), seed),
			production: null,
		})),
		meter('Halle de Charleroi – toiture photovoltaïque', '2023-09-01', (seed) => ({
			consumption: null,
			production: photovoltaic(24_000, seed),
		})),
	];
}

function meter(
	label: string,
	activatedOn: string,
	profiles: (seed: number) => Pick<OresMeter, 'consumption' | 'production'>,
): OresMeter {
	return { ean: eanFor(label), label, activatedOn, ...profiles(hashText(label)) };
}
