/** What a tariff is: its prices by periods of validity, checked as it is written. Pure. */
import { z } from 'zod';
import { isCalendarDate } from '../local-days.ts';
import type { Register } from '../metrics.ts';
import { parseDecimal } from './decimal.ts';
import { belgianNight, type LowHours } from './low-hours.ts';
import { OffPeakHoursError, parseOffPeakHours } from './off-peak-hours.ts';
import { AMOUNT_PLACES, EURO, PERCENT_PLACES, PRICE_PLACES } from './units.ts';

/** How energy is priced: at one price, or at two by the hour. */
export const tariffTypes = ['flat', 'peak_off_peak', 'two_rate'] as const;

export type TariffType = (typeof tariffTypes)[number];

/** The registers that each type prices, the dearer first. */
export const pricedRegisters = {
	flat: ['total'],
	peak_off_peak: ['peak', 'off_peak'],
	two_rate: ['day', 'night'],
} as const satisfies Record<TariffType, readonly Register[]>;

/** An amount of money for a time, whatever is used; shared out evenly over the days of the calendar year or month. */
export interface FixedAmount {
	/** in the unit of `units.ts` */
	amount: bigint;
	per: 'year' | 'month';
}

/** A tax or levy, on each kWh or for a time; VAT comes on top of it. */
export interface Tax {
	name: string;
	charge: { perKwh: bigint } | FixedAmount;
	vatRate: bigint;
}

/** What holds from one date to another, `to` not included; null: from ever, or until further notice. */
export interface PricePeriod {
	from: string | null;
	to: string | null;
	type: TariffType;
	subscription: FixedAmount | null;
	/** of the registers that the type prices, in 10⁻⁸ €/kWh, without taxes and VAT */
	prices: Readonly<Partial<Record<Register, bigint>>>;
	taxes: readonly Tax[];
	/** in 10⁻⁴ of the amount; null: the prices are said with taxes and VAT */
	vat: { subscription: bigint; energy: bigint } | null;
	/** when the lower price holds; null: when the meter's own contract says */
	lowHours: LowHours | null;
}

/** A tariff as it cannot be used. The message names the place and the mistake. */
export class TariffError extends Error {}

function decimal(places: number, { isSigned = false } = {}) {
	const message = `must be a number with at most ${places} decimals, such as "0.2516"`;

	return z.union([z.number(), z.string()], { message }).transform((written, context): bigint => {
		const text = typeof written === 'number' ? plainText(written) : written;
		try {
			const value = parseDecimal(text, places);
			if (value >= 0n || isSigned) return value;
			context.addIssue({ code: 'custom', message: 'must not be negative' });
		} catch {
			context.addIssue({ code: 'custom', message });
		}

		return z.NEVER;
	});
}

/** As it was written: without an exponent where a small number would get one. */
function plainText(number: number): string {
	const text = String(number);

	return text.includes('e') ? number.toFixed(20).replace(/\.?0+$/u, '') : text;
}

const date = z.string().refine(isCalendarDate, { message: 'must be a date, YYYY-MM-DD' });

/** The unit of an amount that is written. */
const euroPart = EURO / 10n ** BigInt(AMOUNT_PLACES);

const percent = decimal(PERCENT_PLACES).refine((rate) => rate <= 10_000n, {
	message: 'must be at most 100 per cent',
});

/** A form leaves what is not filled in empty, or null. */
const tax = z.strictObject({
	name: z.string().trim().min(1).max(100),
	per_kwh: decimal(PRICE_PLACES, { isSigned: true }).nullish(),
	amount: decimal(AMOUNT_PLACES, { isSigned: true }).nullish(),
	per: z.enum(['year', 'month']).nullish(),
	vat: percent.nullish(),
});

const hours = z.string().transform((text, context) => {
	try {
		return parseOffPeakHours(text);
	} catch (error) {
		if (!(error instanceof OffPeakHoursError)) throw error;
		context.addIssue({ code: 'custom', message: error.message });

		return z.NEVER;
	}
});

const period = z.strictObject({
	from: date.nullish(),
	to: date.nullish(),
	type: z.enum(tariffTypes).nullish(),
	subscription: decimal(AMOUNT_PLACES).nullish(),
	subscription_per: z.enum(['year', 'month']).nullish(),
	price: decimal(PRICE_PLACES),
	price_low: decimal(PRICE_PLACES).nullish(),
	taxes: z.array(tax).max(20).nullish(),
	vat_subscription: percent.nullish(),
	vat_energy: percent.nullish(),
	low_hours: hours.nullish(),
	weekend_low: z.boolean().nullish(),
});

type WrittenPeriod = z.output<typeof period>;

const written = z.strictObject({
	type: z.enum(tariffTypes, {
		message: `must be one of ${tariffTypes.join(', ')}: no other kind of tariff can be reckoned`,
	}),
	periods: z.array(period).min(1, 'must have at least one period').max(200),
});

