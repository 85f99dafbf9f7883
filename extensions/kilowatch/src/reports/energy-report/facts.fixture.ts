/** For tests: the facts of a building's report, of whatever period and however much of it is known. */
import { benchmarkOf, type ComparedBuilding } from '../../domain/benchmark/benchmark.ts';
import { addDays, datesBetween } from '../../domain/local-days.ts';
import { averagesOf } from '../../domain/statistics/averages.ts';
import { compareDays } from '../../domain/statistics/compare-days.ts';
import type { BuildingDay, Period } from '../../insight/building-days.ts';
import { lastYearCounterparts, previousCounterparts, type DayPair } from '../../insight/counterpart-days.ts';
import { periodFigures } from '../../insight/period-figures.ts';
import type { ReportAlert } from '../../insight/report-alerts.ts';
import type { ReportFacts, ReportMeter } from '../../insight/report-facts.ts';
import { reportMonths } from '../../insight/report-months.ts';
import type { StatisticsComparison } from '../../shared/http-contract/statistics.ts';

export interface FactsOptions {
	period?: Period;
	/** what was used on a day; null: nothing is known of it */
	energyOf?: (date: string) => number | null;
	/** days of which only a part is known */
	partialDates?: readonly string[];
	hasHours?: boolean;
	meters?: ReportMeter[];
	alerts?: ReportAlert[];
	/** of the similar buildings, what each used for each m² */
	others?: readonly number[];
}

const october = { from: '2026-10-01', to: '2026-11-01' };

/** A building of two meters: October 2026 with a hole and a day known in part, and what came before. */
export function exampleFacts({
	period = october,
	energyOf = usual,
	partialDates = ['2026-10-20'],
	hasHours = true,
	meters = [meter({}), meter({ device: 'lift', label: 'Lift', pointId: '…4271' })],
	alerts = [],
	others = [],
}: FactsOptions = {}): ReportFacts {
	const known = (date: string): number | undefined =>
		partialDates.includes(date) ? undefined : (energyOf(date) ?? undefined);
	const dates = datesBetween(period.from, period.to);
	const days = dates.map((date): BuildingDay => {
		const energyWh = energyOf(date);
		const state = energyWh === null ? 'missing' : partialDates.includes(date) ? 'partial' : 'known';

		return { date, state, energyWh: state === 'partial' ? 40_000 : energyWh, incompleteDevices: [] };
	});
	const figures = periodFigures(days);
	const averages = averagesOf(period, known);
	const previous = previousCounterparts(period);
	const lastYear = lastYearCounterparts(period);
	const compare = (earlier: { period: Period; pairs: DayPair[] }) => comparison(earlier, known);
	const comparisons = { previous: compare(previous), last_year: compare(lastYear) };
	const kind =
		comparisons.last_year.days_compared > 0
			? 'last_year'
			: comparisons.previous.days_compared > 0
				? 'previous'
				: undefined;
	const beside = kind === 'previous' ? previous : lastYear;
	const counterparts = new Map(beside.pairs);
	const mean = figures.meanWhPerDay;

	return {
		building: {
			id: 'b1',
			name: 'Résidence Les Tilleuls',
			address: '12 rue de la République',
			city: 'Lyon',
			floorAreaM2: 1000,
			dwellings: 40,
			timezone: 'Europe/Paris',
		},
		period,
		meters,
		stoppedMeters: [],
		madeFrom: ['00000000-0000-4000-8000-000000000001'],
		days: days.map(({ date, state, energyWh }) => ({ date, state, energyWh })),
		beside:
			kind === undefined
				? null
				: {
						kind,
						period: beside.period,
						energiesWh: dates.map((date) => known(counterparts.get(date) ?? '1970-01-01') ?? null),
					},
		months: reportMonths(days, period, kind === undefined ? [] : beside.pairs, known),
		figures,
		whPerSquareMetre: figures.totalWh === null ? null : figures.totalWh / 1000,
		whPerDwelling: figures.totalWh === null ? null : figures.totalWh / 40,
		statistics: {
			total_wh: averages.total,
			average: { day_wh: averages.perDay, month_wh: averages.perMonth, year_wh: averages.perYear },
			highest_day: figures.highest && { date: figures.highest.date, energy_wh: figures.highest.energyWh },
			lowest_day: figures.lowest && { date: figures.lowest.date, energy_wh: figures.lowest.energyWh },
			peak:
				hasHours && mean !== null
					? { power_w: mean / 8, at: `${period.from}T17:30:00.000Z`, duration_s: 1800 }
					: null,
			highest_maximum: null,
			base_load_w: hasHours && mean !== null ? mean / 60 : null,
			load_factor: hasHours && mean !== null ? 0.33 : null,
			day_and_night: hasHours && mean !== null ? { day_wh: 700, night_wh: 300 } : null,
			week:
				hasHours && mean !== null
					? Array.from({ length: 168 }, (_, cell) => ({
							weekday: Math.floor(cell / 24) + 1,
							hour: cell % 24,
							mean_wh: (mean / 24) * (1 + Math.sin(((cell % 24) - 8) / 4) * (cell > 119 ? 0.3 : 0.7)),
							share: 1 / 168,
							hours_known: 4,
						}))
					: null,
			comparison: comparisons,
			completeness: {
				days_known: figures.knownDays,
				days_expected: figures.expectedDays,
				hours_known: null,
				hours_expected: null,
				meters: [],
			},
		},
		withheldMeters: [],
		alerts: { alerts, isCut: false },
		benchmark: {
			perSquareMetre: benchmarkOf(
				compared('b1', figures.totalWh === null ? null : figures.totalWh / 1000),
				others.map((whPerUnit, index) => compared(`o${index}`, whPerUnit)),
			),
			perDwelling: benchmarkOf({ ...compared('b1', 1), size: null }, []),
		},
	};
}

