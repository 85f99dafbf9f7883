/** What a building's consumption costs by its meters' tariffs, and emits; reckoned each time from what is known and set now. */
import { setImmediate as othersTurn } from 'node:timers/promises';
import { factorFinder } from '../../domain/carbon/emission-factors.ts';
import type { Emissions } from '../../domain/carbon/statement.ts';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import { addDays, localDays, midnightSeconds, type LocalDay } from '../../domain/local-days.ts';
import {
	costDays,
	needsCurve,
	planDays,
	type MeterDayCost,
	type PlannedDay,
} from '../../domain/tariff/meter-costs.ts';
import { hoursFinder, mayTellSplit } from '../../domain/tariff/meter-hours.ts';
import { periodOn } from '../../domain/tariff/tariff.ts';
import type { BuildingKey } from '../../shared/http-contract/buildings.ts';
import type { BuildingCosts, MeterCosts, UsedEmissionFactor } from '../../shared/http-contract/costs.ts';
import type { CostResolution } from '../../shared/names.ts';
import type { Database } from '../../storage/database.ts';
import { readSeries } from '../../storage/readings/kept-series.ts';
import { isNeeded, type MeterDays, type Period } from '../building-days.ts';
import { readMeters, readSums, type Meter } from '../building-sums.ts';
import { addCostedDay, addSums, figuresOf, noSums, type CostedDay, type CostSums } from './cost-figures.ts';
import { readEmissionTable } from './emission-table.ts';
import { readContracts, type MeterContract } from './meter-contracts.ts';
import { readRegisterDays, type RegisterDays } from './register-days.ts';

export interface CostsRequest {
	building: BuildingKey;
	period: Period;
	timeZone: string;
	resolution: CostResolution;
	/** this meter alone */
	device: string | undefined;
	/** whether a total whose hours are not known counts as used evenly over its day */
	isEstimated: boolean;
	/** whether the caller may see values finer than a day of meters whose holder is a natural person */
	mayReadPersonalData: boolean;
}

export interface CostsFound {
	costs: BuildingCosts;
	emissionFactors: UsedEmissionFactor[];
	daysWithoutFactor: number;
	/** devices whose days are not split for the caller */
	withheld: string[];
	/** whether a natural person's meter has part in it */
	isPersonal: boolean;
}

type FactorFinder = ReturnType<typeof factorFinder>;

/** Decimals of the rows' amounts: a day may cost little. Totals are what is paid. */
const ROW_DECIMALS = 4;
const TOTAL_DECIMALS = 2;

export async function readBuildingCosts(database: Database, request: CostsRequest): Promise<CostsFound> {
	const { building, period, timeZone, device } = request;
	const meters = (await readMeters(database, building)).filter(
		(meter) => device === undefined || meter.device === device,
	);
	const [{ meterDays }, { country, meters: contracts }, registers, table] = await Promise.all([
		readSums(database, meters, period),
		readContracts(database, building),
		readRegisterDays(
			database,
			meters.map((meter) => meter.device),
			period,
		),
		readEmissionTable(database),
	]);
	const days = localDays(period.from, period.to, timeZone);
	const tasks = meters.flatMap((meter) => {
		const own = meterDays.find((one) => one.device === meter.device);

		return own
			? [toTask(meter, own, contracts.get(meter.device), registers.get(meter.device), days, request)]
			: [];
	});
	const find = factorFinder(table, country);
	const costed = await costAll(database, tasks, request, find);
	const total = noSums();
	const rows = new Map<string, CostSums>();
	const ofMeters: MeterCosts[] = [];
	for (const { task, rows: ownRows, obstacles } of costed) {
		const own = noSums();
		for (const [at, sums] of ownRows) {
			addSums(own, sums);
			addSums(rowAt(rows, at), sums);
		}
		addSums(total, own);
		const tariff = task.contract?.tariff;
		ofMeters.push({
			device: task.meter.device,
			label: task.meter.label,
			tariff: tariff ? { id: tariff.id, name: tariff.name } : null,
			...figuresOf(own, TOTAL_DECIMALS),
			obstacles: [...obstacles].map(([reason, count]) => ({ reason, days: count })),
		});
		if (costed.length > 1) await othersTurn();
	}

	return {
		costs: {
			total: figuresOf(total, TOTAL_DECIMALS),
			rows: [...rows]
				.toSorted(([one], [other]) => (one < other ? -1 : 1))
				.map(([at, sums]) => ({ at, ...figuresOf(sums, ROW_DECIMALS) })),
			meters: ofMeters,
		},
		emissionFactors: describeFactors(total.emissions),
		daysWithoutFactor: total.emissions.daysWithoutFactor,
		withheld: costed.flatMap(({ task, obstacles }) => (obstacles.has('withheld') ? task.meter.device : [])),
		isPersonal: meters.some(({ personal }) => personal),
	};
}

function rowAt(rows: Map<string, CostSums>, at: string): CostSums {
	const row = rows.get(at) ?? noSums();
	rows.set(at, row);

	return row;
}

