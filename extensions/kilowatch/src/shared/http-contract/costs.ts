/** HTTP contract: what a building's electricity costs and emits. Names and units: `README.md`; money is in euros. */
import type { Register } from '../../domain/metrics.ts';
import type { CostObstacle } from '../../domain/tariff/meter-costs.ts';
import type { CostResolution } from '../names.ts';

/**
 * `GET /kilowatch/buildings/:building/costs?from&to&resolution&device&estimate`: what consumption costs by the tariffs of the meters and
 * emits by the country's yearly averages, reckoned from what is known now. Never finer than a day.
 */
export interface CostsAnswer {
	data: BuildingCosts;
	meta: {
		/** local dates; `to` is not included */
		from: string;
		to: string;
		timezone: string;
		resolution: CostResolution;
		/** whether a total whose hours are not known counts as used evenly over its day */
		estimate: boolean;
		currency: 'EUR';
		/** what `co2_kg` rests on; a number of it is never to be shown without them */
		emission_factors: UsedEmissionFactor[];
		/** days with a known use for which the building's country has no factor at all; they are not in `co2_kg` */
		days_without_factor: number;
		/** devices of natural persons whose days are not split by these hours for the caller, and why */
		withheld?: { devices: string[]; reason: 'personal_data' };
	};
}

export interface BuildingCosts {
	/** to the cent */
	total: CostFigures;
	/** days, months or years of which anything is in the period, in order; amounts with four decimals */
	rows: (CostFigures & { at: string })[];
	/** to the cent */
	meters: MeterCosts[];
}

/** Sums are made before anything is rounded. The four amounts make `total_eur`. */
export interface CostFigures {
	/** of the meters' known days, costed or not; null where none is known */
	energy_wh: number | null;
	/** of the same days; null where none is known or has a factor */
	co2_kg: number | null;
	/** null where no day has a price */
	total_eur: number | null;
	/** for the time, also of days whose use is not known */
	subscription_eur: number | null;
	/** of the costed days, without taxes and VAT */
	energy_eur: number | null;
	taxes_eur: number | null;
	vat_eur: number | null;
	/** whether some of the prices are said with taxes and VAT: then those are in the energy and the subscription */
	is_gross: boolean;
	/** the costed energy, as it is priced */
	registers: { register: Register; energy_wh: number; energy_eur: number }[];
	/** of `days_expected` days of meters, those whose cost is all there */
	days_costed: number;
	/** of these, those whose hours nobody knows */
	days_estimated: number;
	days_expected: number;
}

export interface MeterCosts extends CostFigures {
	device: string;
	label: string | null;
	/** its own, else the building's */
	tariff: { id: string; name: string } | null;
	/** why days have no cost, or only what is paid for the time */
	obstacles: { reason: CostObstacle | 'no_tariff' | 'unreadable_tariff'; days: number }[];
}

/** A yearly average that was used. */
export interface UsedEmissionFactor {
	country: string;
	year: number | null;
	grams_per_kwh: number;
	method: string;
	source: string;
	/** local dates whose factor it is; `to` is not included */
	from: string;
	to: string;
	/** how many days of the period went by it */
	days: number;
	/** of these, days of another time, for which none is known */
	days_of_another_time: number;
}
