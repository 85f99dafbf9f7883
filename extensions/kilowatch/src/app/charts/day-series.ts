import { datesBetween } from '../../domain/local-days.ts';
import type { Metric } from '../../domain/metrics.ts';
import { metricRules } from '../../domain/metrics.ts';
import type { DayReading } from '../../shared/http-contract/readings.ts';

/** `partial`: the value is there and too small, for something of its span is missing. */
export type SlotState = 'known' | 'partial' | 'missing';

/** One bar: a local date or a month of them, over all meters of the building. */
export interface DaySlot {
	/** `YYYY-MM-DD`, or `YYYY-MM` for a month */
	key: string;
	/** in the metric's base unit; null where nothing is known */
	value: number | null;
	state: SlotState;
}

/**
 * The days of a building from its meters' days, one slot for every date of the period.
 *
 * A meter is expected from its first day in the answer on, so that one connected later makes no earlier day incomplete.
 *
 * @param from first local date
 * @param to local date after the last
 * @param knownSince first known date of meters that are expected from then on, even where the answer has nothing of them
 */
export function daySeries(
	rows: readonly DayReading[],
	from: string,
	to: string,
	metric: Metric,
	knownSince: Readonly<Record<string, string>> = {},
): DaySlot[] {
	const byDevice = new Map<string, Map<string, DayReading[]>>(
		Object.keys(knownSince).map((device) => [device, new Map()]),
	);

	for (const row of rows) {
		const days = byDevice.get(row.device) ?? new Map<string, DayReading[]>();
		byDevice.set(row.device, days);
		days.set(row.date, [...(days.get(row.date) ?? []), row]);
	}

	const meters = [...byDevice].map(([device, days]) => ({
		days,
		first: [knownSince[device] ?? to, ...days.keys()].sort()[0] ?? to,
	}));

	return datesBetween(from, to).map((date) => {
		const expected = meters.filter(({ first }) => first <= date);
		const found = expected.map(({ days }) => deviceDay(days.get(date) ?? [], metric));

		return slotOf(date, found, metric);
	});
}

/** Months of a day series. Days that are missing make their month partial, as do those outside the period. */
export function monthSeries(days: readonly DaySlot[], metric: Metric): DaySlot[] {
	const months = new Map<string, DaySlot[]>();

	for (const day of days) {
		const month = day.key.slice(0, 7);
		months.set(month, [...(months.get(month) ?? []), day]);
	}

	return [...months].map(([month, slots]) => {
		const slot = slotOf(month, slots, metric);

		return slot.state === 'known' && slots.length < daysInMonth(month) ? { ...slot, state: 'partial' } : slot;
	});
}

/** Values of one metric over a longer span: added, averaged, or the largest of them. */
export function combine(values: readonly number[], metric: Metric): number | null {
	if (values.length === 0) return null;
	if (metricRules[metric].aggregate === 'max') return Math.max(...values);
	const sum = values.reduce((total, value) => total + value, 0);

	return metricRules[metric].aggregate === 'mean' ? sum / values.length : sum;
}

type Part = Pick<DaySlot, 'value' | 'state'>;

function slotOf(key: string, parts: readonly Part[], metric: Metric): DaySlot {
	const values = parts.flatMap(({ value }) => (value === null ? [] : [value]));
	const value = combine(values, metric);
	if (value === null) return { key, value, state: 'missing' };

	return { key, value, state: parts.every(({ state }) => state === 'known') ? 'known' : 'partial' };
}

/** One meter's day. Its total register counts; without one its parts (peak, off-peak …) are added. */
function deviceDay(rows: readonly DayReading[], metric: Metric): Part {
	const total = rows.find((row) => row.register === 'total' && knownOf(row) !== null);
	const counted = total === undefined ? rows.filter((row) => row.register !== 'total') : [total];
	const value = combine(
		counted.flatMap((row) => knownOf(row) ?? []),
		metric,
	);
	if (value === null) return { value, state: 'missing' };

	return { value, state: counted.every((row) => row.value !== null) ? 'known' : 'partial' };
}

/** The day's value, else what is known of its curve, which is too little. */
function knownOf(row: DayReading): number | null {
	return row.value ?? row.curve_value;
}

function daysInMonth(month: string): number {
	const [year, number] = month.split('-').map(Number);

	return new Date(Date.UTC(year ?? 0, number ?? 0, 0)).getUTCDate();
}
