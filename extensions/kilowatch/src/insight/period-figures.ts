/** The figures of a period. Pure; energies in Wh. */
import type { BuildingDay } from './building-days.ts';

export interface DayEnergy {
	date: string;
	energyWh: number;
}

export interface PeriodFigures {
	expectedDays: number;
	knownDays: number;
	partialDays: number;
	missingDays: number;
	/** over known days only, as are mean, highest and lowest; null when none is known */
	totalWh: number | null;
	meanWhPerDay: number | null;
	/** of equal days the first */
	highest: DayEnergy | null;
	lowest: DayEnergy | null;
	/** what partly known days hold, and no other figure counts */
	partialWh: number;
}

export function periodFigures(days: readonly BuildingDay[]): PeriodFigures {
	const known: DayEnergy[] = [];
	let partialDays = 0;
	let partialWh = 0;

	for (const { date, state, energyWh } of days) {
		if (energyWh === null) continue;
		if (state === 'known') known.push({ date, energyWh });
		else {
			partialDays += 1;
			partialWh += energyWh;
		}
	}

	const totalWh = known.reduce((sum, day) => sum + day.energyWh, 0);
	const pick = (better: (a: number, b: number) => boolean): DayEnergy | null =>
		known.reduce<DayEnergy | null>(
			(best, day) => (best === null || better(day.energyWh, best.energyWh) ? day : best),
			null,
		);

	return {
		expectedDays: days.length,
		knownDays: known.length,
		partialDays,
		missingDays: days.length - known.length - partialDays,
		totalWh: known.length === 0 ? null : totalWh,
		meanWhPerDay: known.length === 0 ? null : totalWh / known.length,
		highest: pick((a, b) => a > b),
		lowest: pick((a, b) => a < b),
		partialWh,
	};
}
