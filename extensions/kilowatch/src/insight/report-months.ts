/** The months of a report's period, each beside its counterpart. Pure; energies in Wh, dates local. */
import { compareDays } from '../domain/statistics/compare-days.ts';
import { subtractMonths } from '../domain/local-days.ts';
import type { BuildingDay, Period } from './building-days.ts';
import type { DayPair } from './counterpart-days.ts';

export interface ReportMonth extends Period {
	expectedDays: number;
	knownDays: number;
	/** of the known days; null where none is */
	knownWh: number | null;
	/** what days known in part hold besides */
	partialWh: number;
	/** of the known days of the counterpart; null where none is */
	earlierWh: number | null;
	/** days known on both sides: the only ones in `change` */
	comparedDays: number;
	/** relative: 0.1 is a tenth more than earlier; null where it cannot be told */
	change: number | null;
}

/** Cuts a period into calendar months; the first and the last may be cut short. */
export function reportMonths(
	days: readonly Pick<BuildingDay, 'date' | 'state' | 'energyWh'>[],
	period: Period,
	pairs: readonly DayPair[],
	known: (date: string) => number | undefined,
): ReportMonth[] {
	const months: ReportMonth[] = [];
	for (let from = period.from; from < period.to;) {
		const next = subtractMonths(`${from.slice(0, 7)}-01`, -1);
		const to = next < period.to ? next : period.to;
		const isWithin = (date: string): boolean => date >= from && date < to;
		const own = days.filter(({ date }) => isWithin(date));
		const ofMonth = pairs.filter(([date]) => isWithin(date));
		const knownDays = own.filter(({ state }) => state === 'known');
		const earlier = ofMonth.flatMap(([, counterpart]) => known(counterpart) ?? []);
		const compared = compareDays(ofMonth, known);
		months.push({
			from,
			to,
			expectedDays: own.length,
			knownDays: knownDays.length,
			knownWh: knownDays.length === 0 ? null : sum(knownDays.map(({ energyWh }) => energyWh ?? 0)),
			partialWh: sum(own.flatMap(({ state, energyWh }) => (state === 'partial' ? (energyWh ?? []) : []))),
			earlierWh: earlier.length === 0 ? null : sum(earlier),
			comparedDays: compared.comparedDays,
			change: compared.change,
		});
		from = to;
	}

	return months;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
