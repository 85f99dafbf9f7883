import type { Metric } from '../../domain/metrics.ts';
import { plainName } from './columns.ts';

export type FileMetric = Extract<Metric, 'consumption' | 'production' | 'max_power'>;

export const fileUnits = ['W', 'kW', 'Wh', 'kWh', 'VA', 'kVA'] as const;

export type FileUnit = (typeof fileUnits)[number];

/** What the texts around a value say of it. */
export interface QuantityTexts {
	type: string;
	quantity: string;
	flow: string;
	unit: string;
	valueName: string;
}

/** What a value measures and how it becomes one of ours. */
export interface Quantity {
	metric: FileMetric;
	isDaily: boolean;
	unit: FileUnit;
	/** to W, Wh or VA */
	factor: number;
	/** mean power over the interval, to be multiplied with its length */
	isPower: boolean;
}

/**
 * What a value measures; `undefined` for what we do not keep, such as reactive energy or voltage, and for a unit that
 * does not fit. Without a unit, a curve is in W, a day in Wh, a maximum in VA, as Enedis writes them.
 */
export function quantityOf(texts: QuantityTexts, isDateAlone: boolean): Quantity | undefined {
	const { type, quantity, flow, unit, valueName } = texts;
	const words = plainName(`${type} ${quantity} ${flow} ${valueName}`);
	if (/\breactive\b|\btension\b|\ber[ci]?\b/.test(words)) return undefined;
	const isMaximum = /\bpuissances? max/.test(words) || /\bpma(x)?\b/.test(words);
	const isProduced = /\b(production|prod|injection|injectee|produite)\b/.test(words);
	if (isMaximum && isProduced) return undefined;

	const isDaily = isMaximum || isDateAlone || /\b(quotidien(ne)?s?|journali\w*)\b/.test(words);
	const isPower = !isDaily && !isMaximum;
	const found = unitOf(unit) ?? unitOf(/(?:^| )(k?wh?|k?va)$/.exec(valueName)?.[1] ?? '');
	const chosen = found ?? (isMaximum ? 'VA' : isPower ? 'W' : 'Wh');
	const isEnergy = chosen.endsWith('h');
	if (isMaximum ? isEnergy : chosen.endsWith('VA') || (isDaily && !isEnergy)) return undefined;

	return {
		metric: isMaximum ? 'max_power' : isProduced ? 'production' : 'consumption',
		isDaily,
		unit: chosen,
		factor: chosen.startsWith('k') ? 1_000 : 1,
		isPower: isPower && !isEnergy,
	};
}

function unitOf(text: string): FileUnit | undefined {
	return fileUnits.find((unit) => unit.toLowerCase() === text.trim().toLowerCase());
}