function usual(date: string): number | null {
	if (date === '2026-10-12') return null;
	if (date === '2026-10-31') return 550_000;
	const month = Number(date.slice(5, 7));
	if (date < '2025-11-01') return null;

	return month === 10 ? 500_000 : 550_000;
}

export function meter(fields: Partial<ReportMeter>): ReportMeter {
	return {
		device: 'stairs',
		label: 'Stairs',
		pointId: '22516914714270',
		provider: 'enedis',
		status: 'active',
		knownDays: 29,
		partialDays: 1,
		missingDays: 1,
		gaps: [
			{ from: '2026-10-12', to: '2026-10-13' },
			{ from: '2026-10-20', to: addDays('2026-10-20', 1) },
		],
		lastDate: '2026-10-31',
		pointsExpected: 1490,
		pointsReceived: 1430,
		sourceDays: { operator: 30, file: 0, push: 0 },
		...fields,
	};
}

export function alert(fields: Partial<ReportAlert> = {}): ReportAlert {
	return {
		id: '00000000-0000-4000-8000-00000000000a',
		device: 'stairs',
		label: 'Stairs',
		rule: 'day-surge',
		severity: 'major',
		status: 'closed',
		from: '2026-10-05T22:00:00.000Z',
		until: '2026-10-06T22:00:00.000Z',
		observed: 700_000,
		expected: 500_000,
		energy_wh: 200_000,
		explanation: {
			from: '2026-10-06',
			to: '2026-10-07',
			days: 1,
			completeness: 1,
			excess: {
				average_wh: 500_000,
				observed_wh: 700_000,
				excess_wh: 200_000,
				parts: { weekday_wh: 20_000, cold_wh: 80_000, night_wh: 60_000, unexplained_wh: 40_000 },
			},
			day: { date: '2026-10-06', wh: 700_000 },
			former_weeks: [{ date: '2026-09-29', wh: 500_000 }],
			cost: null,
			kgco2: null,
			evidence: null,
			hours: null,
		},
		closed_at: '2026-10-09T06:00:00.000Z',
		close_reason: 'normal',
		acknowledged_at: '2026-10-07T08:00:00.000Z',
		verdict: 'true',
		comment: 'Boiler repaired on the 8th',
		...fields,
	};
}

function compared(key: string, whPerUnit: number | null): ComparedBuilding {
	return { key, country: 'FR', heating: 'electric', size: 1000, whPerUnit, personalMeters: 0 };
}

function comparison(
	{ period, pairs }: { period: Period; pairs: DayPair[] },
	known: (date: string) => number | undefined,
): StatisticsComparison {
	const { comparedDays, days, current, earlier, change } = compareDays(pairs, known);

	return {
		...period,
		days_compared: comparedDays,
		days,
		current_wh: current,
		earlier_wh: earlier,
		change,
		obstacle: comparedDays === 0 ? 'no_common_days' : change === null ? 'nothing_used' : null,
		degree_days: {
			method: 'min_max',
			base_celsius: 18,
			days_compared: comparedDays,
			current: 210.4,
			earlier: 180.2,
			current_wh: current,
			earlier_wh: earlier,
			earlier_corrected_wh: comparedDays === 0 ? null : earlier * 1.1,
			change: comparedDays === 0 || earlier === 0 ? null : current / (earlier * 1.1) - 1,
			obstacle: comparedDays === 0 ? 'not_compared' : null,
			reference: null,
			sources: ['open_meteo'],
			days_preliminary: 3,
		},
	};
}
