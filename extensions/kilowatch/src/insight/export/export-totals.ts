/** What days make together, month by month and over the whole period; pure. */
import { metricRules } from '../../domain/metrics.ts';
import type { ExportChannel } from './export-channels.ts';
import type { ExportDay } from './export-rows.ts';

/** The known days of a series, and what they make: their sum, their highest or their mean, as the metric has it. */
export interface DaysTotal {
	/** null where no day is known */
	value: number | null;
	daysKnown: number;
}

export interface MonthTotal extends DaysTotal {
	channel: ExportChannel;
	/** `2026-10` */
	month: string;
}

/** Takes days one by one, in the order of time. */
export class ExportTotals {
	readonly #periods = new Map<number, Combined>();
	readonly #months = new Map<string, Map<ExportChannel, Combined>>();

	add({ channel, date, value }: ExportDay): void {
		const month = date.slice(0, 7);
		const ofMonth = this.#months.get(month) ?? new Map<ExportChannel, Combined>();
		this.#months.set(month, ofMonth);
		const inMonth = ofMonth.get(channel) ?? new Combined(channel);
		ofMonth.set(channel, inMonth);
		const inPeriod = this.#periods.get(channel.id) ?? new Combined(channel);
		this.#periods.set(channel.id, inPeriod);
		if (value === null) return;
		inMonth.add(value);
		inPeriod.add(value);
	}

	/** Of a series over the whole period. */
	of(channel: ExportChannel): DaysTotal {
		return this.#periods.get(channel.id)?.total() ?? { value: null, daysKnown: 0 };
	}

	/** Of each month of which anything is stored, by month, then in the order of the series. */
	months(channels: readonly ExportChannel[]): MonthTotal[] {
		return [...this.#months].flatMap(([month, ofMonth]) =>
			channels.flatMap((channel) => {
				const combined = ofMonth.get(channel);

				return combined ? [{ channel, month, ...combined.total() }] : [];
			}),
		);
	}
}

class Combined {
	readonly #aggregate: 'sum' | 'max' | 'mean';
	#sum = 0;
	#highest = -Infinity;
	#count = 0;

	constructor({ metric }: ExportChannel) {
		this.#aggregate = metricRules[metric].aggregate;
	}

	add(value: number): void {
		this.#sum += value;
		this.#highest = Math.max(this.#highest, value);
		this.#count += 1;
	}

	total(): DaysTotal {
		if (this.#count === 0) return { value: null, daysKnown: 0 };
		const values = { sum: this.#sum, max: this.#highest, mean: this.#sum / this.#count };

		return { value: values[this.#aggregate], daysKnown: this.#count };
	}
}
