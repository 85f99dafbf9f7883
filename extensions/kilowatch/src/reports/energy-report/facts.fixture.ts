/** For tests: the facts of a building with two meters, two holes and a day known in part. */
import { addDays, datesBetween } from '../../domain/local-days.ts';
import { buildingDays, type MeterDay } from '../../insight/building-days.ts';
import { comparePeriods, periodFigures } from '../../insight/period-figures.ts';
import type { ReportFacts, ReportMeter } from '../../insight/report-facts.ts';

const period = { from: '2026-10-01', to: '2026-11-01' };
const september = { from: '2026-09-01', to: '2026-10-01' };
const lastYear = { from: '2025-10-01', to: '2025-11-01' };

function steadyDays(from: string, to: string, energyWh: number, except: readonly string[] = []) {
	const days = datesBetween(from, to)
		.filter((date) => !except.includes(date))
		.map((date): MeterDay => ({ date, energyWh, complete: true }));

	return new Map(days.map((day) => [day.date, day]));
}

function meter(fields: Partial<ReportMeter>): ReportMeter {
	return {
		device: 'stairs',
		label: 'Stairs',
		pointId: '22516914714270',
		provider: 'enedis',
		status: 'active',
		knownDays: 31,
		partialDays: 0,
		missingDays: 0,
		gaps: [],
		lastDate: '2026-10-31',
		pointsExpected: 1490,
		pointsReceived: 1490,
		sourceDays: { operator: 31, file: 0, push: 0 },
		...fields,
	};
}

export function exampleFacts(): ReportFacts {
	const always = { neededFrom: null, neededTo: null };
	const stairs = { device: 'stairs', ...always, days: steadyDays('2026-10-01', '2026-11-01', 400_000) };
	const lift = {
		device: 'lift',
		...always,
		days: steadyDays('2026-10-01', '2026-11-01', 100_000, ['2026-10-12', '2026-10-13']),
	};
	stairs.days.delete('2026-10-12');
	lift.days.set('2026-10-20', { date: '2026-10-20', energyWh: 40_000, complete: false });
	lift.days.set('2026-10-31', { date: '2026-10-31', energyWh: 150_000, complete: true });
	const days = buildingDays([stairs, lift], datesBetween(period.from, period.to));
	const figures = periodFigures(days);
	const earlier = (from: string, to: string, energyWh: number) =>
		periodFigures(
			buildingDays(
				[{ device: 'stairs', ...always, days: steadyDays(from, to, energyWh) }],
				datesBetween(from, to),
			),
		);

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
		meters: [
			meter({ knownDays: 30, missingDays: 1, gaps: [{ from: '2026-10-12', to: '2026-10-13' }] }),
			meter({
				device: 'lift',
				label: 'Lift',
				pointId: '…4271',
				knownDays: 28,
				partialDays: 1,
				missingDays: 2,
				gaps: [
					{ from: '2026-10-12', to: '2026-10-14' },
					{ from: '2026-10-20', to: addDays('2026-10-20', 1) },
				],
				pointsReceived: 1370,
			}),
		],
		stoppedMeters: [],
		madeFrom: ['00000000-0000-4000-8000-000000000001'],
		days,
		figures,
		whPerSquareMetre: (figures.totalWh ?? 0) / 1000,
		whPerDwelling: (figures.totalWh ?? 0) / 40,
		previousPeriod: comparePeriods(figures, earlier('2026-09-01', '2026-10-01', 550_000), september, true),
		sameLastYear: comparePeriods(
			figures,
			periodFigures(buildingDays([], datesBetween(lastYear.from, lastYear.to))),
			lastYear,
			true,
		),
	};
}
