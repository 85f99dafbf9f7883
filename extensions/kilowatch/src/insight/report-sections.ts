/**
 * What a report tells besides what its meters measured. Each part is given by the module that reckons it; a part that nobody gives is
 * not printed, and one that is given but cannot be told says why. Energies in Wh, dates local.
 */
import type { Period } from './building-days.ts';

/** One text in each language of a report. */
export type ReportText = Readonly<Record<'en' | 'fr' | 'nl' | 'de', string>>;

/** Facts, or why there are none. */
export type Told<Facts, Obstacle extends string> = (Facts & { obstacle: null }) | { obstacle: Obstacle };

/** No tariff holds in the period; no day of it is known whose cost could be reckoned. */
export type CostObstacle = 'no_tariff' | 'not_known';

export interface CostFacts {
	/** ISO 4217 */
	currency: string;
	/** all that is to be paid, of the days that could be reckoned */
	total: number;
	subscription: number;
	energy: number;
	taxes: number;
	vat: number;
	/** days whose cost could be reckoned, of all meters' days of the period */
	days: number;
	expectedDays: number;
	/** what was used in which register, and its price without taxes */
	registers: { name: ReportText; energyWh: number; amount: number }[];
	/** names of the tariffs, each with the time that it was used for */
	tariffs: (Period & { name: string })[];
	/** the same days of an earlier period; null where they cannot be told */
	earlier: (Period & { days: number; current: number; earlier: number; change: number | null }) | null;
	/** by month, where the period has several */
	months: (Period & { amount: number | null; days: number; expectedDays: number })[];
}

export type CarbonObstacle = 'no_factor' | 'not_known';

export interface CarbonFacts {
	kilograms: number;
	/** of the energy that it is reckoned of */
	energyWh: number;
	earlier: (Period & { current: number; earlier: number; change: number | null }) | null;
	/** each number with where it comes from */
	factors: (Period & {
		country: string;
		year: number;
		gramsPerKwh: number;
		method: string;
		source: string;
		/** of another year, for that of this one is not published */
		isStandIn: boolean;
	})[];
}

export type ForecastObstacle = 'few_days';

export interface ForecastFacts {
	/** the first day that is forecast: what is known is from before */
	from: string;
	spans: ForecastSpan[];
	/** how far off forecasts made so before were, where there are any */
	trackRecord: { forecasts: number; medianError: number; withinInterval: number } | null;
	/** share of the cases that the interval should hold */
	intervalShare: number;
}

/** A month or year with what is known of it and what is forecast for the rest. */
export interface ForecastSpan extends Period {
	energyWh: number;
	lowerWh: number;
	upperWh: number;
	/** null where no tariff is set */
	cost: { currency: string; amount: number; lower: number; upper: number } | null;
}

export interface AdviceFacts {
	title: ReportText;
	/** what it rests on */
	evidence: ReportText;
	state: 'proposed' | 'accepted' | 'done' | 'dropped';
	eurosPerYear: number | null;
	kgco2PerYear: number | null;
}

/** The parts, each as far as somebody gives it. */
export interface ReportSections {
	costs?: Told<CostFacts, CostObstacle> | undefined;
	carbon?: Told<CarbonFacts, CarbonObstacle> | undefined;
	forecast?: Told<ForecastFacts, ForecastObstacle> | undefined;
	advice?: AdviceFacts[] | undefined;
}
