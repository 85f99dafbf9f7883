import { HOURS_PER_DAY, type HourGrid } from '../../extensions/kilowatch/src/domain/alerts/hour-grid.ts';
import { pickFrom } from '../support/random.ts';

const consumptionKinds = ['day-surge', 'sustained', 'night-base', 'spike'] as const;
export const faultKinds = ['unit-error', 'flat', 'gap', 'zero'] as const;
export const eventKinds = [...consumptionKinds, ...faultKinds] as const;

export type EventKind = (typeof eventKinds)[number];

/** Something that was put into a series on purpose. */
export interface InjectedEvent {
	kind: EventKind;
	/** place of the day in the grid */
	firstDay: number;
	lastDay: number;
	/** what it was made with, for the reader */
	detail: string;
}

export interface InjectedSeries {
	hours: HourGrid;
	events: InjectedEvent[];
}

/** Nothing is put into the first weeks: whoever judges has to know a building first. */
const FIRST_EVENT_DAY = 60;
/** Days between two events: the 14 in which nothing counts as false, and one to seven weeks in which all counts. */
const QUIET_DAYS = { least: 16, most: 45 };

/** Puts events of every kind into a series, one after the other, the same ones for the same seed. */
export function injectEvents(hours: HourGrid, seed: number): InjectedSeries {
	const pick = pickFrom(seed);
	for (let burn = 0; burn < 8; burn++) pick(2);
	const kwh = Float64Array.from(hours.kwh);
	const events: InjectedEvent[] = [];
	let kinds: EventKind[] = [];
	for (let day = FIRST_EVENT_DAY + pick(QUIET_DAYS.most); ;) {
		if (kinds.length === 0) kinds = shuffled(eventKinds, pick);
		const kind = kinds[0] ?? 'gap';
		const shape = shapeOf(kind, pick);
		if (day + shape.days >= hours.days) break;
		if (!isWhole(hours, day - 1, day + shape.days)) {
			day += 1;
			continue;
		}
		kinds.shift();
		shape.apply(kwh, day);
		events.push({ kind, firstDay: day, lastDay: day + shape.days - 1, detail: shape.detail });
		day += shape.days + between(QUIET_DAYS.least, QUIET_DAYS.most, pick);
	}

	return { hours: { ...hours, kwh }, events };
}

interface Shape {
	days: number;
	detail: string;
	apply: (kwh: Float64Array, firstDay: number) => void;
}

type Pick = (below: number) => number;

function shapeOf(kind: EventKind, pick: Pick): Shape {
	switch (kind) {
		case 'day-surge': {
			const factor = fraction(1.25, 1.9, pick);
			return hourly(0, HOURS_PER_DAY, 1, `×${factor.toFixed(2)}`, (value) => value * factor);
		}
		case 'sustained': {
			const factor = fraction(1.15, 1.5, pick);
			const days = between(7, 28, pick);
			return hourly(
				0,
				HOURS_PER_DAY,
				days,
				`×${factor.toFixed(2)} for ${days} days`,
				(value) => value * factor,
			);
		}
		case 'night-base': {
			const factor = fraction(1.4, 2, pick);
			const days = between(5, 15, pick);
			return hourly(0, 6, days, `×${factor.toFixed(2)} for ${days} nights`, (value) => value * factor);
		}
		case 'spike': {
			const factor = fraction(2, 4, pick);
			const length = between(1, 3, pick);
			const start = pick(HOURS_PER_DAY - length + 1);
			return hourly(
				start,
				start + length,
				1,
				`×${factor.toFixed(2)} at ${start} h for ${length} h`,
				(value) => value * factor,
			);
		}
		case 'unit-error': {
			const factor = [10, 100, 1000, 0.001][pick(4)] ?? 10;
			const days = between(1, 3, pick);
			return hourly(0, HOURS_PER_DAY, days, `×${factor} for ${days} days`, (value) => value * factor);
		}
		case 'flat':
			return stretch(8, 48, pick, (_, first) => first);
		case 'gap':
			return stretch(6, 72, pick, () => NaN);
		case 'zero':
			return stretch(6, 72, pick, () => 0);
	}
}

/** The same hours of each of some days. */
function hourly(
	from: number,
	to: number,
	days: number,
	detail: string,
	change: (value: number) => number,
): Shape {
	return {
		days,
		detail,
		apply: (kwh, firstDay) => {
			for (let day = firstDay; day < firstDay + days; day++) {
				for (let hour = from; hour < to; hour++) {
					const cell = day * HOURS_PER_DAY + hour;
					kwh[cell] = change(kwh[cell] ?? NaN);
				}
			}
		},
	};
}

/** Hours in a row, from any hour of the first day on. */
function stretch(
	least: number,
	most: number,
	pick: Pick,
	change: (value: number, first: number) => number,
): Shape {
	const length = between(least, most, pick);
	const start = pick(HOURS_PER_DAY);

	return {
		days: Math.ceil((start + length) / HOURS_PER_DAY),
		detail: `${length} h from ${start} h`,
		apply: (kwh, firstDay) => {
			const from = firstDay * HOURS_PER_DAY + start;
			const first = kwh[from] ?? NaN;
			for (let cell = from; cell < from + length; cell++) kwh[cell] = change(kwh[cell] ?? NaN, first);
		},
	};
}

/** An event in a hole of the data, or where nothing is used, would be none. */
function isWhole({ kwh }: HourGrid, fromDay: number, toDay: number): boolean {
	for (let day = fromDay; day < toDay; day++) {
		const cells = kwh.subarray(day * HOURS_PER_DAY, (day + 1) * HOURS_PER_DAY);
		const unknown = cells.reduce((count, value) => count + (value > 0 ? 0 : 1), 0);
		if (unknown > 1) return false;
	}

	return true;
}

function between(least: number, most: number, pick: Pick): number {
	return least + pick(most - least + 1);
}

function fraction(least: number, most: number, pick: Pick): number {
	return least + ((most - least) * pick(1_000_001)) / 1_000_000;
}

function shuffled<Item>(items: readonly Item[], pick: Pick): Item[] {
	const rest = [...items];

	return items.flatMap(() => rest.splice(pick(rest.length), 1));
}