function describeFactors({ factors }: Emissions): UsedEmissionFactor[] {
	return [...factors]
		.toSorted(([one], [other]) => (one.from < other.from ? -1 : 1))
		.map(([{ country, year, microGramsPerKwh, method, source, from, to }, use]) => ({
			country,
			year,
			grams_per_kwh: Number(microGramsPerKwh) / 1e6,
			method,
			source,
			from,
			to,
			days: use.days,
			days_of_another_time: use.daysOfAnotherTime,
		}));
}

/** A meter that is to be costed: its days, and what holds on them. */
interface Task {
	meter: Meter;
	contract: MeterContract | undefined;
	known: MeterDays;
	registers: RegisterDays | undefined;
	/** on which the building is not known without it */
	days: readonly LocalDay[];
	/** why none of them has a price; else null */
	obstacle: 'no_tariff' | 'unreadable_tariff' | null;
	plan: readonly PlannedDay[];
}

function toTask(
	meter: Meter,
	known: MeterDays,
	contract: MeterContract | undefined,
	registers: RegisterDays | undefined,
	allDays: readonly LocalDay[],
	{ timeZone, mayReadPersonalData }: CostsRequest,
): Task {
	const days = allDays.filter(({ date }) => isNeeded(known, date));
	const task = { meter, contract, known, registers, days };
	const tariff = contract?.tariff;
	if (!tariff) return { ...task, obstacle: 'no_tariff', plan: [] };
	if (tariff.periods === 'unreadable_tariff') return { ...task, obstacle: 'unreadable_tariff', plan: [] };
	const hoursOn = hoursFinder(contract);
	const plan = planDays(
		{
			periods: tariff.periods,
			hoursOn,
			knownOn: (date) => ({ totalWh: totalOn(known, date), registersWh: registers?.get(date) ?? {} }),
			maySplit: (date, hours) =>
				!meter.personal || mayReadPersonalData || mayTellSplit(date, hours, hoursOn, timeZone),
		},
		days,
	);

	return { ...task, obstacle: null, plan };
}

interface CostedMeter {
	task: Task;
	/** by the day, month or year that they are a row of */
	rows: ReadonlyMap<string, CostSums>;
	/** how many of its days each of them stops */
	obstacles: ReadonlyMap<MeterCosts['obstacles'][number]['reason'], number>;
}

/** Costs the meters one after the other, and lets others have their turn between them. */
async function costAll(
	database: Database,
	tasks: readonly Task[],
	{ period, timeZone, resolution, isEstimated }: CostsRequest,
	find: FactorFinder,
): Promise<CostedMeter[]> {
	const costed = new Map<Task, CostedMeter>();
	const cost = async (task: Task, series: IntervalSeries | null): Promise<void> => {
		const found = task.obstacle === null ? costDays(task.plan, series, timeZone, isEstimated) : [];
		costed.set(task, sumUp(task, toCostedDays(task, found), resolution, find));
		if (tasks.length > 1) await othersTurn();
	};
	const withCurve = new Map(
		tasks.flatMap((task) => (task.plan.some(needsCurve) ? [[task.meter.channel, task] as const] : [])),
	);
	for (const task of tasks) if (!withCurve.has(task.meter.channel)) await cost(task, null);
	// An interval that reaches into the first day begins before it.
	const span = {
		fromSeconds: midnightSeconds(addDays(period.from, -1), timeZone),
		toSeconds: midnightSeconds(period.to, timeZone),
	};
	for await (const { channel, series } of readSeries(database, [...withCurve.keys()], span)) {
		const task = withCurve.get(channel);
		if (task) await cost(task, series);
	}

	return tasks.flatMap((task) => costed.get(task) ?? []);
}

function toCostedDays(task: Task, costs: readonly MeterDayCost[]): CostedDay[] {
	const { contract, known, registers, obstacle } = task;
	const periods = contract?.tariff?.periods;

	return task.days.map(({ date }, index) => {
		const found = costs[index];
		const counted = Object.values(registers?.get(date) ?? {});

		return {
			date,
			energyWh:
				totalOn(known, date) ?? (counted.length > 1 ? counted.reduce((sum, part) => sum + part, 0) : null),
			cost: found?.cost ?? null,
			obstacle: obstacle ?? found?.obstacle ?? null,
			isEstimated: found?.source === 'even',
			isGross: Array.isArray(periods) && periodOn(periods, date)?.vat === null,
		};
	});
}

/** A day is known where the operator's own total is, or all of its curve. */
function totalOn({ days }: MeterDays, date: string): number | null {
	const day = days.get(date);

	return day?.complete === true ? day.energyWh : null;
}

function sumUp(
	task: Task,
	days: readonly CostedDay[],
	resolution: CostResolution,
	find: FactorFinder,
): CostedMeter {
	const rows = new Map<string, CostSums>();
	const obstacles = new Map<MeterCosts['obstacles'][number]['reason'], number>();
	for (const day of days) {
		addCostedDay(rowAt(rows, rowOf(day.date, resolution)), day, find);
		if (day.obstacle !== null) obstacles.set(day.obstacle, (obstacles.get(day.obstacle) ?? 0) + 1);
	}

	return { task, rows, obstacles };
}

function rowOf(date: string, resolution: CostResolution): string {
	return date.slice(0, resolution === 'day' ? 10 : resolution === 'month' ? 7 : 4);
}
