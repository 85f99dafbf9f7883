import type { Metric } from '../../domain/metrics.ts';
import { metricRules } from '../../domain/metrics.ts';

/** Units as they are stored, and watt for the mean power of an interval. */
export type BaseUnit = 'Wh' | 'W' | 'VA' | 'L' | '°C' | '%';

/** How values of one size are written: `divisor` base units are one `unit`. */
export interface Scale {
	unit: string;
	divisor: number;
	fractionDigits: number;
}

const NO_BREAK_SPACE = '\u00a0';

/** Above this many kWh people read MWh; the same step for L → m³ and VA → kVA at thousand. */
const MEGA_FROM = 10_000_000;

const prefixes: Partial<Record<BaseUnit, readonly [kilo: string, mega: string]>> = {
	Wh: ['kWh', 'MWh'],
	W: ['kW', 'MW'],
	VA: ['kVA', 'MVA'],
	L: ['m³', 'm³'],
};

/** The base unit of a metric. */
export function baseUnitOf(metric: Metric): BaseUnit {
	return metricRules[metric].unit;
}

/**
 * The scale in which the largest of some values reads best, so that all of them can share an axis.
 *
 * @param largest in base units
 */
export function scaleFor(unit: BaseUnit, largest: number): Scale {
	const prefix = prefixes[unit];
	if (prefix === undefined) return { unit, divisor: 1, fractionDigits: 1 };
	if (unit !== 'L' && largest >= MEGA_FROM) return { unit: prefix[1], divisor: 1_000_000, fractionDigits: 2 };
	// Nobody reads powers of a contract in anything but kVA.
	if (largest < 1000 && unit !== 'VA') return { unit, divisor: 1, fractionDigits: 0 };

	return { unit: prefix[0], divisor: 1000, fractionDigits: largest < 10_000 ? 2 : largest < 100_000 ? 1 : 0 };
}

/** A value in base units as text with its unit, `1,234 kWh`; the unit never stands alone on the next line. */
export function formatQuantity(
	value: number,
	unit: BaseUnit,
	locale: string,
	scale = scaleFor(unit, value),
): string {
	const number = new Intl.NumberFormat(locale, { maximumFractionDigits: scale.fractionDigits }).format(
		value / scale.divisor,
	);

	return `${number}${NO_BREAK_SPACE}${scale.unit}`;
}

/** `0.25` → `25%`, as the language writes it */
export function formatShare(share: number, locale: string): string {
	return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** `21.5` → `€21.50`, as the language writes it */
export function formatEuros(euros: number, locale: string): string {
	return new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(euros);
}