/**
 * The periods of a tariff, in order.
 *
 * @param tariff `{type, periods}` as it is written
 * @throws TariffError when it cannot be understood, or two of its periods overlap
 */
export function parseTariff(tariff: unknown): PricePeriod[] {
	const result = written.safeParse(tariff);
	if (!result.success) {
		const [issue] = result.error.issues;
		throw new TariffError(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is no tariff'}`);
	}
	const { type, periods } = result.data;
	const known = periods.map((one, index) => readPeriod(one, type, `periods.${index}`));
	const sorted = known.toSorted((one, other) => (startOf(one) < startOf(other) ? -1 : 1));
	for (const [index, one] of sorted.entries()) {
		const next = sorted[index + 1];
		if (next && (one.to === null || one.to > startOf(next))) {
			throw new TariffError(
				`periods: the one from ${one.from ?? 'ever'} reaches into the one from ${startOf(next)}`,
			);
		}
	}

	return sorted;
}

/** The period in force on a local date; `undefined` where the tariff says nothing of it. */
export function periodOn(periods: readonly PricePeriod[], date: string): PricePeriod | undefined {
	return periods.find(({ from, to }) => (from === null || date >= from) && (to === null || date < to));
}

function startOf({ from }: PricePeriod): string {
	return from ?? '';
}

function readPeriod(written: WrittenPeriod, usualType: TariffType, place: string): PricePeriod {
	const { from, to, subscription, subscription_per, low_hours, weekend_low } = written;
	const type = written.type ?? usualType;
	const problem = problemOf(written, type);
	if (problem !== undefined) throw new TariffError(`${place}${problem}`);
	const [high, low] = pricedRegisters[type];
	const vat =
		written.vat_subscription == null || written.vat_energy == null
			? null
			: { subscription: written.vat_subscription, energy: written.vat_energy };

	return {
		from: from ?? null,
		to: to ?? null,
		type,
		subscription:
			subscription == null || subscription_per == null
				? null
				: { amount: subscription * euroPart, per: subscription_per },
		prices: {
			[high]: written.price,
			...(low === undefined || written.price_low == null ? {} : { [low]: written.price_low }),
		},
		taxes: (written.taxes ?? []).map((one, index) => readTax(one, vat, `${place}.taxes.${index}`)),
		vat,
		lowHours: lowHoursOf(type, low_hours, weekend_low),
	};
}

/** What of a period does not go together. */
function problemOf(written: WrittenPeriod, type: TariffType): string | undefined {
	const { from, to, subscription, subscription_per, price_low, low_hours, weekend_low } = written;
	if (from != null && to != null && from >= to) return `: from (${from}) must be before to (${to})`;
	if ((subscription == null) !== (subscription_per == null)) {
		return '.subscription: goes with subscription_per, "year" or "month"';
	}
	if ((written.vat_subscription == null) !== (written.vat_energy == null)) {
		return ': vat_subscription and vat_energy go together; without them the prices include taxes and VAT';
	}
	if (type === 'flat') {
		return price_low != null || low_hours != null || weekend_low === true
			? ': a flat tariff has no price_low, no low_hours and no weekend_low'
			: undefined;
	}
	if (price_low == null) return `.price_low: a ${type} tariff has two prices`;

	return type === 'peak_off_peak' && low_hours == null && weekend_low === true
		? '.weekend_low: goes with low_hours: without them the meter’s own hours hold'
		: undefined;
}

function readTax(
	{ name, per_kwh, amount, per, vat }: z.output<typeof tax>,
	vatOfPeriod: PricePeriod['vat'],
	place: string,
): Tax {
	if (vat != null && !vatOfPeriod) {
		throw new TariffError(`${place}.vat: goes with vat_subscription and vat_energy of the period`);
	}
	if (per_kwh != null && amount == null && per == null) {
		return { name, charge: { perKwh: per_kwh }, vatRate: vat ?? vatOfPeriod?.energy ?? 0n };
	}
	if (per_kwh == null && amount != null && per != null) {
		return {
			name,
			charge: { amount: amount * euroPart, per },
			vatRate: vat ?? vatOfPeriod?.subscription ?? 0n,
		};
	}

	throw new TariffError(`${place}: a tax is per_kwh, or an amount per "year" or "month"`);
}

function lowHoursOf(
	type: TariffType,
	spans: LowHours['spans'] | null | undefined,
	isWeekendLow: boolean | null | undefined,
): LowHours | null {
	if (type === 'flat') return null;
	if (type === 'two_rate') {
		return {
			spans: spans ?? belgianNight.spans,
			isWeekendLow: isWeekendLow ?? belgianNight.isWeekendLow,
		};
	}

	return spans ? { spans, isWeekendLow: isWeekendLow ?? false } : null;
}
