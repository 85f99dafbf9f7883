/**
 * The units in which costs are exact: products and sums of whole numbers, and nothing is rounded before it is shown.
 *
 * Energy is counted in µWh, a price in 10⁻⁸ €/kWh (taxes have seven decimals), so their product is whole in 10⁻¹⁷ €; a rate of
 * VAT has two decimals of a per cent, 10⁻⁴, so what it adds is whole in 10⁻²¹ €.
 */
import { divideRounded } from './decimal.ts';

/** decimals of a price in €/kWh */
export const PRICE_PLACES = 8;
/** decimals of a subscription in € */
export const AMOUNT_PLACES = 8;
/** decimals of a VAT rate in per cent */
export const PERCENT_PLACES = 2;

/** One euro. */
export const EURO = 10n ** 21n;

/** Energy in µWh; whole, whatever fraction a measured value has. */
export function microWh(wattHours: number): number {
	return Math.round(wattHours * 1e6);
}

/** What energy costs at a price, in {@link EURO}s' unit. */
export function priceOf(energyMicroWh: bigint, pricePerKwh: bigint): bigint {
	return energyMicroWh * pricePerKwh * 10_000n;
}

/** What VAT adds to an amount. Exact for every amount made of prices and shares of a subscription. */
export function vatOn(amount: bigint, rate: bigint): bigint {
	return (amount / 10_000n) * rate;
}

/** Euros, for a person or a program to read, rounded as money is. */
export function toEuros(amount: bigint, decimals: number): number {
	return Number(divideRounded(amount, EURO / 10n ** BigInt(decimals))) / 10 ** decimals;
}
